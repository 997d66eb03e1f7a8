//! Before it is saved: what was mended, what cannot be decided without a
//! person, what goes.

use azukari_core::clauses::EditionEdit;
use domain::{
    Fault,
    clauses::{
        reference::{Decision, Mend, Reason, Spot},
        revise::{Answer, Review, Typed},
    },
    text::{check_forbidden, check_length},
};
use leptos::prelude::*;

use super::{
    form::{BACK, LOOKED, Sheet},
    page::{action, head, shown},
};
use crate::{
    components::{Button, Card, EditFrame, Need, Notice, Select, SelectOption, TableFrame, TextInput, Tone},
    form::{FormState, Posted},
    routing::Page,
};

/// The longest wording of one's own.
const WORDING: usize = 200;

const SUGGESTION: &str = "suggestion";
const OWN: &str = "own";
const KEEP: &str = "keep";

/// The step before saving.
pub(super) fn page(sheet: &Sheet, review: &Review, state: FormState) -> Page {
    let (fields, keys) = (sheet.typed.fields(), keys(&sheet.typed));
    let (edit, review) = (sheet.edit.clone(), review.clone());
    head(&sheet.edit, "保存の前の確認").body(move || body(&edit, &review, fields, &keys, state))
}

/// What each card is called, by its place among those that stay.
fn keys(typed: &Typed) -> Vec<String> {
    typed.numbered().map(|(_, clause)| clause.key.clone()).collect()
}

/// What names a decision in the form: it is another one once the text changes.
fn name(decision: &Decision, keys: &[String]) -> String {
    let of = |clause: usize| keys.get(clause).map_or("", String::as_str);
    let way = |path: &[usize]| path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
    let place = match &decision.spot {
        Spot::Preamble(at) => format!("preamble/{at}"),
        Spot::Division(clause, at) => format!("{}/division/{at}", of(*clause)),
        Spot::Caption(clause) => format!("{}/caption", of(*clause)),
        Spot::Text(clause, path) => format!("{}/text/{}", of(*clause), way(path)),
        Spot::Note(clause, path) => format!("{}/note/{}", of(*clause), way(path)),
        Spot::Trailing(at) => format!("trailing/{at}"),
    };
    format!("{place}/{}/{}", decision.at, decision.text)
}

fn field(at: usize, part: &str) -> String {
    format!("decisions[{at}].{part}")
}

/// What was decided, or what is still open.
pub(super) fn answers(review: &Review, typed: &Typed, form: &Posted) -> Result<Vec<Answer>, Vec<Fault>> {
    let keys = keys(typed);
    let (mut answers, mut faults) = (Vec::new(), Vec::new());
    for (at, decision) in review.decisions.iter().enumerate() {
        let of = form.get(&field(at, "of")) == name(decision, &keys);
        let own = form.get(&field(at, "wording"));
        match form.get(&field(at, "choice")) {
            SUGGESTION | KEEP if of && !own.trim().is_empty() => faults.push(unused(at)),
            SUGGESTION if of && decision.suggestion.is_some() => answers.push(Answer::Suggestion),
            KEEP if of => answers.push(Answer::Keep),
            OWN if of => match checked(at, own) {
                Ok(()) => answers.push(Answer::Own(own.trim().to_owned())),
                Err(fault) => faults.push(fault),
            },
            _ => {
                let message = format!("「{}」をどうするか、選んでください。", decision.text);
                faults.push(Fault::at_field("decision-open", field(at, "choice"), message));
            }
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// A wording that the choice beside it leaves out.
fn unused(at: usize) -> Fault {
    let message = "この文は、「次の欄に書いた文にする」を選んだときだけ使います。選び直すか、この欄を空にしてください。";
    Fault::at_field("unused-text", field(at, "wording"), message)
}

fn checked(at: usize, own: &str) -> Result<(), Fault> {
    let place = || domain::Place::Field(field(at, "wording"));
    if own.trim().is_empty() {
        let message = "参照の代わりに置く文を入力してください。";
        return Err(Fault { code: "required", message: message.into(), place: place() });
    }
    check_length(place(), "代わりに置く文", own, WORDING)?;
    check_forbidden(place(), own)
}

fn body(
    edit: &EditionEdit,
    review: &Review,
    fields: Vec<(String, String)>,
    keys: &[String],
    state: FormState,
) -> AnyView {
    let hidden = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let asked = decisions(edit, review, keys, &state);
    let (action, back) = (action(edit), shown(edit));
    let parts = (mends(edit, review), typed(edit, review), lost(edit, review), removed(edit, review));
    view! {
        <div class="stack">
            <EditFrame action state back submit="保存する">
                {hidden}
                <input type="hidden" name=LOOKED value="1"/>
                <div class="stack">
                    {asked}
                    {parts.0}
                    {parts.1}
                    {parts.2}
                    {parts.3}
                    <p><Button name=BACK value="1">"条文に戻って直す"</Button></p>
                </div>
            </EditFrame>
        </div>
    }
    .into_any()
}

/// What a clause is called once it is saved.
fn called(edit: &EditionEdit, review: &Review, at: usize) -> String {
    let Some(settled) = review.clauses.get(at) else { return String::new() };
    let number = edit.edition.numbering.label(settled.clause.number);
    match &settled.clause.caption {
        Some(caption) => format!("{number}（{caption}）"),
        None => number,
    }
}

/// What a stored clause is called.
fn stored(edit: &EditionEdit, at: usize) -> String {
    let Some(clause) = edit.edition.clauses.get(at) else { return String::new() };
    let number = edit.edition.numbering.label(clause.number);
    match &clause.caption {
        Some(caption) => format!("{number}（{caption}）"),
        None => number,
    }
}

/// What a text is called: by its clause, or what stands around the clauses.
fn standing(edit: &EditionEdit, review: &Review, spot: &Spot) -> String {
    match spot {
        Spot::Text(clause, _) => called(edit, review, *clause),
        spot => spot.called(edit.edition.numbering),
    }
}

fn all_called(places: &[usize], call: impl Fn(usize) -> String) -> String {
    places.iter().map(|at| call(*at)).collect::<Vec<_>>().join("、")
}

fn mends(edit: &EditionEdit, review: &Review) -> AnyView {
    let written = review.mends.iter().filter(|mend| mend.before != mend.after).count();
    let head = match review.mends.len() - written {
        0 => format!("直した参照（{written}か所）"),
        widened => format!("直した参照（{written}か所）と、含む条の変わる参照（{widened}か所）"),
    };
    if review.mends.is_empty() {
        return view! { <Card title=head><p>"直す参照はありません。"</p></Card> }.into_any();
    }
    let row = |mend: &Mend| {
        let mut about = Vec::new();
        if !mend.covers.is_empty() {
            let covered = all_called(&mend.covers, |at| called(edit, review, at));
            about.push(format!("新しい条を含みます：{covered}"));
        }
        if !mend.lost.is_empty() {
            about.push(format!("削った条が外れます：{}", all_called(&mend.lost, |at| stored(edit, at))));
        }
        let (before, after) = (mend.before.clone(), mend.after.clone());
        let (before, after) = if before == after {
            (before.into_any(), "変わりません".into_any())
        } else {
            (view! { <del>{before}</del> }.into_any(), view! { <ins>{after}</ins> }.into_any())
        };
        view! {
            <tr>
                <th scope="row">{standing(edit, review, &mend.spot)}</th>
                <td>{before}</td>
                <td>{after}</td>
                <td>{about.join("。")}</td>
            </tr>
        }
    };
    let rows = review.mends.iter().map(row).collect_view();
    view! {
        <Card title=head>
            <p class="support">"条の番号が変わったので、同じ条を指すように直しました。書き方が同じでも、含む条が変わるものは備考に示します。"</p>
            <TableFrame label="直した参照">
                <thead>
                    <tr>
                        <th scope="col">"ところ"</th>
                        <th scope="col">"元の参照"</th>
                        <th scope="col">"直した参照"</th>
                        <th scope="col">"備考"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </Card>
    }
    .into_any()
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Removed => "指していた条を削りました。",
        Reason::Joined => "まとめた条の中にあり、どの条を指すのか決められません。",
        Reason::Split => "指していた条を分けたので、どの条を指すのか決められません。",
        Reason::Dangling => "指す先がありません。",
        Reason::Around => "前文や後文にも同じ番号の段落があり、条を指すのか段落を指すのか決められません。",
    }
}

fn decisions(edit: &EditionEdit, review: &Review, keys: &[String], state: &FormState) -> Option<AnyView> {
    if review.decisions.is_empty() {
        return None;
    }
    let rows = review.decisions.iter().enumerate();
    let rows = rows.map(|(at, decision)| {
        let why = if decision.leads_now {
            "前から指す先がありませんでしたが、番号が変わって別の条を指すことになります。"
        } else {
            reason(decision.reason)
        };
        let pointed = (!decision.pointed_at.is_empty()).then(|| {
            format!("元は{}を指していました。", all_called(&decision.pointed_at, |at| stored(edit, at)))
        });
        let around = review.around(decision).map(|(before, behind)| {
            let reference = decision.text.clone();
            view! { <p>{before}<mark>{reference}</mark>{behind}</p> }
        });
        let suggestion = decision.suggestion.as_ref();
        let suggestion = suggestion
            .map(|words| SelectOption::new(SUGGESTION, format!("残った条に合わせて「{words}」にする")));
        let options = std::iter::once(SelectOption::new("", "選んでください")).chain(suggestion).chain([
            SelectOption::new(OWN, "次の欄に書いた文にする"),
            SelectOption::new(KEEP, "このままにする"),
        ]);
        let title = format!("{}の「{}」", standing(edit, review, &decision.spot), decision.text);
        view! {
            <fieldset class="row">
                <legend class="row-title">{title}</legend>
                <input type="hidden" name=field(at, "of") value=name(decision, keys)/>
                {around}
                <p>{format!("{why}{}", pointed.unwrap_or_default())}</p>
                <div class="row-fields">
                    <Select
                        label="この参照をどうしますか"
                        field=state.field(&field(at, "choice"))
                        options=options.collect()
                        need=Need::Required
                    />
                    <TextInput
                        label="代わりに置く文"
                        field=state.field(&field(at, "wording"))
                        hint="「次の欄に書いた文にする」を選んだときだけ。"
                    />
                </div>
            </fieldset>
        }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <Notice
                title=format!("決めていただく参照が{}か所あります。", review.decisions.len())
                tone=Tone::Warning
            >
                <p>"すべて決めるまで、保存されません。"</p>
            </Notice>
            <div class="rows">{rows}</div>
        }
        .into_any(),
    )
}

fn typed(edit: &EditionEdit, review: &Review) -> Option<AnyView> {
    let rows = review.typed.iter().map(|typed| {
        let (first, last) = typed.leads;
        let leads = if first == last {
            called(edit, review, first)
        } else {
            format!("{}から{}まで", called(edit, review, first), called(edit, review, last))
        };
        view! { <li>{format!("{}の「{}」は、{leads}を指します。", standing(edit, review, &typed.spot), typed.text)}</li> }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty())
        .then(|| view! { <Card title="書き加えた参照"><ul class="bullets">{rows}</ul></Card> }.into_any())
}

fn lost(edit: &EditionEdit, review: &Review) -> Option<AnyView> {
    let rows = review.dangling.iter().map(|decision| {
        view! { <li>{format!("{}の「{}」", standing(edit, review, &decision.spot), decision.text)}</li> }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <Notice title="前から指す先のない参照が残っています。" tone=Tone::Warning>
                <ul class="bullets">{rows}</ul>
            </Notice>
        }
        .into_any()
    })
}

fn removed(edit: &EditionEdit, review: &Review) -> Option<AnyView> {
    let rows = review.removed.iter().map(|at| {
        let duties = edit.edition.clauses.get(*at).map_or(0, |clause| clause.duties.len());
        let duties = if duties == 0 {
            String::new()
        } else {
            format!("　この条の義務{duties}件もなくなります。")
        };
        view! { <li>{format!("{}{duties}", stored(edit, *at))}</li> }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty())
        .then(|| view! { <Card title="削る条"><ul class="bullets">{rows}</ul></Card> }.into_any())
}
