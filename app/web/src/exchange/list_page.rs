use azukari_core::{
    Result,
    exchange::{self, Difference, FieldChange, Job, LinePart, State},
};
use domain::sheet::{Kind, RowFault};
use leptos::prelude::*;

use super::{
    IMPORTS,
    list_form::{BACK, address, at_work},
};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, FormActions, FormFrame, Notice, Pagination, Paging, SectionHead,
        TableFrame, Tag, Tone,
    },
    routing::{Cx, Page},
};

/// Faults on a page.
const FAULTS: u64 = 100;
/// Objects whose differences are on a page.
const DIFFERENCES: u64 = 20;
/// Seconds until a page of work in progress asks again.
const REFRESH: u32 = 4;

/// A step of an import.
pub(super) fn list_page(title: &str, job: &Job) -> Page {
    Page::new(title).crumb("台帳の取込", IMPORTS).lead(format!(
        "「{}」（{}）",
        job.file_name,
        job.kind.word()
    ))
}

/// What reading the file told.
pub(super) fn notes(job: &Job) -> Option<AnyView> {
    let notes = job.notes.clone();
    (!notes.is_empty()).then(|| {
        let notes = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
        view! { <Notice title="ファイルを読んで分かったこと"><ul>{notes}</ul></Notice> }.into_any()
    })
}

/// The work goes on: the page asks again by itself.
pub(super) fn waiting(cx: &Cx, job: &Job) -> Page {
    let rows: usize = job.sheets.iter().map(|sheet| sheet.rows).sum();
    let (title, doing) = match job.state {
        State::Running => ("取り込んでいます", "台帳に書き込んでいます"),
        _ => ("確認しています", "台帳と比べています"),
    };
    let told = format!("{rows}行を{doing}（{}秒たちました）。", at_work(cx, job));
    let href = address(job);
    list_page(title, job).refresh(REFRESH).body(move || {
        view! {
            <Notice title=told>
                <p>"この画面は自動で新しくなります。閉じても処理は続きます。"</p>
                <p><a href=href>"いまの状態を見る"</a></p>
            </Notice>
        }
    })
}

/// What is wrong, at its place.
pub(super) async fn faulty(cx: &Cx, job: Job) -> Result<Page> {
    let paging = Paging::read(&address(&job), cx.query(), FAULTS, job.faults as u64);
    let faults: Vec<RowFault> =
        exchange::lines(cx.ward(), &job, LinePart::Faults, paging.offset(), paging.size()).await?;
    let (base, count) = (address(&job), job.faults);
    let in_rows = faults.iter().any(|fault| fault.row > 0);
    let notes = notes(&job);
    Ok(list_page("取り込めない行があります", &job).body(move || {
        let rows = faults.into_iter().map(fault_row).collect_view();
        view! {
            <div class="stack">
                <Notice title=format!("{count}か所を直してください。台帳は変わっていません。") tone=Tone::Error>
                    <p>"元のファイルを直して、もう一度選んでください。一つでも誤りがあると、全部を取り込みません。"</p>
                </Notice>
                {notes}
                <TableFrame label="ファイルの誤り">
                    <thead>
                        <tr>
                            <th scope="col">"箇所"</th>
                            <th scope="col">"誤りと直し方"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
                <Pagination paging/>
                <div class="cluster">
                    {in_rows.then(|| view! {
                        <ButtonLink href=format!("{base}/failed") download=true>"取り込めない行だけを理由付きで保存"</ButtonLink>
                    })}
                    <ButtonLink href=format!("{base}/columns")>"列の対応を変える"</ButtonLink>
                    <ButtonLink href=BACK>"直したファイルを選ぶ"</ButtonLink>
                </div>
            </div>
        }
    }))
}

fn fault_row(fault: RowFault) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{fault.place()}</th>
            <td>{fault.message}</td>
        </tr>
    }
}

/// What the file would do, field by field, and the way to do it.
pub(super) async fn checked(cx: &Cx, job: Job) -> Result<Page> {
    let total = job.created + job.changed;
    let paging = Paging::read(&address(&job), cx.query(), DIFFERENCES, total as u64);
    let differences: Vec<Difference> =
        exchange::lines(cx.ward(), &job, LinePart::Differences, paging.offset(), paging.size()).await?;
    let (state, base, notes) = (cx.new_form(), address(&job), notes(&job));
    let counts = (job.created, job.changed, job.unchanged);
    Ok(list_page("取込内容の確認", &job).body(move || {
        let shown = differences.into_iter().map(difference).collect_view();
        let run = if total == 0 {
            let title = "台帳はこのファイルのとおりです。取り込む必要はありません。";
            view! { <Notice title/> }.into_any()
        } else {
            view! {
                <FormFrame action=format!("{base}/run") state>
                    <FormActions>
                        <Button kind=ButtonKind::Primary>{format!("{total}件を取り込む")}</Button>
                        <ButtonLink href=format!("{base}/columns")>"列の対応を変える"</ButtonLink>
                        <ButtonLink href=BACK>"取り込まずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            }
            .into_any()
        };
        view! {
            <div class="stack">
                {counted(counts)}
                {notes}
                {run}
                {(total > 0).then(|| view! {
                    <SectionHead title="変わるところ"/>
                    {shown}
                    <Pagination paging/>
                })}
            </div>
        }
    }))
}

fn counted((created, changed, unchanged): (usize, usize, usize)) -> impl IntoView {
    view! {
        <TableFrame label="取り込むと起きること">
            <thead>
                <tr>
                    <th scope="col">"起きること"</th>
                    <th scope="col" class="number">"件数"</th>
                </tr>
            </thead>
            <tbody>
                <tr><th scope="row">"加わる"</th><td class="number">{created.to_string()}</td></tr>
                <tr><th scope="row">"書き換わる"</th><td class="number">{changed.to_string()}</td></tr>
                <tr><th scope="row">"変わらない"</th><td class="number">{unchanged.to_string()}</td></tr>
            </tbody>
        </TableFrame>
    }
}

fn difference(difference: Difference) -> impl IntoView {
    let (tone, word) = if difference.new { (Tone::Success, "追加") } else { (Tone::Warning, "変更") };
    let label = format!("{}「{}」の変わるところ", difference.word, difference.name);
    let new = difference.new;
    let rows = difference.fields.into_iter().map(|change| field_row(new, change)).collect_view();
    view! {
        <section class="card">
            <h3>{format!("{}　{}", difference.word, difference.name)}</h3>
            <p><Tag tone text=word/></p>
            <TableFrame label>
                <thead>
                    <tr>
                        <th scope="col">"項目"</th>
                        {(!new).then(|| view! { <th scope="col">"いま"</th> })}
                        <th scope="col">"取込後"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </section>
    }
}

fn field_row(new: bool, change: FieldChange) -> impl IntoView {
    let text = |text: String| if text.is_empty() { "（空）".to_owned() } else { text };
    view! {
        <tr>
            <th scope="row">{change.label}</th>
            {(!new).then(|| view! { <td class="prewrap">{text(change.before)}</td> })}
            <td class="prewrap">{text(change.after)}</td>
        </tr>
    }
}

/// It has been taken in.
pub(super) fn done(job: &Job) -> Page {
    let written = job.created + job.changed;
    let (href, label) = match job.kind {
        Kind::Items => ("/items", "案件の一覧"),
        Kind::Programmes => ("/programmes", "事業の一覧"),
        Kind::Parties | Kind::Businesses => ("/", "トップ"),
    };
    let counts = (job.created, job.changed, job.unchanged);
    list_page("取り込みました", job).body(move || {
        view! {
            <div class="stack">
                <Notice title=format!("{written}件を取り込みました。") tone=Tone::Success>
                    <p><a href=href>{label}</a>"で確かめられます。"</p>
                </Notice>
                {counted(counts)}
                <p><a href=BACK>"続けて別のファイルを取り込む"</a></p>
            </div>
        }
    })
}

/// It has to be checked once more.
pub(super) fn again(cx: &Cx, job: &Job) -> Page {
    let (state, action) = (cx.new_form(), format!("{}/check", address(job)));
    let (title, reason) = match job.state {
        State::Stale => (
            "確認したあとに台帳が変わりました",
            "見ていただいた内容と違う結果になるため、取り込みませんでした。もう一度確認してください。"
                .to_owned(),
        ),
        _ => ("取り込めませんでした", job.reason.clone()),
    };
    list_page(title, job).body(move || {
        view! {
            <div class="stack">
                <Notice title="台帳はこのファイルからは変わっていません。" tone=Tone::Warning><p>{reason}</p></Notice>
                <FormFrame action state>
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"もう一度内容を確認する"</Button>
                        <ButtonLink href=BACK>"別のファイルを選ぶ"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}
