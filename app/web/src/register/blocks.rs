//! Structured text: numbered parts, heads, lists, footnotes.

use domain::programme::{Block, BlockKind};
use leptos::prelude::*;

use super::marked::{Marked, MarkedList};

/// Blocks in order, under a heading of the second level. Entries of a list
/// that follow each other are one list.
#[component]
pub(crate) fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    let mut parted = false;
    let runs = runs(blocks)
        .into_iter()
        .map(|(kind, lines)| {
            parted |= kind == BlockKind::Numbered;
            run(kind, lines, parted)
        })
        .collect_view();
    view! { <div class="blocks">{runs}</div> }
}

fn run(kind: BlockKind, lines: Vec<Marked>, parted: bool) -> AnyView {
    match kind {
        BlockKind::Bullet => view! { <MarkedList lines/> }.into_any(),
        BlockKind::Footnote => view! { <MarkedList lines notes=true/> }.into_any(),
        BlockKind::Numbered => {
            let head = |line: Marked| {
                let mark = line.mark.map(|mark| view! { <span class="blocks-number">{mark}</span> });
                view! { <h3 class="blocks-part">{mark}<span>{line.text}</span></h3> }
            };
            lines.into_iter().map(head).collect_view().into_any()
        }
        // No level may be skipped where no numbered part came before.
        BlockKind::Heading if parted => lines
            .into_iter()
            .map(|line| view! { <h4 class="blocks-head">{line.text}</h4> })
            .collect_view()
            .into_any(),
        BlockKind::Heading => lines
            .into_iter()
            .map(|line| view! { <h3 class="blocks-head">{line.text}</h3> })
            .collect_view()
            .into_any(),
        BlockKind::Paragraph => lines
            .into_iter()
            .map(|line| view! { <p class="blocks-text">{line.text}</p> })
            .collect_view()
            .into_any(),
    }
}

fn runs(blocks: Vec<Block>) -> Vec<(BlockKind, Vec<Marked>)> {
    let mut runs: Vec<(BlockKind, Vec<Marked>)> = Vec::new();
    for block in blocks {
        let line = Marked::new(block.label, block.text);
        match runs.last_mut() {
            Some((kind, lines)) if *kind == block.kind => lines.push(line),
            _ => runs.push((block.kind, vec![line])),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use domain::programme::{Block, BlockKind};

    use super::runs;

    #[test]
    fn entries_that_follow_each_other_are_one_list() {
        let block = |kind, text: &str| Block { id: None, kind, label: None, text: text.to_owned() };
        let runs = runs(vec![
            block(BlockKind::Paragraph, "a"),
            block(BlockKind::Bullet, "b"),
            block(BlockKind::Bullet, "c"),
            block(BlockKind::Footnote, "d"),
        ]);
        let shape: Vec<(BlockKind, usize)> = runs.iter().map(|(kind, lines)| (*kind, lines.len())).collect();
        assert_eq!(shape, [(BlockKind::Paragraph, 1), (BlockKind::Bullet, 2), (BlockKind::Footnote, 1)]);
    }
}
