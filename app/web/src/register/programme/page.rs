use azukari_core::{
    Result,
    council::SubmissionLine,
    policy::{Permission, reach},
    register::{ProgrammeView, view_programme},
};
use domain::{council::SubmissionState, programme::hints};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{
        ButtonLink, Card, Description, DescriptionRow, Empty, Notice, SectionHead, TableFrame, Tag, Tone,
    },
    register::{Blocks, ItemTable, day, shelf::ArchivedTag},
    routing::{Cx, Page},
};

/// GET /programmes/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "事業")?;
    let shown = view_programme(cx.ward(), cx.actor()?, id).await?;
    let papers = cx.may(Permission::ReadSubmissions);
    let reach = reach(cx.actor()?, Permission::EditProgrammes);
    let may = May {
        edit: reach.holds(shown.programme.section.uuid()),
        shelve: cx.may(Permission::EditRegister),
        enter: cx.may(Permission::EditItems) && shown.programme.archived_on.is_none(),
    };
    let page = Page::new(shown.programme.name.clone()).kicker("事業").crumb("事業", PATH);
    let page = page.history(&cx, "programme", id);
    Ok(page.body(move || body(shown, papers, &may)))
}

/// What who asks may do with the programme.
struct May {
    /// Draft its outline.
    edit: bool,
    /// Put it away.
    shelve: bool,
    /// Enter items that belong to it.
    enter: bool,
}

fn body(shown: ProgrammeView, papers: bool, may: &May) -> impl IntoView + use<> {
    let ProgrammeView { programme, section, items, submissions } = shown;
    let at = format!("{PATH}/{}", programme.id);
    let link = |may: bool, path: &str, words: &'static str| {
        let href = format!("{at}/{path}");
        may.then(|| view! { <p><ButtonLink href>{words}</ButtonLink></p> })
    };
    let outline = link(may.edit, "edit", "概要を変更する");
    let description = link(may.edit, "description", "事業内容を変更する");
    let archived = programme.archived_on;
    let shelve = link(may.shelve, "archive", if archived.is_some() { "元に戻す" } else { "保管する" });
    let enter = may.enter.then(|| {
        let href = format!("/items/new?programme={}", programme.id);
        view! { <p><ButtonLink href>"この事業の案件を登録する"</ButtonLink></p> }
    });
    let hints = if may.edit {
        hints(&programme.description, &[&programme.purpose, &programme.subjects])
    } else {
        Vec::new()
    };
    let hints = (!hints.is_empty()).then(|| {
        let lines = hints.into_iter().map(|hint| view! { <li>{hint.message}</li> }).collect_view();
        view! { <Notice title="事業内容に確かめてほしいところがあります"><ul class="bullets">{lines}</ul></Notice> }
    });
    let reading = (!programme.reading.is_empty())
        .then(|| view! { <DescriptionRow term="よみ">{programme.reading}</DescriptionRow> });
    let all_items = format!("/items?section={}", programme.section);
    let section = section.map(|section| section.full()).unwrap_or_default();
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            <Card title="概要">
                <Description>
                    {reading}
                    <DescriptionRow term="担当課"><a href=all_items>{section}</a></DescriptionRow>
                    <DescriptionRow term="目的">{programme.purpose}</DescriptionRow>
                    <DescriptionRow term="対象者">{programme.subjects}</DescriptionRow>
                </Description>
                {outline}
            </Card>
            <section>
                <SectionHead title=format!("案件（{}件）", items.len()) id="items"/>
                <div class="stack">
                    {if items.is_empty() {
                        view! { <Empty title="この事業の案件はまだありません"/> }.into_any()
                    } else {
                        view! { <ItemTable rows=items label="この事業の案件"/> }.into_any()
                    }}
                    {enter}
                </div>
            </section>
            {papers.then(|| view! { <Papers submissions/> })}
            <Card title="事業内容" id="description">
                {hints}
                {if programme.description.is_empty() {
                    view! { <p class="support">"記載はありません。"</p> }.into_any()
                } else {
                    view! { <Blocks blocks=programme.description/> }.into_any()
                }}
                {description}
            </Card>
            {shelve}
        </div>
    }
}

#[component]
fn Papers(submissions: Vec<SubmissionLine>) -> impl IntoView {
    let head = format!("審議会の資料（{}件）", submissions.len());
    let rows = submissions
        .into_iter()
        .map(|line| {
            let tone = if line.state == SubmissionState::Draft { Tone::Info } else { Tone::Plain };
            view! {
                <tr>
                    <td class="fit"><a class="hit" href=format!("/sessions/{}", line.session.id)>{line.session.label}</a></td>
                    <td class="fit">{day(line.session.held_on)}</td>
                    <td class="fit">{line.number}</td>
                    <th scope="row"><a href=format!("/submissions/{}", line.id)>{line.title}</a></th>
                    <td class="fit"><Tag tone text=line.state.word()/></td>
                </tr>
            }
        })
        .collect_view();
    let empty = rows.is_empty();
    view! {
        <section>
            <SectionHead title=head id="submissions"/>
            {if empty {
                view! { <Empty title="この事業の資料はまだありません"/> }.into_any()
            } else {
                view! {
                    <TableFrame label="この事業の資料">
                        <thead>
                            <tr>
                                <th scope="col">"開催回"</th>
                                <th scope="col">"開催日"</th>
                                <th scope="col">"番号"</th>
                                <th scope="col">"件名"</th>
                                <th scope="col">"状態"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </TableFrame>
                }
                    .into_any()
            }}
        </section>
    }
}
