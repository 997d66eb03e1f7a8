//! Cover and outline.

use domain::{
    council::{Outline, Part},
    legal::Route,
    programme::{Block, BlockKind},
};
use templates::packet::{self, BasisGroup, Cover, Line, Row};

use super::Material;

/// The cover. Its legal bases follow from the items, in their order, each line
/// once.
pub(super) fn cover(material: &Material) -> Cover {
    let basis = [Route::Consultation, Route::Report]
        .into_iter()
        .map(|route| BasisGroup {
            label: format!("【{}】", route.word()).into(),
            lines: basis_lines(material, route).into_iter().map(Into::into).collect(),
        })
        .collect();
    Cover {
        heading: format!("{} 諮問・報告事項", material.ward.council_name).into(),
        subject_label: "件名".into(),
        subject: material.submission.title.as_str().into(),
        body_line: "内容は別紙のとおり".into(),
        basis_label: material.ward.basis_label.as_str().into(),
        basis,
        section: format!("（担当部課：{}）", material.section.full()).into(),
    }
}

fn basis_lines(material: &Material, route: Route) -> Vec<String> {
    let mut lines = Vec::new();
    for part in &material.submission.parts {
        let Part::Form { version, .. } = part else { continue };
        let basis =
            material.versions.get(version).and_then(|(_, version)| material.bases.get(&version.legal_basis));
        if let Some(line) = basis.filter(|basis| basis.route == route).map(|basis| basis.cover_line())
            && !lines.contains(&line)
        {
            lines.push(line);
        }
    }
    lines
}

/// The outline, from the submission's own copy.
pub(super) fn outline(outline: &Outline) -> packet::Outline {
    let text = |text: &str| vec![packet::Block::paragraph(text)];
    packet::Outline {
        heading: "事業の概要".into(),
        notes: vec![
            Line::new("※", "下線は、本年度前回本審議会から修正した内容（以下同じ。）"),
            Line::new("※", "太字は、前年度本審議会以前に承認・了承されたものから修正した内容（以下同じ。）"),
        ],
        rows: vec![
            Row::new("事業名", text(&outline.programme_name)),
            Row::new("担当課", text(&outline.section)),
            Row::new("目的", text(&outline.purpose)),
            Row::new("対象者", text(&outline.subjects)),
            Row::new("事業内容", outline.description.iter().map(block).collect()),
        ],
    }
}

fn block(block: &Block) -> packet::Block {
    let label = |usual: &str| block.label.as_deref().unwrap_or(usual).to_owned();
    let text = block.text.as_str();
    match block.kind {
        BlockKind::Numbered => packet::Block::Numbered { label: label("").into(), text: text.into() },
        BlockKind::Heading => packet::Block::Head { text: text.into() },
        BlockKind::Paragraph => packet::Block::Paragraph { text: text.into(), indent: true },
        BlockKind::Bullet => packet::Block::line(label("・"), text),
        BlockKind::Footnote => packet::Block::Footnote(Line::new(label("※"), text)),
    }
}
