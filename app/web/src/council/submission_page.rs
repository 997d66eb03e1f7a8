use std::collections::BTreeSet;

use azukari_core::{
    Result,
    council::{
        paper,
        submission::{self, PartOf, PartView, SubmissionPage},
    },
    policy::Permission,
    register::item::openable,
};
use domain::Fault;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    SESSIONS, SUBMISSIONS,
    paper::reference,
    words::{self, StateTag},
};
use crate::{
    components::{
        ButtonKind, ButtonLink, Card, Description, DescriptionRow, Notice, PdfFrame, SectionHead, TableFrame,
        Tone,
    },
    routing::{Cx, Page},
};

/// GET /submissions/{id}
pub(super) async fn show(cx: Cx) -> Result<Page> {
    let reference = reference(&cx)?;
    let page = submission::page(cx.ward(), cx.actor()?, reference).await?;
    let faults = paper::check(cx.ward(), reference).await?;
    let may_render = cx.may(Permission::RenderPaper);
    let items = page.parts.iter().filter_map(|part| match part.of {
        PartOf::Form { item, .. } => Some(item.uuid()),
        PartOf::RecordedItems { .. } | PartOf::Clauses { .. } => None,
    });
    let open = openable(cx.ward(), cx.actor()?, items).await?;
    Ok(Page::new(page.row.title.clone())
        .kicker(format!("{} {}", page.session.label(), page.row.printed_number))
        .crumb("審議会の資料", SUBMISSIONS)
        .history(&cx, "submission", page.row.id)
        .body(move || submission_view(page, faults, may_render, open)))
}

fn submission_view(
    page: SubmissionPage,
    faults: Vec<Fault>,
    may_render: bool,
    open: BTreeSet<Uuid>,
) -> impl IntoView {
    let paper = format!("{SUBMISSIONS}/{}/paper.pdf", page.row.reference);
    let shown = match (may_render, faults.is_empty()) {
        (false, _) => None,
        (true, true) => Some(view! { <Paper href=paper title=page.row.printed_number.clone()/> }.into_any()),
        (true, false) => Some(view! { <Lacking faults/> }.into_any()),
    };
    view! {
        <div class="stack">
            <Description>
                <DescriptionRow term="資料番号">{page.row.printed_number.clone()}</DescriptionRow>
                <DescriptionRow term="状態"><StateTag state=page.row.state/></DescriptionRow>
                <DescriptionRow term="付議する回">
                    <a href=format!("{SESSIONS}/{}", page.session.id)>{page.session.label()}</a>
                    {format!("　開催日：{}", words::day(page.session.held_on))}
                </DescriptionRow>
                <DescriptionRow term="事業">
                    <a href=format!("/programmes/{}", page.row.programme.id)>{page.row.programme.name.clone()}</a>
                </DescriptionRow>
                <DescriptionRow term="担当部課">{page.section.full()}</DescriptionRow>
            </Description>
            <Parts parts=page.parts open/>
            {shown}
        </div>
    }
}

#[component]
fn Paper(href: String, title: String) -> impl IntoView {
    view! {
        <SectionHead title="印刷する資料"/>
        <Notice title="下線・太字は付いていません" tone=Tone::Warning>
            <p>
                "前回までの資料との比較は、まだ行えません。修正した箇所の下線・太字は、審議会に出す前に付けてください。"
            </p>
        </Notice>
        <div class="cluster">
            <ButtonLink href=format!("{href}?download=1") kind=ButtonKind::Primary download=true>
                "PDFをダウンロード"
            </ButtonLink>
            <a href=href.clone()>"PDFだけを開く"</a>
        </div>
        <PdfFrame href title/>
    }
}

#[component]
fn Lacking(faults: Vec<Fault>) -> impl IntoView {
    let faults = faults.into_iter().map(|fault| view! { <li>{fault.message}</li> }).collect_view();
    view! {
        <Notice title="このままでは資料を作成できません" tone=Tone::Error>
            <p>"次の点を直してください。"</p>
            <ul>{faults}</ul>
        </Notice>
    }
}

#[component]
fn Parts(parts: Vec<PartView>, open: BTreeSet<Uuid>) -> impl IntoView {
    let rows = parts.into_iter().map(|part| part_row(part, &open)).collect_view();
    view! {
        <Card title="綴り順">
            <p class="support">"表紙と事業の概要に続けて、次の順に綴じます。別紙の番号は、この順に付きます。"</p>
            <TableFrame label="資料の綴り順">
                <thead>
                    <tr>
                        <th scope="col">"様式・別紙"</th>
                        <th scope="col">"内容"</th>
                        <th scope="col">"補足"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </Card>
    }
}

fn part_row(part: PartView, open: &BTreeSet<Uuid>) -> impl IntoView + use<> {
    let (href, remark) = match part.of {
        PartOf::Form { item, version, item_kind: kind, state, route, change } => {
            let mut remark = format!("{}　{}事項　{}", kind.word(), route.word(), state.word());
            if let Some(change) = change {
                remark.push_str(&format!("　{change}"));
            }
            // Another section's item is named, not opened.
            let href = open.contains(&item.uuid()).then(|| format!("/items/{item}?version={version}"));
            (href, remark)
        }
        PartOf::RecordedItems { entries, .. } => (None, format!("{entries}項目")),
        PartOf::Clauses { set, edition, clauses } => {
            (Some(format!("/clauses/{set}?edition={edition}")), format!("全{clauses}項"))
        }
    };
    let title = match href {
        Some(href) => view! { <a href=href>{part.title}</a> }.into_any(),
        None => part.title.into_any(),
    };
    view! {
        <tr>
            <td class="nowrap">{part.label}</td>
            <th scope="row">{title}</th>
            <td>{remark}</td>
        </tr>
    }
}
