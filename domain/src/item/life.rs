//! The life of an item: proposals, what comes into force, copies, the archive.
//! What held once stays as it was.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Item, ItemVersion, VersionState};
use crate::{Fault, Id, council::Outcome, date::format_date};

/// The field that says the first day in force.
pub const VALID_FROM: &str = "valid_from";
/// The field that says the last day in force.
pub const VALID_TO: &str = "valid_to";

impl Item {
    /// The version in force, if there is one.
    pub fn in_force(&self) -> Option<&ItemVersion> {
        self.versions.iter().rfind(|version| version.state == VersionState::InForce)
    }

    /// The version that held on a day.
    pub fn in_force_on(&self, day: NaiveDate) -> Option<&ItemVersion> {
        self.versions.iter().rfind(|version| {
            version.state != VersionState::Proposal
                && version.valid_from.is_none_or(|from| from <= day)
                && version.valid_to.is_none_or(|to| day <= to)
        })
    }

    /// When which version held, as [`Self::in_force_on`] tells it day by day:
    /// the first and the last day of each span, without overlap. Spans of one
    /// version stand together; the version that came last comes first.
    pub fn spans(&self) -> Vec<(NaiveDate, NaiveDate, &ItemVersion)> {
        let mut free = vec![(NaiveDate::MIN, NaiveDate::MAX)];
        let mut spans = Vec::new();
        for version in self.versions.iter().rev().filter(|it| it.state != VersionState::Proposal) {
            let first = version.valid_from.unwrap_or(NaiveDate::MIN);
            let last = version.valid_to.unwrap_or(NaiveDate::MAX);
            let mut left = Vec::with_capacity(free.len() + 1);
            for (from, to) in free {
                let (begin, end) = (from.max(first), to.min(last));
                if begin > end {
                    left.push((from, to));
                    continue;
                }
                spans.push((begin, end, version));
                let before = begin.pred_opt().filter(|before| from <= *before);
                let after = end.succ_opt().filter(|after| *after <= to);
                left.extend(before.map(|before| (from, before)));
                left.extend(after.map(|after| (after, to)));
            }
            free = left;
        }
        spans
    }

    /// A version by its id.
    pub fn version(&self, id: Id<ItemVersion>) -> Option<&ItemVersion> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The version that people edit: the proposal, else what was entered as in
    /// force without a decision.
    pub fn open_version(&self) -> Option<&ItemVersion> {
        self.proposal().or_else(|| self.in_force().filter(|version| version.decided_by.is_none()))
    }

    /// [`Item::open_version`], to be changed.
    ///
    /// # Errors
    /// A fault that says why no version may be edited.
    pub fn open_version_mut(&mut self) -> Result<&mut ItemVersion, Fault> {
        self.live()?;
        let open = self.open_version().map(|version| version.id);
        let open = self.versions.iter_mut().find(|version| Some(version.id) == open);
        open.ok_or_else(|| {
            let message = "議決等を経た現行の版は、直接には変えられません。先に改正案を作ってください。";
            Fault::whole("no-open-version", message)
        })
    }

    /// Drafts a proposal from what holds now, else from what held last.
    ///
    /// # Errors
    /// A fault if there is a proposal already, or nothing to draft from.
    pub fn propose(&mut self, id: Id<ItemVersion>) -> Result<(), Fault> {
        self.live()?;
        if self.proposal().is_some() {
            return Err(Fault::whole("proposal-exists", "改正案は既にあります。それを編集してください。"));
        }
        let from = self.current().ok_or_else(|| Fault::whole("no-version", "もとにする版がありません。"))?;
        let proposal = from.copied(id);
        self.versions.push(proposal);
        Ok(())
    }

    /// Takes the proposal back.
    ///
    /// # Errors
    /// A fault if there is none, or nothing else.
    pub fn withdraw(&mut self) -> Result<ItemVersion, Fault> {
        self.live()?;
        let at = self.versions.iter().position(|version| version.state == VersionState::Proposal);
        let at = at.ok_or_else(|| Fault::whole("no-proposal", "取り下げる改正案がありません。"))?;
        if self.versions.len() == 1 {
            let message = "この案件には改正案しかありません。やめるときは、案件を保管してください。";
            return Err(Fault::whole("only-version", message));
        }
        Ok(self.versions.remove(at))
    }

    /// The proposal holds from a day on; what held before is past, to the day
    /// before.
    ///
    /// # Errors
    /// A fault if there is no proposal, or the day has not come or does not
    /// follow what held before.
    pub fn bring_into_force(
        &mut self,
        from: NaiveDate,
        decided_by: Option<Id<Outcome>>,
        today: NaiveDate,
    ) -> Result<(), Fault> {
        self.live()?;
        if from > today {
            let message = "まだ来ていない日です。その日になってから現行にしてください。";
            return Err(Fault::at_field("day-to-come", VALID_FROM, message));
        }
        let (Some(last), held) = (from.pred_opt(), self.held_from()) else {
            return Err(Fault::at_field("no-such-day", VALID_FROM, "この日は入れられません。"));
        };
        if let Some(held) = held.filter(|held| from <= *held) {
            let message = format!(
                "これまでの版は{}から効力があります。それより後の日を入れてください。",
                format_date(held)
            );
            return Err(Fault::at_field("day-order", VALID_FROM, message));
        }
        let proposal = self.versions.iter_mut().find(|version| version.state == VersionState::Proposal);
        let Some(proposal) = proposal else {
            return Err(Fault::whole("no-proposal", "現行にする改正案がありません。"));
        };
        (proposal.valid_from, proposal.decided_by) = (Some(from), decided_by);
        let id = proposal.id;
        for version in &mut self.versions {
            if version.id == id {
                version.state = VersionState::InForce;
            } else if version.state == VersionState::InForce {
                version.state = VersionState::Past;
                version.valid_to = Some(version.valid_to.map_or(last, |to| to.min(last)));
            }
        }
        Ok(())
    }

    /// The latest day on which anything before the proposal began or ended.
    fn held_from(&self) -> Option<NaiveDate> {
        let begun = self.versions.iter().filter(|version| version.state != VersionState::Proposal);
        begun
            .flat_map(|version| {
                let ended = (version.state == VersionState::Past).then_some(version.valid_to).flatten();
                [version.valid_from, ended]
            })
            .flatten()
            .max()
    }

    /// A new item with what this one says now, as a proposal.
    ///
    /// # Errors
    /// A fault if there is nothing to copy.
    pub fn copied(&self, id: Id<Self>, version: Id<ItemVersion>) -> Result<Self, Fault> {
        let from = self.current().ok_or_else(|| Fault::whole("no-version", "写しをとる版がありません。"))?;
        Ok(Self {
            id,
            kind: self.kind,
            programme: self.programme,
            parent: self.parent,
            origin: Some(self.id),
            archived_at: None,
            versions: vec![from.copied(version)],
        })
    }

    /// Puts the item away. What is in force needs its last day.
    ///
    /// # Errors
    /// A fault if it is away already, still has a proposal beside what was in
    /// force, or the last day is missing or before the first.
    pub fn archive(&mut self, at: DateTime<Utc>, last_day: Option<NaiveDate>) -> Result<(), Fault> {
        self.live()?;
        let held = self.versions.iter_mut().find(|version| version.state == VersionState::InForce);
        if let Some(held) = held {
            let Some(last) = last_day.or(held.valid_to) else {
                let message = "現行の版があります。効力のあった最後の日を入れてください。";
                return Err(Fault::at_field("missing-last-day", VALID_TO, message));
            };
            if held.valid_from.is_some_and(|from| last < from) {
                let message = "最後の日が、効力の始まった日より前です。日を確かめてください。";
                return Err(Fault::at_field("day-order", VALID_TO, message));
            }
            held.valid_to = Some(last);
        }
        self.archived_at = Some(at);
        Ok(())
    }

    /// Brings the item back; what was in force goes on.
    ///
    /// # Errors
    /// A fault if it is not away.
    pub fn bring_back(&mut self) -> Result<(), Fault> {
        if self.archived_at.take().is_none() {
            return Err(Fault::whole("not-archived", "この案件は保管されていません。"));
        }
        for version in self.versions.iter_mut().filter(|version| version.state == VersionState::InForce) {
            version.valid_to = None;
        }
        Ok(())
    }

    fn live(&self) -> Result<(), Fault> {
        if self.archived_at.is_none() {
            return Ok(());
        }
        let message = "この案件は保管されています。変えるときは、先に台帳に戻してください。";
        Err(Fault::whole("archived", message))
    }
}

/// Faults where a change would touch what may not change: a past version, one
/// that was decided, an item that is away.
pub fn touched(before: &Item, after: &Item) -> Vec<Fault> {
    let mut faults = Vec::new();
    if before.archived_at.is_some() && after.archived_at.is_some() && before != after {
        faults.extend(before.live().err());
    }
    for held in before.versions.iter().filter(|version| version.state != VersionState::Proposal) {
        let Some(now) = after.version(held.id) else {
            let message = format!("{}の版は取り除けません。", held.state.word());
            faults.push(Fault::whole("version-kept", message));
            continue;
        };
        let kept = match held.state {
            VersionState::Past => held == now,
            // Its protections may yet be read as duties: what they say stays.
            _ if held.decided_by.is_some() => {
                let ended = ItemVersion { state: now.state, valid_to: now.valid_to, ..held.without_duties() };
                now.state != VersionState::Proposal && ended == now.without_duties()
            }
            _ => now.state != VersionState::Proposal,
        };
        if !kept {
            let message = match held.state {
                VersionState::Past => "過去の版は変えられません。",
                _ => "議決等を経た現行の版は、直接には変えられません。改正案を作って編集してください。",
            };
            faults.push(Fault::whole("version-kept", message));
        }
    }
    faults
}

impl ItemVersion {
    /// The same content as a proposal under another id. Its children get ids
    /// that follow from the version and what they were copied from, so that
    /// the two can be told to belong together for ever.
    pub fn copied(&self, id: Id<Self>) -> Self {
        fn copy<T>(version: Uuid, id: &mut Option<Id<T>>) {
            *id = id.map(|id| copy_of(version, id));
        }
        let version = id.uuid();
        let mut copied = Self {
            id,
            state: VersionState::Proposal,
            valid_from: None,
            valid_to: None,
            decided_by: None,
            ..self.clone()
        };
        let lines = copied.reason.iter_mut().chain(&mut copied.description).chain(&mut copied.periods);
        lines.for_each(|line| copy(version, &mut line.id));
        copied.media.iter_mut().for_each(|medium| copy(version, &mut medium.id));
        for line in &mut copied.protections {
            copy(version, &mut line.id);
            line.duties.iter_mut().for_each(|duty| copy(version, &mut duty.id));
        }
        for group in &mut copied.data_groups {
            copy(version, &mut group.id);
            group.items.iter_mut().for_each(|item| copy(version, &mut item.id));
        }
        copied
    }
}

/// The id of a child in a copied version.
pub(super) fn copy_of<T>(version: Uuid, child: Id<T>) -> Id<T> {
    Id::new(Uuid::new_v5(&version, format!("copy/{child}").as_bytes()))
}

#[cfg(test)]
mod tests;
