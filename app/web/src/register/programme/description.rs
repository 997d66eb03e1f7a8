//! 事業内容: structured text, block by block.

use azukari_core::{
    Result,
    audit::Action,
    register::programme::{self, BlockInput},
};
use domain::programme::{Block, BlockKind, Programme, hints, split};
use leptos::prelude::*;

use super::{PATH, form::held};
use crate::{
    components::{Button, EditFrame, Need, Notice, Select, SelectOption, TextArea, TextInput, Tone},
    form::{FormState, OP_FIELD},
    register::{
        Blocks,
        rows::{Done, RowFrame, Rows, Said},
    },
    routing::{Cx, Page, Reply},
};

const LIST: &str = "description";
const FIELDS: &[&str] = &["id", "kind", "label", "text"];
const PASTE: &str = "paste";
const REPLACE: &str = "replace";
/// Blocks a description may have.
const MOST: usize = 1_000;

/// GET /programmes/{id}/description
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let programme = held(&cx).await?;
    let state = cx.edit_form(stored(&cx, &programme)?).await?;
    Ok(page(&programme, state, Done::default()))
}

/// POST /programmes/{id}/description
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業")?;
    let mut rows = Rows::read(cx.form(), LIST, FIELDS);
    if let Some(op) = cx.form().find(OP_FIELD) {
        let done = match op {
            PASTE | REPLACE => paste(&mut rows, cx.form().get(PASTE), op == REPLACE),
            op => rows.apply(op),
        };
        return Ok(page(&held(&cx).await?, rows.form(cx.form()), done).into());
    }
    let change = cx.change(Action::Edit);
    let done = programme::change_description(cx.ward(), cx.actor()?, id, change, &input(&rows)).await;
    let programme = held(&cx).await?;
    let now = async { stored(&cx, &programme) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| page(&programme, state, Done::default())).await
}

/// Splits a pasted text into blocks: at the end, or in place of what is there.
fn paste(rows: &mut Rows, text: &str, replace: bool) -> Done {
    let blocks = split(text);
    let kept = if replace { 0 } else { rows.rows.len() };
    if blocks.is_empty() {
        return Done { focus: None, said: "貼り付けた文章がありません。".to_owned() };
    }
    if kept + blocks.len() > MOST {
        let said = format!("{}個に分かれ、入りきりません（{MOST}個まで）。加えていません。", blocks.len());
        return Done { focus: None, said };
    }
    rows.rows.truncate(kept);
    while rows.rows.last().is_some_and(|row| row.iter().skip(2).all(|cell| cell.trim().is_empty())) {
        rows.rows.pop();
    }
    let (first, count) = (rows.rows.len(), blocks.len());
    rows.rows.extend(blocks.iter().map(row));
    let said =
        format!("{count}個に分けました。種類と文章を下で確かめてください。保存するまで台帳は変わりません。");
    Done { focus: Some(first), said }
}

fn row(block: &Block) -> Vec<String> {
    let BlockInput { id, kind, label, text } = BlockInput::of(block);
    vec![id, kind, label, text]
}

fn input(rows: &Rows) -> Vec<BlockInput> {
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let block = |row: &Vec<String>| BlockInput {
        id: text(row, 0),
        kind: text(row, 1),
        label: text(row, 2),
        text: text(row, 3),
    };
    rows.rows.iter().map(block).collect()
}

fn stored(cx: &Cx, programme: &Programme) -> Result<FormState> {
    let rows = programme.description.iter().map(row).collect();
    Ok(Rows::of(LIST, FIELDS, rows).fill(cx.new_form()).seen(programme::description_seen(programme)?))
}

fn page(programme: &Programme, state: FormState, done: Done) -> Page {
    let at = format!("{PATH}/{}", programme.id);
    let beside = [programme.purpose.clone(), programme.subjects.clone()];
    Page::new(format!("{}の事業内容", programme.name))
        .crumb("事業", PATH)
        .crumb(programme.name.clone(), at.clone())
        .body(move || {
            let rows = Rows::shown(&state, LIST, FIELDS);
            let blocks: Vec<Block> = input(&rows).iter().map(BlockInput::block).collect();
            view! {
                <div class="narrow stack">
                    <Help/>
                    <DescriptionForm at state rows blocks beside done/>
                </div>
            }
        })
}

#[component]
fn Help() -> impl IntoView {
    view! {
        <details class="more">
            <summary>"書き方"</summary>
            <ul class="bullets">
                <li>"「記号」は、文章の前に印字する番号や印です。例：１、・、※１"</li>
                <li>"注を付けるときは、説明したい語の後に「（※１）」と書き、種類を「注」、記号を「※１」とした欄に説明を書きます。"</li>
                <li>"ほかの項を指すときは「上記１」「２参照」のように書きます。指す先がなければ、欄の下に知らせます。"</li>
                <li>"文章の中で改行すると、そのまま印字します。"</li>
            </ul>
        </details>
    }
}

#[component]
fn DescriptionForm(
    at: String,
    state: FormState,
    rows: Rows,
    blocks: Vec<Block>,
    beside: [String; 2],
    done: Done,
) -> impl IntoView {
    let kinds: Vec<SelectOption> =
        BlockKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())).collect();
    let hints = hints(&blocks, &beside.each_ref().map(String::as_str));
    let count = rows.rows.len();
    let preview = (!blocks.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>"できあがりを見る"</summary>
                <div class="card"><h2>"できあがり"</h2><Blocks blocks/></div>
            </details>
        }
    });
    let shown = rows
        .rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let field = |name: &str| state.field(&format!("{LIST}[{index}].{name}"));
            let (mut kind, label, text) = (field("kind"), field("label"), field("text"));
            if kind.value.is_empty() {
                kind.value = BlockKind::Paragraph.code().to_owned();
            }
            let id = row.into_iter().next().unwrap_or_default();
            let told = hints.iter().filter(|hint| hint.block == index).map(|hint| hint.message.clone());
            let told = told.map(|message| view! { <p class="row-hint">{message}</p> }).collect_view();
            let lines = u32::try_from(text.value.chars().count() / 40 + 1).unwrap_or(1).clamp(2, 8);
            let options = kinds.clone();
            view! {
                <RowFrame title=format!("{}番目", index + 1) index count focus=done.focus == Some(index)>
                    <input type="hidden" name=format!("{LIST}[{index}].id") value=id/>
                    <div class="row-pair">
                        <Select label="種類" field=kind options need=Need::Unsaid/>
                        <TextInput label="記号" field=label width="short" need=Need::Unsaid/>
                    </div>
                    <TextArea label="文章" field=text rows=lines need=Need::Unsaid/>
                    {told}
                </RowFrame>
            }
        })
        .collect_view();
    let paste = state.field(PASTE);
    let replace = (count > 0)
        .then(|| view! { <Button name=OP_FIELD value=REPLACE>"分けて、いまの内容と入れ替える"</Button> });
    let summary = (!hints.is_empty()).then(|| {
        view! {
            <Notice title=format!("確かめてほしいところが{}か所あります", hints.len()) tone=Tone::Info>
                <p>"このままでも保存できます。"</p>
            </Notice>
        }
    });
    view! {
        <EditFrame action=format!("{at}/description") state back=at>
            <Said done/>
            <div class="paste stack">
                <TextArea
                    label="文章を貼り付けて分ける"
                    field=paste
                    rows=4
                    hint="文書の事業内容をそのまま貼り付けます。「１ …」「【…】」「・…」「※１ …」を見分け、一行ごとに分けます。"
                />
                <div class="cluster">
                    <Button name=OP_FIELD value=PASTE>"分けて、末尾に加える"</Button>
                    {replace}
                </div>
            </div>
            {summary}
            {(count == 0).then(|| view! { <p class="support">"事業内容はまだありません。"</p> })}
            <div class="rows">{shown}</div>
            <p><Button name=OP_FIELD value="add">"欄を加える"</Button></p>
            {preview}
        </EditFrame>
    }
}
