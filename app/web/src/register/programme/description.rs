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
        list_editor::ListEditor,
        rows::{Done, List, PASTE, Row, Rows, operated},
    },
    routing::{Cx, Page, Reply},
};

const LIST: List =
    List { name: "description", fields: &["id", "kind", "label", "text"], typed: &["label", "text"] };
/// The button that puts what is pasted behind what is there.
/// The button that puts it in the place of what is there.
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
    if let Some((state, done)) = operated(cx.form(), &[LIST], paste) {
        return Ok(page(&held(&cx).await?, state, done).into());
    }
    let change = cx.change(Action::Edit);
    let done =
        programme::change_description(cx.ward(), cx.actor()?, id, change, &input(&LIST.posted(cx.form())))
            .await;
    let programme = held(&cx).await?;
    let now = async { stored(&cx, &programme) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| page(&programme, state, Done::default())).await
}

/// Splits a pasted text into blocks: at the end, or in place of what is there.
fn paste(rows: &mut Rows, what: &str, text: &str) -> Done {
    let blocks: Vec<Row> = split(text).iter().map(row).collect();
    match what {
        PASTE => rows.paste(blocks, MOST),
        REPLACE => {
            let mut fresh = LIST.of(Vec::new());
            let done = fresh.paste(blocks, MOST);
            if done.focus.is_some() {
                *rows = fresh;
            }
            done
        }
        _ => Done::default(),
    }
}

fn row(block: &Block) -> Row {
    let BlockInput { id, kind, label, text } = BlockInput::of(block);
    vec![id, kind, label, text]
}

fn input(rows: &Rows) -> Vec<BlockInput> {
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let block = |row: &Row| BlockInput {
        id: text(row, 0),
        kind: text(row, 1),
        label: text(row, 2),
        text: text(row, 3),
    };
    rows.rows.iter().map(block).collect()
}

fn stored(cx: &Cx, programme: &Programme) -> Result<FormState> {
    let rows = programme.description.iter().map(row).collect();
    Ok(LIST.of(rows).fill(cx.new_form()).seen(programme::description_seen(programme)?))
}

fn page(programme: &Programme, state: FormState, done: Done) -> Page {
    let at = format!("{PATH}/{}", programme.id);
    let beside = [programme.purpose.clone(), programme.subjects.clone()];
    Page::new(format!("{}の事業内容", programme.name))
        .crumb("事業", PATH)
        .crumb(programme.name.clone(), at.clone())
        .body(move || {
            let blocks: Vec<Block> = input(&LIST.shown(&state)).iter().map(BlockInput::block).collect();
            view! {
                <div class="narrow stack">
                    <Help/>
                    <DescriptionForm at state blocks beside done/>
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
    blocks: Vec<Block>,
    beside: [String; 2],
    done: Done,
) -> impl IntoView {
    let kinds: Vec<SelectOption> =
        BlockKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())).collect();
    let hints = hints(&blocks, &beside.each_ref().map(String::as_str));
    let count = blocks.len();
    let preview = (!blocks.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>"できあがりを見る"</summary>
                <div class="card"><h2>"できあがり"</h2><Blocks blocks/></div>
            </details>
        }
    });
    let told = hints.clone();
    let fields = move |state: &FormState, at: usize| {
        let field = |name: &str| state.field(&LIST.field(at, name));
        let (mut kind, label, text) = (field("kind"), field("label"), field("text"));
        if kind.value.is_empty() {
            kind.value = BlockKind::Paragraph.code().to_owned();
        }
        let told = told.iter().filter(|hint| hint.block == at).map(|hint| hint.message.clone());
        let told = told.map(|message| view! { <p class="row-hint">{message}</p> }).collect_view();
        let lines = u32::try_from(text.value.chars().count() / 40 + 1).unwrap_or(1).clamp(2, 8);
        view! {
            <div class="row-pair">
                <Select label="種類" field=kind options=kinds.clone() need=Need::Unsaid/>
                <TextInput label="記号" field=label width="short" need=Need::Unsaid/>
            </div>
            <TextArea label="文章" field=text rows=lines need=Need::Unsaid/>
            {told}
        }
        .into_any()
    };
    let paste = state.field(&LIST.paste_field());
    let replace = (count > 0).then(
        || view! { <Button name=OP_FIELD value=LIST.op(REPLACE)>"分けて、いまの内容と入れ替える"</Button> },
    );
    let summary = (!hints.is_empty()).then(|| {
        view! {
            <Notice title=format!("確かめてほしいところが{}か所あります", hints.len()) tone=Tone::Info>
                <p>"このままでも保存できます。"</p>
            </Notice>
        }
    });
    view! {
        <EditFrame action=format!("{at}/description") state=state.clone() back=at>
            <div class="paste stack">
                <TextArea
                    label="文章を貼り付けて分ける"
                    field=paste
                    rows=4
                    hint="文書の事業内容をそのまま貼り付けます。「１ …」「【…】」「・…」「※１ …」を見分け、一行ごとに分けます。"
                />
                <div class="cluster">
                    <Button name=OP_FIELD value=LIST.op(PASTE)>"分けて、末尾に加える"</Button>
                    {replace}
                </div>
            </div>
            {summary}
            <ListEditor list=LIST state done word="欄" row=fields/>
            {preview}
        </EditFrame>
    }
}
