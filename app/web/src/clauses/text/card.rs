use domain::clauses::revise::TypedClause;
use leptos::prelude::*;

use super::page::text_field;
use crate::{
    components::{Need, OpButton, Select, SelectOption, TICKED, TextArea, TextInput},
    form::{Field, FormState, control_id},
};

/// How much of a line is shown where it is chosen.
const LINE: usize = 40;

/// A clause: caption, text, and what can be done to it.
#[component]
pub(super) fn Card(
    clause: TypedClause,
    /// As it prints: １.
    number: String,
    first: bool,
    last: bool,
    /// How many duties the stored clauses have that it comes from.
    duties: usize,
    focus: String,
    state: FormState,
) -> impl IntoView {
    let field = |name: &str, value: &str| text_field(&clause.field(name), value, &state);
    let (caption, text) = (field("caption", &clause.caption), field("text", &clause.text));
    let (note, divisions) = (field("note", &clause.note), field("divisions", &clause.divisions));
    let open = [&note, &divisions]
        .iter()
        .any(|field| !field.value.is_empty() || !field.errors.is_empty() || field.stored.is_some());
    let lines: usize = clause.text.lines().map(|line| 1 + line.chars().count() / 42).sum();
    let rows = u32::try_from(lines.clamp(2, 14) + 1).unwrap_or(6);
    let focused = focus == caption.name;
    let head_id = control_id(&clause.field("head"));
    let duties = (duties > 0).then(|| {
        view! { <p class="support">{format!("義務{duties}件（条をまとめると両方が残り、分けると初めの条に残ります）")}</p> }
    });
    view! {
        <section class="card group-edit" aria-labelledby=head_id.clone()>
            <h2 id=head_id.clone()>{format!("{number}　{}", clause.name())}</h2>
            <input type="hidden" name=clause.field("from") value=clause.from_value()/>
            {duties}
            <TextInput label=format!("{number}の見出し") field=caption hint="括弧は付けません。" focused/>
            <TextArea label=format!("{number}の条文") field=text need=Need::Required rows/>
            <details class="more" open=open>
                <summary>{format!("{number}の作成上の注と章の見出し")}</summary>
                <div class="stack">
                    <TextArea label="作成上の注" field=note hint="契約書には載りません。" rows=2/>
                    <TextArea label="この条の上に置く章や節の見出し" field=divisions hint="1行に1つ。" rows=2/>
                </div>
            </details>
            <Cut clause=clause.clone() number=number.clone() focus=focus.clone()/>
            <Tools clause number first last focus/>
        </section>
    }
}

/// A clause that is to be removed.
#[component]
pub(super) fn Gone(clause: TypedClause, focus: String) -> impl IntoView {
    let hidden = [
        ("from", clause.from_value()),
        ("divisions", clause.divisions.clone()),
        ("caption", clause.caption.clone()),
        ("text", clause.text.clone()),
        ("note", clause.note.clone()),
        ("gone", TICKED.to_owned()),
    ];
    let hidden = hidden
        .map(|(field, value)| view! { <input type="hidden" name=clause.field(field) value=value/> })
        .collect_view();
    let name = clause.name();
    view! {
        <section class="card" data-tone="muted" aria-label=format!("削る条：{name}")>
            {hidden}
            <div class="split">
                <p><del>{name.clone()}</del>"　を削ります。"</p>
                <OpButton value=format!("restore:{}", clause.key) focus about=format!("{name}を")>"戻す"</OpButton>
            </div>
        </section>
    }
}

/// The choice of the line at which a new clause begins.
#[component]
fn Cut(clause: TypedClause, number: String, focus: String) -> impl IntoView {
    if !clause.cutting {
        return None;
    }
    let options = clause
        .lines()
        .map(|(place, line)| {
            let short: String = line.trim().chars().take(LINE).collect();
            let more = if short.chars().count() < line.trim().chars().count() { "…" } else { "" };
            SelectOption::new(
                TypedClause::line_value(place, line),
                format!("{}行目：{short}{more}", place + 1),
            )
        })
        .collect::<Vec<_>>();
    let field = Field::plain(clause.field("cut"), clause.cut.clone());
    Some(view! {
        <div class="filters-row">
            <Select label=format!("{number}のどの行から新しい条にしますか") field options need=Need::Unsaid/>
            <OpButton value=format!("split:{}", clause.key) focus=focus.clone()>"この行から分ける"</OpButton>
            <OpButton value=format!("whole:{}", clause.key) focus>"分けない"</OpButton>
        </div>
    })
}

#[component]
fn Tools(clause: TypedClause, number: String, first: bool, last: bool, focus: String) -> impl IntoView {
    let about = format!("{number}{}", clause.name());
    let button = |op: &str, joint: &str, words: &'static str| {
        view! {
            <OpButton value=format!("{op}:{}", clause.key) focus=focus.clone() about=format!("{about}{joint}") small=true>
                {words}
            </OpButton>
        }
    };
    let up = (!first).then(|| button("up", "を", "上へ"));
    let down = (!last).then(|| button("down", "を", "下へ"));
    let join = (!last).then(|| button("join", "を", "次の条とまとめる"));
    let cut = (!clause.cutting).then(|| button("cut", "を", "分ける"));
    view! {
        <div class="cluster group-tools">
            {up}
            {down}
            {button("before", "の", "前に条を足す")}
            {button("after", "の", "後に条を足す")}
            {join}
            {cut}
            {button("remove", "を", "削る")}
        </div>
    }
}
