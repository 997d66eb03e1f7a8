//! Many entries out of a spreadsheet: pasted, looked at, taken in.

use azukari_core::{
    Error, Result,
    register::{
        dictionary::{self, Pasted, Verdict},
        edit::REASON_FIELD,
    },
};
use leptos::prelude::*;

use super::{PATH, list::Flags};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, Notice, SectionHead, TableFrame, Tag,
        TextArea, Tone,
    },
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// The field with the lines.
const LINES: &str = "lines";
/// The button that takes them in.
const TAKE: &str = "take";

/// GET /dictionary/paste
pub(super) async fn paste(cx: Cx) -> Result<Page> {
    Ok(page(cx.new_form(), Vec::new()))
}

/// POST /dictionary/paste: shows what the lines come to, or takes them in.
pub(super) async fn pasted(cx: Cx) -> Result<Reply> {
    let lines = cx.form().get(LINES);
    if cx.form().has(TAKE) {
        let reason = cx.form().get(REASON_FIELD);
        match dictionary::take(cx.ward(), cx.actor()?, cx.key(), reason, lines).await {
            Ok(_) => return Ok(Reply::see_other(PATH)),
            Err(Error::Invalid(faults)) => {
                let judged = dictionary::preview(cx.ward(), cx.actor()?, lines).await.unwrap_or_default();
                return cx.retry(Error::Invalid(faults), |state| page(state, judged));
            }
            Err(error) => return Err(error),
        }
    }
    match dictionary::preview(cx.ward(), cx.actor()?, lines).await {
        Ok(judged) => {
            let faults = dictionary::faults(&judged);
            if !faults.is_empty() {
                return cx.retry(Error::Invalid(faults), |state| page(state, judged));
            }
            let state = cx.new_form().with(LINES, lines).with(REASON_FIELD, cx.form().get(REASON_FIELD));
            Ok(page(state, judged).into())
        }
        Err(error) => cx.retry(error, |state| page(state, Vec::new())),
    }
}

fn page(state: FormState, judged: Vec<Pasted>) -> Page {
    Page::new("情報項目の貼付け")
        .crumb("管理", "/admin")
        .crumb("情報項目の辞書", PATH)
        .lead("表計算ソフトの行をそのまま貼り付けて、まとめて登録します。登録の前に、結果を確かめられます。")
        .body(move || body(state, judged))
}

fn body(state: FormState, judged: Vec<Pasted>) -> impl IntoView {
    let count = |wanted: fn(&Verdict) -> bool| judged.iter().filter(|one| wanted(&one.verdict)).count();
    let new = count(|verdict| *verdict == Verdict::New);
    let held = count(|verdict| *verdict == Verdict::Held);
    let wrong = count(|verdict| matches!(verdict, Verdict::Wrong(_)));
    let seen = !judged.is_empty();
    let ready = seen && wrong == 0 && new > 0;
    let summary = seen.then(|| summary(new, held, wrong));
    let (lines, reason) = (state.field(LINES), state.field(REASON_FIELD));
    let preview = seen.then(|| {
        view! {
            <SectionHead title="貼り付けた行の確認"/>
            <PreviewTable judged/>
        }
    });
    let take = ready.then(|| {
        view! { <Button kind=ButtonKind::Primary name=TAKE value="1">{format!("{new}件を登録する")}</Button> }
    });
    let asked = seen || !reason.value.is_empty() || !reason.errors.is_empty();
    let reason = asked.then(|| {
        view! { <TextArea label="登録の理由" field=reason hint="変更履歴に残ります。500文字まで。" rows=2/> }
    });
    let check = if ready { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <div class="stack">
            {summary}
            <FormFrame action=format!("{PATH}/paste") state>
                <TextArea
                    label="貼り付ける行"
                    field=lines
                    need=Need::Required
                    rows=10
                    hint="1列目は情報項目、2列目はよみ、3列目は要配慮個人情報なら○、4列目は特定個人情報なら○。見出しの行があってもかまいません。1,000行まで。"
                />
                <FormActions>
                    <Button kind=check>"内容を確かめる"</Button>
                    <ButtonLink href=PATH>"登録せずに戻る"</ButtonLink>
                </FormActions>
                {preview}
                {reason}
                {take}
            </FormFrame>
        </div>
    }
}

fn summary(new: usize, held: usize, wrong: usize) -> impl IntoView {
    let held = if held > 0 {
        format!("既に辞書にある{held}行は、何もしません。")
    } else {
        String::new()
    };
    let (title, tone) = match (new, wrong) {
        (_, 1..) => (format!("{wrong}行に誤りがあります。まだ何も登録していません。"), Tone::Warning),
        (0, _) => ("新しく登録するものはありません。".to_owned(), Tone::Info),
        _ => (format!("{new}件を登録できます。まだ何も登録していません。"), Tone::Info),
    };
    view! { <Notice title tone><p>{held}</p></Notice> }
}

#[component]
fn PreviewTable(judged: Vec<Pasted>) -> impl IntoView {
    let rows = judged
        .into_iter()
        .map(|one| {
            let Pasted { line, entry, verdict } = one;
            let verdict = match verdict {
                Verdict::New => view! { <Tag tone=Tone::Success text="登録する"/> }.into_any(),
                Verdict::Held => view! { <Tag tone=Tone::Plain text="既にある"/> }.into_any(),
                Verdict::Wrong(message) => {
                    view! { <Tag tone=Tone::Error text="誤り"/> " " {message} }.into_any()
                }
            };
            view! {
                <tr>
                    <td class="number">{line}</td>
                    <th scope="row">{entry.name}</th>
                    <td>{entry.reading}</td>
                    <td><Flags sensitive=entry.sensitive my_number=entry.my_number/></td>
                    <td>{verdict}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="貼り付けた行の確認">
            <thead>
                <tr>
                    <th scope="col" class="number">"行"</th>
                    <th scope="col">"情報項目"</th>
                    <th scope="col">"よみ"</th>
                    <th scope="col">"区分"</th>
                    <th scope="col">"結果"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
