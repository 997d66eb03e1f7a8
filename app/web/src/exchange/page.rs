use azukari_core::{Result, bundle::ImportReport, policy::Permission};
use domain::{
    Fault,
    sheet::{Kind, Sheet},
};
use leptos::prelude::*;

use super::{
    EXPORT, IMPORTS, LISTS, RUN,
    form::{CHECKED, FILE},
    list_form::{KIND, LIST},
};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, Card, Empty, FileInput, FormActions, FormFrame, Need, Notice,
        SectionHead, Select, SelectOption, TableFrame, Tone,
    },
    form::FormState,
    routing::{Cx, Page},
};

/// Faults shown at once; the rest are counted.
const FAULTS_SHOWN: usize = 200;

/// GET /imports
pub(super) async fn start(cx: Cx) -> Result<Page> {
    let state = cx.new_form();
    let may_export = cx.may(Permission::ExportBundle);
    let (list, gone) = (cx.new_form(), cx.query().has("gone"));
    let written = cx.query().get("written").parse::<usize>().ok();
    Ok(import_page().body(move || {
        view! {
            <div class="stack">
                {written.map(done)}
                {gone.then(too_late)}
                <SectionHead title="一覧の取込（Excel・CSV）"/>
                <ListForm state=list/>
                <Templates/>
                <SectionHead title="台帳の取込（JSON）"/>
                <UploadForm state/>
                {may_export.then(|| view! { <Next/> })}
            </div>
        }
    }))
}

fn done(written: usize) -> AnyView {
    if written == 0 {
        let title = "台帳はファイルのとおりでした。変更はありません。";
        return view! { <Notice title tone=Tone::Info/> }.into_any();
    }
    view! {
        <Notice title=format!("{written}件を取り込みました。") tone=Tone::Success>
            <p><a href="/items">"案件の一覧"</a>"、"<a href="/submissions">"資料の一覧"</a>"で確かめられます。"</p>
        </Notice>
    }
    .into_any()
}

fn too_late() -> AnyView {
    let title = "取込の途中の内容は残っていません。";
    view! {
        <Notice title tone=Tone::Warning>
            <p>"途中の内容は、読み込んでから1日で消えます。もう一度ファイルを選んでください。"</p>
        </Notice>
    }
    .into_any()
}

/// The form for a list again, with what is wrong with it.
pub(super) fn list_upload_page(state: FormState) -> Page {
    import_page().body(move || {
        view! { <div class="stack"><ListForm state/><Templates/></div> }
    })
}

#[component]
fn ListForm(state: FormState) -> impl IntoView {
    let (kind, list) = (state.field(KIND), state.field(LIST));
    let choices = Kind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind_label(*kind)));
    let options = std::iter::once(SelectOption::new("", "選んでください")).chain(choices).collect();
    view! {
        <FormFrame action=LISTS state multipart=true>
            <Select label="取り込むもの" field=kind options need=Need::Required/>
            <FileInput
                label="一覧のファイル"
                field=list
                accept=".xlsx,.xlsm,.csv,.tsv,.txt,text/csv"
                need=Need::Required
                hint="Excel ブック（.xlsx）か CSV（UTF-8 又は Shift_JIS）。20MBまで。次の画面で、どの列が何かを確かめます。"
            />
            <FormActions>
                <Button kind=ButtonKind::Primary>"ファイルを読み込む"</Button>
            </FormActions>
        </FormFrame>
    }
}

fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Items => "案件（情報項目、保護対策を含む）",
        Kind::Parties => "事業者（認証を含む）",
        kind => kind.word(),
    }
}

/// Files to fill in.
#[component]
fn Templates() -> impl IntoView {
    let rows = Kind::ALL
        .iter()
        .map(|kind| {
            let book = format!("/imports/templates/{}.xlsx", kind.code());
            let texts = kind.sheets().iter().map(|sheet| template_link(*sheet)).collect_view();
            view! {
                <tr>
                    <th scope="row">{kind.word()}</th>
                    <td><a href=book download="">{format!("{}のひな形（Excel）", kind.word())}</a></td>
                    <td><ul class="plain-list">{texts}</ul></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="一覧のひな形">
            <thead>
                <tr>
                    <th scope="col">"種類"</th>
                    <th scope="col">"Excel"</th>
                    <th scope="col">"CSV"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn template_link(sheet: Sheet) -> impl IntoView {
    let href = format!("/imports/templates/{}.csv", sheet.code());
    view! { <li><a href=href download="">{format!("{}のひな形（CSV）", sheet.name())}</a></li> }
}

fn import_page() -> Page {
    Page::new("台帳の取込")
        .lead("ファイルを選ぶと、まず内容を確認します。確認するだけでは台帳は変わりません。")
}

/// The form again, with what is wrong with it.
pub(super) fn upload_page(state: FormState) -> Page {
    import_page().body(move || view! { <UploadForm state/> })
}

#[component]
fn UploadForm(state: FormState) -> impl IntoView {
    let field = state.field(FILE);
    view! {
        <FormFrame action=IMPORTS state multipart=true>
            <FileInput
                label="取り込むファイル"
                field
                accept="application/json,.json"
                need=Need::Required
                hint="Azukari の形式の JSON ファイル（64MBまで）。同じ id のものは書き換え、ないものは加えます。ファイルにないものは変わりません。"
            />
            <FormActions>
                <Button kind=ButtonKind::Primary>"内容を確認する"</Button>
            </FormActions>
        </FormFrame>
    }
}

#[component]
fn Next() -> impl IntoView {
    view! {
        <Card title="台帳の書き出し" muted=true>
            <p>"いまの台帳を、同じ形式のファイルに書き出せます。"</p>
            <p><a href="/exports">"書き出しの画面へ"</a></p>
        </Card>
    }
}

/// What a sound file would do, and the way to do it.
pub(super) fn confirm_page(state: FormState, file_name: String, report: &ImportReport) -> Page {
    let written = report.written();
    let rows: Vec<_> = report
        .nouns
        .iter()
        .filter(|noun| noun.created + noun.changed + noun.unchanged > 0)
        .map(|noun| (noun.word, noun.created, noun.changed, noun.unchanged))
        .collect();
    Page::new("取込内容の確認")
        .crumb("台帳の取込", IMPORTS)
        .lead(format!("「{file_name}」に誤りはありませんでした。"))
        .body(move || {
            if rows.is_empty() {
                return view! {
                    <Empty title="このファイルには何も入っていません">
                        <p><a href=IMPORTS>"別のファイルを選ぶ"</a></p>
                    </Empty>
                }
                .into_any();
            }
            let rows = rows.into_iter().map(report_row).collect_view();
            view! {
                <div class="stack">
                    <TableFrame label="取り込むと起きること">
                        <thead>
                            <tr>
                                <th scope="col">"種類"</th>
                                <th scope="col" class="number">"加わる"</th>
                                <th scope="col" class="number">"書き換わる"</th>
                                <th scope="col" class="number">"変わらない"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </TableFrame>
                    {confirm_form(state, written)}
                </div>
            }
            .into_any()
        })
}

fn report_row((word, created, changed, unchanged): (&'static str, usize, usize, usize)) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{word}</th>
            <td class="number">{created.to_string()}</td>
            <td class="number">{changed.to_string()}</td>
            <td class="number">{unchanged.to_string()}</td>
        </tr>
    }
}

fn confirm_form(state: FormState, written: usize) -> AnyView {
    if written == 0 {
        return view! {
            <Notice title="台帳はこのファイルのとおりです。取り込む必要はありません。" tone=Tone::Info>
                <p><a href=IMPORTS>"取込の画面に戻る"</a></p>
            </Notice>
        }
        .into_any();
    }
    let checked = state.value(CHECKED).to_owned();
    view! {
        <FormFrame action=RUN state>
            <input type="hidden" name=CHECKED value=checked/>
            <FormActions>
                <Button kind=ButtonKind::Primary>{format!("{written}件を取り込む")}</Button>
                <ButtonLink href=IMPORTS>"取り込まずに戻る"</ButtonLink>
            </FormActions>
        </FormFrame>
    }
    .into_any()
}

/// The form again, over a table of what is wrong in the file.
pub(super) fn refused_page(state: FormState, faults: Vec<Fault>) -> Page {
    let left = faults.len().saturating_sub(FAULTS_SHOWN);
    import_page().body(move || {
        let rows = faults.into_iter().take(FAULTS_SHOWN).map(fault_row).collect_view();
        view! {
            <div class="stack">
                <UploadForm state/>
                <TableFrame label="ファイルの誤り">
                    <thead>
                        <tr>
                            <th scope="col">"箇所"</th>
                            <th scope="col">"誤りと直し方"</th>
                            <th scope="col">"種類"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
                {(left > 0).then(|| view! { <p>{format!("ほかに{left}件あります。")}</p> })}
            </div>
        }
    })
}

fn fault_row(fault: Fault) -> impl IntoView {
    view! {
        <tr>
            <th scope="row"><code>{fault.place.to_string()}</code></th>
            <td>{fault.message}</td>
            <td><code>{fault.code}</code></td>
        </tr>
    }
}

/// GET /exports
pub(super) async fn exports(_: Cx) -> Result<Page> {
    Ok(Page::new("台帳の書き出し")
        .lead("台帳の全体を、一つの JSON ファイルにします。アカウント、変更履歴、下書きは入りません。")
        .body(|| {
            view! {
                <Card title="台帳（JSON）">
                    <p>"別のアズカリに取り込むと、同じ台帳になります。控えや、ほかの道具での加工にも使えます。"</p>
                    <ButtonLink href=EXPORT kind=ButtonKind::Primary download=true>"書き出す"</ButtonLink>
                </Card>
            }
        }))
}
