use azukari_core::{
    Error, Result,
    register::ledger::{Encoding, LedgerFormat, LedgerRequest},
};
use chrono::NaiveDate;
use domain::{
    Fault,
    date::{format_date, parse_date},
};
use http::StatusCode;
use leptos::prelude::*;

use super::{FORMAT, ON, PATH, file, filters};
use crate::{
    components::{
        Button, ButtonKind, FilterTag, FilterTags, FormActions, Need, Select, SelectOption, TextInput,
    },
    form::{FormState, Posted},
    register::item::filters as list,
    routing::{Cx, Page, Reply},
};

/// The formats, as an address and the page name them.
const FORMATS: [(&str, &str, LedgerFormat); 4] = [
    ("pdf", "PDF（印刷用）", LedgerFormat::Pdf { tagged: true }),
    ("xlsx", "Excel（XLSX）", LedgerFormat::Xlsx),
    ("csv", "CSV（UTF-8）", LedgerFormat::Csv(Encoding::Utf8)),
    ("csv-sjis", "CSV（Shift_JIS）", LedgerFormat::Csv(Encoding::ShiftJis)),
];

const DAY: &str = "基準日";

/// GET /ledger: what can be had; with a format, the file.
pub(super) async fn page(cx: Cx) -> Result<Reply> {
    let query = cx.query().clone();
    let asked = list::read(&query);
    let choices = list::choices(&cx).await?;
    let tags = list::tags(&query, &asked, &choices);
    let today = cx.ward().clock().today();
    if !query.has(FORMAT) {
        return Ok(form_page(FormState::refused(&query, Vec::new()), query, tags, today).into());
    }
    let refused = match (format(query.get(FORMAT)), day(query.get(ON), today)) {
        (Ok(format), Ok(on)) => {
            let conditions = tags.iter().map(|tag| tag.text.clone()).collect();
            let request = LedgerRequest { format, on, items: asked, conditions };
            match file::send(&cx, request).await {
                Err(Error::Invalid(faults)) => faults,
                sent => return sent,
            }
        }
        (format, on) => [format.err(), on.err()].into_iter().flatten().collect(),
    };
    let state = FormState::refused(&query, refused);
    let page = form_page(state.clone(), query, tags, today);
    Ok(page.form(&state).status(StatusCode::UNPROCESSABLE_ENTITY).into())
}

fn format(code: &str) -> Result<LedgerFormat, Fault> {
    let found = FORMATS.iter().find(|(name, _, _)| *name == code).map(|(_, _, format)| *format);
    found.ok_or_else(|| Fault::at_field("ledger-format", FORMAT, "形式を選んでください。"))
}

fn day(typed: &str, today: NaiveDate) -> Result<NaiveDate, Fault> {
    if typed.trim().is_empty() {
        return Ok(today);
    }
    parse_date(typed).map_err(|fault| fault.at_field(ON, DAY))
}

fn form_page(state: FormState, query: Posted, tags: Vec<FilterTag>, today: NaiveDate) -> Page {
    let kept: Vec<(String, String)> = filters(&query).cloned().collect();
    // Taken off one by one, back on this page.
    let tags: Vec<FilterTag> = tags
        .into_iter()
        .map(|tag| FilterTag { href: tag.href.replacen("/items", PATH, 1), text: tag.text })
        .collect();
    let (format, on) = (state.field(FORMAT), state.field(ON));
    Page::new("台帳の印刷")
        .crumb("案件", "/items")
        .lead("ある日に効力のある案件を、担当課ごとの一覧にします。")
        .body(move || {
            let options = FORMATS.iter().map(|(code, label, _)| SelectOption::new(*code, *label)).collect();
            let hidden = kept
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view();
            let all = tags.is_empty().then(|| view! { <p>"すべての案件を載せます。"</p> });
            view! {
                <div class="stack narrow">
                    <FilterTags tags/>
                    {all}
                    <form class="stack" method="get" action=PATH novalidate>
                        {hidden}
                        <Select
                            label="形式"
                            field=format
                            options
                            need=Need::Required
                            hint="Shift_JIS にない文字は〓になります。ほかのソフトに読ませるのでなければ UTF-8 を選んでください。"
                        />
                        <TextInput
                            label=DAY
                            field=on
                            width="date"
                            hint=format!(
                                "この日に効力のある内容を載せます。例：令和8年4月1日、R8.4.1。空欄なら今日（{}）。",
                                format_date(today),
                            )
                        />
                        <FormActions>
                            <Button kind=ButtonKind::Primary>"書き出す"</Button>
                        </FormActions>
                    </form>
                </div>
            }
        })
}
