//! The step at which each column of a file is confirmed or chosen.

use azukari_core::exchange::{ColumnSeen, Job, SheetSeen};
use domain::sheet::{Field, Sheet, column_letter};
use leptos::prelude::*;

use super::{
    list_form::{BACK, COLUMN, address},
    list_page::{list_page, notes},
};
use crate::{
    components::{Button, ButtonKind, ButtonLink, Card, FormActions, FormFrame, Notice, TableFrame, Tone},
    form::FormState,
    routing::Page,
};

/// What each column of the file sets, to be confirmed or chosen.
pub(super) fn columns(state: FormState, job: &Job) -> Page {
    let (action, sheets) = (format!("{}/check", address(job)), job.sheets.clone());
    let notes = notes(job);
    list_page("列の対応の確認", job).body(move || {
        let left = unmatched(&sheets);
        let sheets = sheets.into_iter().enumerate().map(sheet_card).collect_view();
        view! {
            <div class="stack">
                {notes}
                {left}
                <FormFrame action state>
                    {sheets}
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"内容を確認する"</Button>
                        <ButtonLink href=BACK>"別のファイルを選ぶ"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}

/// Columns that nothing was found for, and what the file has no column for.
fn unmatched(sheets: &[SheetSeen]) -> AnyView {
    let mut told = Vec::new();
    for seen in sheets {
        let Some(sheet) = seen.sheet() else { continue };
        let place = if seen.name.is_empty() { String::new() } else { format!("「{}」：", seen.name) };
        let stray: Vec<String> = seen
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.field.is_empty() && !domain::sheet::is_reason(&column.head))
            .map(|(at, column)| format!("{}列「{}」", column_letter(at), column.head))
            .collect();
        if !stray.is_empty() {
            told.push(format!(
                "{place}{}は、何の列か分かりません。選ばなければ取り込みません。",
                stray.join("、")
            ));
        }
        let held = seen.fields();
        let missing: Vec<&str> = sheet
            .columns()
            .iter()
            .filter(|column| column.required && !held.contains(&Some(column.field)))
            .map(|column| column.label)
            .collect();
        if !missing.is_empty() {
            told.push(format!(
                "{place}必要な「{}」の列が見つかりません。下で選んでください。",
                missing.join("」「")
            ));
        }
    }
    if told.is_empty() {
        return view! { <Notice title="すべての列の行き先が分かりました。" tone=Tone::Success/> }.into_any();
    }
    let told = told.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <Notice title="確かめてください" tone=Tone::Warning><ul>{told}</ul></Notice> }.into_any()
}

fn sheet_card((place, seen): (usize, SheetSeen)) -> AnyView {
    let Some(sheet) = seen.sheet() else { return ().into_any() };
    let title = if seen.name.is_empty() {
        format!("{}（{}行）", sheet.name(), seen.rows)
    } else {
        format!("シート「{}」→{}（{}行）", seen.name, sheet.name(), seen.rows)
    };
    let label = format!("{}の列", sheet.name());
    let rows = seen
        .columns
        .into_iter()
        .enumerate()
        .map(|(column, seen)| column_row(place, column, sheet, seen))
        .collect_view();
    view! {
        <Card title>
            <TableFrame label>
                <thead>
                    <tr>
                        <th scope="col">"列"</th>
                        <th scope="col">"ファイルの見出し"</th>
                        <th scope="col">"書かれている例"</th>
                        <th scope="col">"取り込む先"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </Card>
    }
    .into_any()
}

fn column_row(place: usize, column: usize, sheet: Sheet, seen: ColumnSeen) -> impl IntoView {
    let name = format!("{COLUMN}-{place}-{column}");
    let letter = column_letter(column);
    let label = format!("{letter}列「{}」の取り込む先", seen.head);
    let options = sheet
        .columns()
        .iter()
        .map(|known| {
            let selected = Field::from_code(&seen.field) == Some(known.field);
            let need = if known.required { "（必須）" } else { "" };
            let text = format!("{}{need}", known.label);
            view! { <option value=known.field.code() selected=selected>{text}</option> }
        })
        .collect_view();
    let head = if seen.head.is_empty() { "（見出しなし）".to_owned() } else { seen.head };
    view! {
        <tr>
            <th scope="row">{letter}</th>
            <td>{head}</td>
            <td>{seen.examples.join("／")}</td>
            <td>
                <span class="select">
                    <select class="input" id=format!("f-{name}") name=name aria-label=label>
                        <option value="" selected=seen.field.is_empty()>"取り込まない"</option>
                        {options}
                    </select>
                </span>
            </td>
        </tr>
    }
}
