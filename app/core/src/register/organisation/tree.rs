use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    organisation::{Department, ImplementingBody, Section, holds_on},
    text::fold,
};
use serde::Serialize;
use uuid::Uuid;

use super::Organisation;
use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::uses::items_of_sections,
};

/// What of the organisation is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationQuery {
    /// Words that all have to occur in the names or readings.
    pub search: String,
    /// What is there on this day; all there ever was if none.
    pub on: Option<NaiveDate>,
}

/// 実施機関 with its departments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyNode {
    /// The body.
    pub body: ImplementingBody,
    /// 部.
    pub departments: Vec<DepartmentNode>,
}

/// 部 with its sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepartmentNode {
    /// The department.
    pub department: Department,
    /// 課.
    pub sections: Vec<SectionNode>,
}

/// 課 in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionNode {
    /// The section.
    pub section: Section,
    /// How many items it holds, in force or proposed.
    pub items: u64,
}

/// The organisation as a tree, in the order it was entered. What is above
/// something found is shown with it, and what is below too.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn tree(ward: &Ward, actor: &Actor, query: &OrganisationQuery) -> Result<Vec<BodyNode>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let all = Organisation::load(db).await?;
    let items = items_of_sections(db, actor).await?;
    Ok(grown(all, &items, query))
}

fn grown(all: Organisation, items: &BTreeMap<Uuid, u64>, query: &OrganisationQuery) -> Vec<BodyNode> {
    let folded = fold(&query.search);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let there =
        |from: Option<NaiveDate>, to: Option<NaiveDate>| query.on.is_none_or(|day| holds_on(from, to, day));
    let mut sections = BTreeMap::<Uuid, Vec<Section>>::new();
    for section in all.sections {
        sections.entry(section.department.uuid()).or_default().push(section);
    }
    let mut departments = BTreeMap::<Uuid, Vec<Department>>::new();
    for department in all.departments {
        departments.entry(department.body.uuid()).or_default().push(department);
    }
    let mut nodes = Vec::new();
    for body in all.bodies {
        let mut below = Vec::new();
        for department in departments.remove(&body.id.uuid()).unwrap_or_default() {
            let above = format!("{} {}", body.name, department.name);
            let mut held = Vec::new();
            for section in sections.remove(&department.id.uuid()).unwrap_or_default() {
                let text = format!("{above} {} {}", section.name, section.reading);
                if there(section.valid_from, section.valid_to) && has(&text, &words) {
                    let items = items.get(&section.id.uuid()).copied().unwrap_or(0);
                    held.push(SectionNode { section, items });
                }
            }
            let shown = there(department.valid_from, department.valid_to) && has(&above, &words);
            if shown || !held.is_empty() {
                below.push(DepartmentNode { department, sections: held });
            }
        }
        let shown = there(body.valid_from, body.valid_to) && has(&body.name, &words);
        if shown || !below.is_empty() {
            nodes.push(BodyNode { body, departments: below });
        }
    }
    nodes
}

fn has(text: &str, words: &[&str]) -> bool {
    let text = fold(text);
    words.iter().all(|word| text.contains(word))
}
