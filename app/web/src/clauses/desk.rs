//! Where a text becomes clauses: pasted or sent as a file, read, corrected and
//! read again, as often as it takes.

use azukari_core::{
    Error, Result,
    clauses::{FactsInput, FileText, check_readable, read_file},
    register::edit::digest,
};
use domain::{Fault, Place, clauses::propose_facts};
use leptos::prelude::*;

use super::{
    facts::{FactsFields, filled},
    reading::{self, Read},
};
use crate::{
    components::{Button, ButtonKind, Card, EditFrame, FileInput, FormFrame, Need, Notice, TextArea, Tone},
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// The field of the text.
pub(super) const TEXT: &str = "text";
/// The field of the file.
const FILE: &str = "file";
/// Says that a file is sent.
const UPLOAD: &str = "upload";
/// The button that reads the text again.
const READ: &str = "read";
/// The hidden field with what identifies the text whose reading is shown.
const SHOWN: &str = "shown";

/// What the text is for.
#[derive(Clone)]
pub(super) struct Purpose {
    /// The page's heading.
    pub(super) title: String,
    /// A sentence under it.
    pub(super) lead: &'static str,
    /// The steps of the way here.
    pub(super) crumbs: Vec<(String, String)>,
    /// Where the form is sent.
    pub(super) action: String,
    /// Where to go without saving.
    pub(super) back: String,
    /// What the button that saves is called.
    pub(super) submit: &'static str,
    /// A new set: its facts are asked, no reason is.
    pub(super) is_new: bool,
}

/// What a posted form asks for.
pub(super) enum Asked {
    /// To see what the text comes to, with what to tell beforehand.
    Reading(FormState, Told),
    /// To save what was seen.
    Saving,
}

/// What is told above the text: why it is shown, what its file lost.
#[derive(Default)]
pub(super) struct Told {
    title: &'static str,
    lines: Vec<String>,
}

impl Told {
    fn of_file(lines: Vec<String>) -> Self {
        Self { title: "ファイルを読みました", lines }
    }

    /// Saving was asked for, but another text was shown.
    fn changed() -> Self {
        let line = "変わった文を読み取りました。下の結果を確かめてから、もう一度押してください。";
        Self {
            title: "読み取った後に文が変わっているため、まだ保存していません",
            lines: vec![line.to_owned()],
        }
    }

    fn shown(self) -> Option<AnyView> {
        let lines = self.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        (!self.title.is_empty())
            .then(|| view! { <Notice title=self.title><ul class="bullets">{lines}</ul></Notice> }.into_any())
    }
}

/// Whether a text is asked to be read, and what stands in the form then.
///
/// # Errors
/// `Invalid` without a text or a file, of a file that cannot be read, of a text
/// without a clause.
pub(super) async fn asked(cx: &Cx) -> Result<Asked> {
    let form = cx.form();
    let typed = FormState::refused(form, Vec::new());
    let (state, told) = if form.has(UPLOAD) {
        let FileText { text, notes } = file(cx).await?;
        check_readable(FILE, &text)?;
        (cx.edit_form(cx.new_form().with(TEXT, text)).await?, Told::of_file(notes))
    } else {
        if form.get(TEXT).trim().is_empty() {
            let message = "条項の文が空です。特記事項の文を貼り付けるか、ファイルを選んでください。";
            return Err(Error::invalid(Fault::at_field("empty-text", TEXT, message)));
        }
        check_readable(TEXT, form.get(TEXT))?;
        if !form.has(READ) && form.get(SHOWN) == mark(form.get(TEXT))? {
            return Ok(Asked::Saving);
        }
        let changed = !form.has(READ) && !form.get(SHOWN).is_empty();
        (typed, if changed { Told::changed() } else { Told::default() })
    };
    let read = Read::of(state.value(TEXT));
    if !read.has_clauses() {
        let faults = read.draft.faults.iter();
        let told = faults.map(|fault| Fault::at_field(fault.code, TEXT, fault.message.clone()));
        return Err(Error::Invalid(told.collect()));
    }
    let first = state.value(SHOWN).is_empty();
    let shown = mark(state.value(TEXT))?;
    let state = if first && state.value("name").is_empty() {
        filled(state, &FactsInput::proposed(&propose_facts(&read.reading)))
    } else {
        state
    };
    Ok(Asked::Reading(state.replace(SHOWN, shown), told))
}

/// The page again, with what is wrong. A file is sent by a form of its own,
/// without what stands in the other: that may wait as a draft.
///
/// # Errors
/// Every error but `Invalid`.
pub(super) async fn refused(cx: &Cx, error: Error, page: impl FnOnce(FormState) -> Page) -> Result<Reply> {
    match error {
        Error::Invalid(faults) if cx.form().has(UPLOAD) => {
            let state = cx.edit_form(cx.new_form()).await?.at_fault(faults);
            let shown = state.clone();
            Ok(page(state).form(&shown).into())
        }
        error => cx.retry(error, page),
    }
}

/// The text of the file that was sent, of any size that is read.
async fn file(cx: &Cx) -> Result<FileText> {
    let Some(upload) = cx.form().upload(FILE).cloned() else {
        let message = "ファイルが選ばれていません。テキスト（.txt）か Word 文書（.docx）を選んでください。";
        return Err(Error::invalid(Fault::at_field("file-missing", FILE, message)));
    };
    let read = tokio::task::spawn_blocking(move || read_file(&upload.bytes)).await;
    match read.map_err(Error::internal("ファイルを読めませんでした。"))? {
        Err(Error::Invalid(faults)) => {
            let at_file = |fault: Fault| Fault { place: Place::Field(FILE.to_owned()), ..fault };
            Err(Error::Invalid(faults.into_iter().map(at_file).collect()))
        }
        read => read,
    }
}

fn mark(text: &str) -> Result<String> {
    digest(&text)
}

/// The page: empty, or with what the text in it comes to.
pub(super) fn page(purpose: Purpose, state: FormState, told: Told) -> Page {
    let page = Page::new(purpose.title.clone()).kicker("特記事項").lead(purpose.lead);
    let page = purpose.crumbs.iter().fold(page, |page, (label, href)| page.crumb(label, href));
    page.body(move || body(&purpose, &state, told))
}

fn body(purpose: &Purpose, state: &FormState, beforehand: Told) -> AnyView {
    let text = state.value(TEXT);
    let shown = !text.is_empty() && mark(text).is_ok_and(|mark| mark == state.value(SHOWN));
    let read = shown.then(|| Read::of(text)).filter(Read::has_clauses);
    let submit = if read.is_some() { purpose.submit } else { "読み取る" };
    let told = read.as_ref().map(told);
    let again = read.as_ref().map(|_| {
        view! { <p><Button name=READ value="1">"読み直す"</Button></p> }
    });
    let hint = "1行に1つの段落で貼り付けます。番号や見出しは、そのままでかまいません。";
    let field = state.field(TEXT);
    let doubts = read.as_ref().map(reading::doubts);
    let outcome = read.as_ref().map(reading::outcome);
    let facts = (purpose.is_new && read.is_some()).then(|| {
        let state = state.clone();
        view! { <Card title="名称と呼び方" id="facts"><FactsFields state/></Card> }
    });
    let shown = read.as_ref().map(|_| {
        view! { <input type="hidden" name=SHOWN value=state.value(SHOWN).to_owned()/> }
    });
    let (action, back) = (purpose.action.clone(), purpose.back.clone());
    let upload = upload(purpose, state, read.is_some());
    view! {
        <div class="stack">
            {beforehand.shown()}
            {told}
            {upload}
            <EditFrame action state=state.clone() back submit ask_reason=!purpose.is_new && read.is_some()>
                {shown}
                <div class="reading-desk">
                    <div class="stack">
                        <TextArea label="条項の文" field need=Need::Required hint rows=22/>
                        {again}
                    </div>
                    {doubts}
                </div>
                <div class="stack">
                    {facts}
                    {outcome}
                </div>
            </EditFrame>
        </div>
    }
    .into_any()
}

/// Says that nothing is saved yet, and whether it can be.
fn told(read: &Read) -> impl IntoView + use<> {
    let count = read.draft.clauses.len();
    let (title, tone) = if read.draft.faults.is_empty() {
        (format!("{count}条を読み取りました。まだ登録していません。"), Tone::Info)
    } else {
        (format!("{count}条を読み取りましたが、直すところがあります。"), Tone::Warning)
    };
    view! {
        <Notice title tone>
            <p>"下の「確かめること」を見て、文に誤りがあれば直し、「読み直す」を押してください。何度でも読み直せます。"</p>
        </Notice>
    }
}

/// Sends a file; folded away once a text is there.
fn upload(purpose: &Purpose, state: &FormState, folded: bool) -> AnyView {
    let (action, field) = (purpose.action.clone(), state.field(FILE));
    let wrong = !field.errors.is_empty();
    let form = view! {
        <FormFrame action state=FormState::default() multipart=true>
            <input type="hidden" name=UPLOAD value="1"/>
            <FileInput
                label="ファイル"
                field
                accept=".txt,.docx,text/plain,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                hint="テキスト（.txt）か Word 文書（.docx）。20 MBまで。"
            />
            <p><Button kind=ButtonKind::Secondary>"ファイルを読み取る"</Button></p>
        </FormFrame>
    };
    let open = !folded || wrong;
    view! {
        <details open=open>
            <summary>"ファイルから読み取る"</summary>
            <div class="stack">{form}</div>
        </details>
    }
    .into_any()
}
