use domain::Fault;
use leptos::prelude::*;
use scraper::{Html, Selector};

use super::render::{Frame, document};
use crate::{
    components::{DateInput, FormFrame, Need, Select, SelectOption, TextArea, TextInput},
    form::{FormState, Posted},
    routing::{Page, has_islands},
};

const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'&amp;";

fn shown(page: Page) -> (String, Html) {
    let (html, _) = document(Frame::default(), page);
    let parsed = Html::parse_document(&html);
    (html, parsed)
}

fn count(html: &Html, selector: &str) -> usize {
    html.select(&Selector::parse(selector).unwrap()).count()
}

fn form_page(state: FormState) -> Page {
    let shown = state.clone();
    Page::new(HOSTILE).form(&shown).body(move || {
        let (body, title, kind) = (state.field("body"), state.field("title"), state.field("kind"));
        view! {
            <FormFrame action="/x" state>
                <TextArea label="本文" field=body/>
                <TextInput label="件名" field=title need=Need::Required hint="短く"/>
                <Select label="種別" field=kind options=vec![SelectOption::new("a", "甲")]/>
            </FormFrame>
        }
    })
}

#[test]
fn stored_text_reaches_the_page_as_text_wherever_it_stands() {
    let state =
        FormState::new("k").with("body", format!("\n{HOSTILE}")).with("title", HOSTILE).with("kind", HOSTILE);
    let (html, parsed) = shown(form_page(state));
    assert!(!html.contains("<script"), "{html}");
    let area = parsed.select(&Selector::parse("textarea").unwrap()).next().unwrap();
    assert_eq!(area.text().collect::<String>(), format!("\n{HOSTILE}"));
    let input = parsed.select(&Selector::parse("#f-title").unwrap()).next().unwrap();
    assert_eq!(input.value().attr("value"), Some(HOSTILE));
    let title = parsed.select(&Selector::parse("title").unwrap()).next().unwrap();
    assert_eq!(title.text().collect::<String>(), format!("{HOSTILE}｜アズカリ"));
    let chosen = parsed.select(&Selector::parse("option[selected]").unwrap()).next().unwrap();
    assert_eq!(chosen.value().attr("value"), Some(HOSTILE), "a stored value stays chosen");
}

#[test]
fn a_refused_form_says_so_in_title_summary_and_field_in_the_same_words() {
    let posted = Posted::parse("title=&body=x&form-key=k");
    let fault = Fault::at_field("title-missing", "title", "件名を入力してください。");
    let (_, parsed) = shown(form_page(FormState::refused(&posted, vec![fault])));
    let text = |selector: &str| {
        let found = parsed.select(&Selector::parse(selector).unwrap()).next().unwrap();
        found.text().collect::<String>()
    };
    assert!(text("title").starts_with("エラー："));
    assert_eq!(text(".error-summary a"), "件名を入力してください。");
    assert_eq!(text("#f-title-error"), "件名を入力してください。");
    let input = parsed.select(&Selector::parse("#f-title").unwrap()).next().unwrap();
    assert_eq!(input.value().attr("aria-describedby"), Some("f-title-hint f-title-error"));
    assert_eq!(count(&parsed, "form[novalidate] input[name=form-key][value=k]"), 1);
    assert_eq!(count(&parsed, ".error-summary[autofocus][tabindex='-1']"), 1);
}

#[test]
fn a_page_with_an_island_brings_the_script_and_others_do_not() {
    let field = FormState::default().with("day", "R8.11.22").field("day");
    let page = Page::new("開催日").body(move || view! { <DateInput label="開催日" field/> });
    let (html, parsed) = shown(page);
    assert_eq!(count(&parsed, "leptos-island"), 1);
    assert_eq!(count(&parsed, "leptos-island input[value='R8.11.22']"), 1);
    let echo = parsed.select(&Selector::parse(".echo").unwrap()).next().unwrap();
    assert_eq!(echo.text().collect::<String>(), "令和8年11月22日（2026年11月22日 日曜日）");
    assert_eq!(html.contains("<script"), has_islands());

    let (html, _) = shown(Page::new("読むだけ").body(|| view! { <p>"本文"</p> }));
    assert!(!html.contains("<script"));
}

#[test]
fn a_page_has_one_heading_a_language_and_a_way_past_the_navigation() {
    let (html, parsed) = shown(Page::new("案件").crumb("台帳", "/programmes"));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"ja\">"));
    assert_eq!(count(&parsed, "h1"), 1);
    assert_eq!(count(&parsed, "a.skip[href='#main']"), 1);
    assert_eq!(count(&parsed, "main#main"), 1);
    assert_eq!(count(&parsed, ".breadcrumb [aria-current=page]"), 1);
}
