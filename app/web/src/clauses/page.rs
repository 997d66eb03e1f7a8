use azukari_core::{
    Error, Result,
    clauses::{self, ClauseSetView, ClauseUse},
    policy::Permission,
};
use chrono::NaiveDate;
use domain::{
    Id,
    clauses::{Clause, ClauseSet, Edition, EditionState},
    duty::waiting,
    organisation::holds_on,
};
use leptos::prelude::*;

use super::{
    PATH,
    article::{anchor, has_notes, text},
    duties::duties,
    edition_tag,
    gone::or_gone,
    standing,
};
use crate::{
    components::{ButtonKind, ButtonLink, Card, Empty, Notice, TableFrame, Tone},
    register::{state_tag, term},
    routing::{Cx, Page},
};

/// GET /clauses/{id}, of one edition with `?edition=`.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "特記事項")?;
    let view = clauses::view(cx.ward(), cx.actor()?, id).await?;
    let today = cx.ward().clock().today();
    let asked = chosen(&view.set, cx.query().find("edition"), today).cloned();
    let edition = match or_gone(&cx, asked).await? {
        Ok(edition) => edition,
        Err(gone) => return Ok(gone),
    };
    let page = Page::new(format!("{}（第{}版）", view.set.name, edition.number))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .history(&cx, "clause_set", view.set.id);
    let actions = actions(&cx, &view.set, &edition);
    let next = next_step(&cx, &view.set, &edition);
    let may_edit = cx.may(Permission::EditClauseSets);
    Ok(page.body(move || body(&edition, &view, actions, next, may_edit)))
}

type Action = (String, &'static str, ButtonKind);

/// The pages where something is done with this edition, as far as they are
/// there for who asks. What a draft is for is to be published, once its duties
/// were looked at; what an edition is for is to go into contracts.
fn actions(cx: &Cx, set: &ClauseSet, edition: &Edition) -> Vec<Action> {
    let at = format!("{PATH}/{}", set.id);
    let of_edition = format!("{at}/editions/{}", edition.id);
    let draft = edition.state == EditionState::Draft;
    let drafted = set.editions.iter().any(|edition| edition.state == EditionState::Draft);
    let publish = "公開する";
    let attach = "契約書に付ける（PDF）";
    let confirm = "義務を確かめる";
    let main = match (draft, waiting(edition, &set.parties)) {
        (false, _) => attach,
        (true, 0) => publish,
        (true, _) => confirm,
    };
    let offered = [
        (draft, format!("{of_edition}/text"), "条文を直す"),
        (draft, format!("{of_edition}/duties"), confirm),
        (draft, format!("{of_edition}/publish"), publish),
        (!drafted, format!("{at}/revise?edition={}", edition.id), "改訂する"),
        (true, format!("{of_edition}/paper"), attach),
        (true, format!("{at}/compare?to={}", edition.id), "ほかの版と比べる"),
        (draft, format!("{of_edition}/read"), "文を読み直す"),
        (true, format!("{at}/edit"), "名称と呼び方を変える"),
        (draft, format!("{of_edition}/discard"), "この版を捨てる"),
    ];
    let kind = |word: &str| if word == main { ButtonKind::Primary } else { ButtonKind::Secondary };
    let open = |(fits, href, word): (bool, String, &'static str)| {
        (fits && cx.opens(&href)).then(|| (href, word, kind(word)))
    };
    offered.into_iter().filter_map(open).collect()
}

fn action_links(actions: Vec<Action>) -> Option<impl IntoView> {
    let links = |(href, word, kind)| view! { <ButtonLink href kind>{word}</ButtonLink> };
    (!actions.is_empty())
        .then(|| view! { <div class="cluster">{actions.into_iter().map(links).collect_view()}</div> })
}

/// The edition asked for, or the one in use, or the latest.
fn chosen<'a>(set: &'a ClauseSet, asked: Option<&str>, today: NaiveDate) -> Result<&'a Edition> {
    let missing = || Error::NotFound("特記事項の版".to_owned());
    match asked {
        None => {
            let decided = |edition: &&Edition| edition.state != EditionState::Draft;
            let holds = |edition: &&Edition| {
                decided(edition) && holds_on(edition.valid_from, edition.valid_to, today)
            };
            let used = set.editions.iter().rfind(holds);
            used.or_else(|| set.editions.iter().rfind(decided)).or(set.editions.last()).ok_or_else(missing)
        }
        Some(asked) => {
            let id: Id<Edition> = asked.parse().map_err(|_| missing())?;
            set.editions.iter().find(|edition| edition.id == id).ok_or_else(missing)
        }
    }
}

fn body(
    edition: &Edition,
    view: &ClauseSetView,
    actions: Vec<Action>,
    next: Option<AnyView>,
    may_edit: bool,
) -> impl IntoView + use<> {
    let notes = has_notes(edition).then(|| {
        view! { <p class="support">"「作成上の注」は、契約書を作るときの説明です。契約書には載せません。"</p> }
    });
    let others = (!may_edit).then(|| {
        view! { <p class="support">"条文と義務の変更、改訂、公開は、個人情報保護担当が行います。"</p> }
    });
    let (card_title, text) = (view.set.title.clone(), text(edition));
    view! {
        <div class="with-aside">
            <aside class="aside-cards" aria-label="版と条の一覧">
                {editions(edition, &view.set)}
                {labels(&view.set)}
                {contents(edition)}
            </aside>
            <div class="stack">
                <p class="tags">{edition_tag(edition.state)}</p>
                {next}
                {action_links(actions)}
                {others}
                <Card title=card_title>
                    {notes}
                    {text}
                </Card>
                {duties(edition, &view.set.parties, may_edit)}
                {used_by(edition, &view.uses)}
            </div>
        </div>
    }
}

/// What an edition that is not in use still needs, or what is used instead.
fn next_step(cx: &Cx, set: &ClauseSet, edition: &Edition) -> Option<AnyView> {
    let may_edit = cx.may(Permission::EditClauseSets);
    let (title, words) = match edition.state {
        EditionState::Draft => {
            ("作成中の版です。まだ契約には使えません。".to_owned(), may_edit.then(|| drafted(set, edition)))
        }
        _ => (standing(edition, cx.ward().clock().today())?, None),
    };
    let used = set.editions.iter().rfind(|held| held.state == EditionState::Published);
    let used = used.filter(|_| edition.state == EditionState::Superseded).map(|used| {
        let href = format!("{PATH}/{}?edition={}", set.id, used.id);
        view! { <p><a href=href>{format!("新しい版（第{}版）を見る", used.number)}</a></p> }
    });
    let words = words.map(|words| view! { <p>{words}</p> });
    Some(view! { <Notice title tone=Tone::Warning>{words}{used}</Notice> }.into_any())
}

/// What is to be done before a draft is published.
fn drafted(set: &ClauseSet, edition: &Edition) -> String {
    match waiting(edition, &set.parties) {
        0 => "「公開する」で有効にする日を決めると、契約と案件に使えるようになります。".to_owned(),
        open => {
            format!(
                "確認していない義務の提案が{open}件あります。「義務を確かめる」で確かめてから公開します。"
            )
        }
    }
}

fn editions(shown: &Edition, set: &ClauseSet) -> impl IntoView + use<> {
    let rows = set
        .editions
        .iter()
        .rev()
        .map(|edition| {
            let current = (edition.id == shown.id).then_some("page");
            let term = term(edition.valid_from, edition.valid_to);
            view! {
                <li class="version">
                    <a class="version-link" href=format!("{PATH}/{}?edition={}", set.id, edition.id) aria-current=current>
                        {edition_tag(edition.state)}
                        <span>{format!("第{}版", edition.number)}</span>
                    </a>
                    {term.map(|term| view! { <p class="support">{term}</p> })}
                </li>
            }
        })
        .collect_view();
    view! { <Card title="版"><ul class="versions">{rows}</ul></Card> }
}

fn labels(set: &ClauseSet) -> impl IntoView + use<> {
    let row = |label: &str, words: &'static str| {
        let label = label.to_owned();
        (!label.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{words}</dd></div> })
    };
    let parties = &set.parties;
    let rows =
        [(&parties.ward, "区"), (&parties.contractor, "受託事業者"), (&parties.subcontractor, "再委託先")];
    let rows = rows.map(|(label, words)| row(label, words)).into_iter().flatten().collect_view();
    view! { <Card title="当事者の呼び方"><dl class="facts" data-columns="two">{rows}</dl></Card> }
}

/// Characters of a clause without a caption that stand in the contents.
const BEGINNING: usize = 16;

/// What a clause is called in the contents: its caption, or how it begins.
fn called(clause: &Clause) -> String {
    if let Some(caption) = &clause.caption {
        return caption.clone();
    }
    let texts = std::iter::once(&clause.body).chain(clause.items.iter().map(|item| &item.text));
    let text: String = texts.flat_map(|text| text.chars().filter(|c| !c.is_whitespace())).collect();
    let beginning: String = text.chars().take(BEGINNING).collect();
    if beginning.len() < text.len() { format!("{beginning}…") } else { beginning }
}

/// Every clause, with the way to it.
fn contents(edition: &Edition) -> impl IntoView + use<> {
    let numbering = edition.numbering;
    let rows = edition
        .clauses
        .iter()
        .map(|clause| (clause.number, called(clause)))
        .map(|(number, caption)| {
            view! {
                <li>
                    <a class="contents-link" href=format!("#{}", anchor(number))>
                        <span class="contents-number">{numbering.label(number)}</span>
                        <span>{caption}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let head = format!("条の一覧（{}条）", edition.clauses.len());
    view! { <Card title=head><ul class="contents">{rows}</ul></Card> }
}

fn used_by(edition: &Edition, uses: &[ClauseUse]) -> impl IntoView + use<> {
    let rows: Vec<_> = uses.iter().filter(|used| used.edition == edition.id.uuid()).map(used_row).collect();
    let head = format!("この版を付す案件（{}件）", rows.len());
    let table = if rows.is_empty() {
        let how = (edition.state == EditionState::Published)
            .then(|| view! { <p>"案件の編集の「付す特記事項」で、この版を選べます。"</p> });
        view! { <Empty title="この版を付す現行の案件、改正案はありません">{how}</Empty> }.into_any()
    } else {
        view! {
            <TableFrame label="この版を付す案件">
                <thead>
                    <tr>
                        <th scope="col">"件名"</th>
                        <th scope="col">"種別"</th>
                        <th scope="col">"使い方"</th>
                        <th scope="col">"現行／改正案"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! { <Card title=head id="uses">{table}</Card> }
}

fn used_row(used: &ClauseUse) -> impl IntoView + use<> {
    let href = format!("/items/{}?version={}", used.item, used.version);
    view! {
        <tr>
            <th scope="row"><a href=href>{used.title.clone()}</a></th>
            <td class="fit">{used.kind.word()}</td>
            <td>{used.role.word()}</td>
            <td class="fit">{state_tag(used.state)}</td>
        </tr>
    }
}
