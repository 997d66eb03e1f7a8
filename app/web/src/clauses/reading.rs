//! What was read out of a text: what to look at, by line; the clauses as they
//! would be; what they refer to.

use domain::{
    Place,
    clauses::{
        Draft, Edition, draft,
        reader::{Reading, read},
        reference::{Kind, Reference, Spot, Target},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

use super::article;
use crate::components::{Card, Description, DescriptionRow, Empty, Notice, TableFrame, Tag, Tone};

/// How much of a line is shown beside a warning, in characters.
const EXCERPT: usize = 40;

/// A text and what it comes to.
pub(super) struct Read {
    pub(super) reading: Reading,
    pub(super) draft: Draft,
    lines: Vec<String>,
}

impl Read {
    pub(super) fn of(text: &str) -> Self {
        let reading = read(text);
        let draft = draft(&reading);
        let excerpt = |line: &str| {
            let start: String = line.trim().chars().take(EXCERPT).collect();
            if start.len() < line.trim().len() { format!("{start}…") } else { start }
        };
        Self { lines: text.lines().map(excerpt).collect(), reading, draft }
    }

    /// Whether there is anything to register.
    pub(super) fn has_clauses(&self) -> bool {
        !self.draft.clauses.is_empty()
    }

    fn edition(&self) -> Edition {
        self.draft.edition(Uuid::nil().into(), 1)
    }

    /// The line of a text: that of its clause; around the clauses the first, or
    /// that of the last clause.
    fn line_of(&self, spot: &Spot) -> usize {
        let clauses = &self.reading.clauses;
        let read = match spot {
            Spot::Preamble(_) => None,
            Spot::Trailing(_) => clauses.last(),
            spot => spot.clause().and_then(|at| clauses.get(at)),
        };
        read.map_or(1, |read| read.line)
    }

    /// What to look at: what is wrong, what is not sure, what was numbered anew.
    fn doubts(&self) -> Vec<Doubt> {
        let at = |line: usize, tone, message: &str| Doubt {
            line,
            tone,
            excerpt: self.lines.get(line.saturating_sub(1)).cloned().unwrap_or_default(),
            message: message.to_owned(),
        };
        let line_of = |place: &Place| if let Place::Line(line) = place { *line } else { 1 };
        let of_spot = |spot: &Spot| self.line_of(spot);
        let mut doubts: Vec<Doubt> = self
            .draft
            .faults
            .iter()
            .map(|fault| at(line_of(&fault.place), Tone::Error, &fault.message))
            .collect();
        doubts.extend(self.reading.warnings.iter().map(|told| at(told.line, Tone::Warning, &told.message)));
        doubts.extend(self.draft.renumbered.iter().map(|one| {
            let message = format!("番号{}を{}に振り直します。", one.before, one.after);
            at(one.line, Tone::Info, &message)
        }));
        doubts.extend(self.draft.mends.iter().map(|mend| {
            let message = format!("「{}」を「{}」に改めます。", mend.before, mend.after);
            at(of_spot(&mend.spot), Tone::Info, &message)
        }));
        doubts.extend(self.draft.decisions.iter().map(|decision| {
            let message = format!(
                "番号を振り直すと、「{}」が別の条項を指すか、指すものを失います。確かめて直してください。",
                decision.text
            );
            at(of_spot(&decision.spot), Tone::Warning, &message)
        }));
        doubts.sort_by_key(|doubt| doubt.line);
        doubts
    }
}

struct Doubt {
    line: usize,
    tone: Tone,
    excerpt: String,
    message: String,
}

/// What to look at, by line.
pub(super) fn doubts(read: &Read) -> impl IntoView + use<> {
    let doubts = read.doubts();
    let head = format!("確かめること（{}件）", doubts.len());
    let table = if doubts.is_empty() {
        view! { <Empty title="読み取りに、確かめることはありません"/> }.into_any()
    } else {
        let rows = doubts.into_iter().map(row).collect_view();
        view! {
            <TableFrame label="確かめること">
                <thead>
                    <tr>
                        <th scope="col" class="number">"行"</th>
                        <th scope="col">"その行の文"</th>
                        <th scope="col">"確かめること"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! { <Card title=head id="doubts">{table}</Card> }
}

fn row(doubt: Doubt) -> impl IntoView {
    let word = match doubt.tone {
        Tone::Error => "直す",
        Tone::Warning => "確かめる",
        _ => "変わる",
    };
    view! {
        <tr>
            <td class="number">{doubt.line}</td>
            <td>{doubt.excerpt}</td>
            <td><div class="tagged"><Tag tone=doubt.tone text=word/><span>{doubt.message}</span></div></td>
        </tr>
    }
}

/// The clauses as they would be, and what they refer to.
pub(super) fn outcome(read: &Read) -> impl IntoView + use<> {
    let edition = read.edition();
    let count = edition.clauses.len();
    let annex = (!read.reading.annex.is_empty()).then(|| {
        view! {
            <Notice title=format!("「{}」は条文に含めません", read.reading.annex)>
                <p>"別紙の番号は、資料や契約に付すときに決まるためです。"</p>
            </Notice>
        }
    });
    let title = if read.reading.title.is_empty() { "（題名なし）" } else { &read.reading.title }.to_owned();
    let (numbering, captions) = (edition.numbering.word(), edition.captions.word());
    let text = article::text(&edition);
    view! {
        <Card title=format!("読み取った条文（{count}条）") id="outcome">
            {annex}
            <Description>
                <DescriptionRow term="題名">{title}</DescriptionRow>
                <DescriptionRow term="番号の付け方">{numbering}</DescriptionRow>
                <DescriptionRow term="見出しの位置">{captions}</DescriptionRow>
            </Description>
            {text}
        </Card>
        {references(read)}
    }
}

fn references(read: &Read) -> impl IntoView + use<> {
    let label = |at: usize| match read.reading.clauses.get(at) {
        Some(read) if read.label.starts_with('第') => read.label.clone(),
        Some(read) => format!("番号{}", read.number),
        None => String::new(),
    };
    let mut dangling = 0;
    let mut rows = Vec::new();
    let clauses = read.reading.clauses.iter().flat_map(|clause| &clause.references);
    for found in clauses.chain(&read.reading.references).filter(|found| found.kind != Kind::Outside) {
        dangling += usize::from(found.dangles());
        let target = match &found.target {
            Target::Clauses { first, last } if first == last => label(*first),
            Target::Clauses { first, last } => format!("{}から{}まで", label(*first), label(*last)),
            Target::Within { clause, .. } => format!("{}の{}", label(*clause), found.kind.word()),
            Target::Annexes(_) | Target::Outside => found.kind.word().to_owned(),
            Target::Nothing => String::new(),
        };
        let tag = found.dangles().then(|| view! { <Tag tone=Tone::Warning text="指すものがありません"/> });
        let (place, text) = (place(found, label), found.text.clone());
        rows.push(view! { <tr><td class="fit">{place}</td><td>{text}</td><td><div class="tagged"><span>{target}</span>{tag}</div></td></tr> });
    }
    if rows.is_empty() {
        return None;
    }
    let head = match dangling {
        0 => format!("条項どうしの参照（{}か所）", rows.len()),
        _ => format!("条項どうしの参照（{}か所、うち指すもののないもの{dangling}か所）", rows.len()),
    };
    Some(view! {
        <Card title=head id="references">
            <TableFrame label="条項どうしの参照">
                <thead>
                    <tr>
                        <th scope="col">"ところ"</th>
                        <th scope="col">"参照"</th>
                        <th scope="col">"指すもの"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </Card>
    })
}

/// Where a reference stands, by the number its clause has in the text.
fn place(found: &Reference, label: impl Fn(usize) -> String) -> String {
    match &found.spot {
        Spot::Preamble(_) => "前文".to_owned(),
        Spot::Trailing(_) => "後文".to_owned(),
        Spot::Text(clause, _) => label(*clause),
        Spot::Caption(clause) => format!("{}の見出し", label(*clause)),
        Spot::Division(clause, _) => format!("{}の上の見出し", label(*clause)),
        Spot::Note(clause, _) => format!("{}の注", label(*clause)),
    }
}
