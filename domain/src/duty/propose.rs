//! Proposing duties for a clause from its caption and wording. A person confirms
//! them: a proposal says which words led to it.

use super::{
    DueRule, Duty, DutyKind, DutyParty, Evidence,
    rules::{self, Consent, Owed, Rule},
};
use crate::clauses::{Clause, ClauseItem, Edition, PartyLabels};

/// How many characters of text a proposal looks at.
const LOOKED_AT: usize = 20_000;

const CONSENT: [&str; 6] = ["承諾", "承認", "同意", "許可", "許諾", "了承"];

const AFTER_THE_END: [&str; 6] = ["終了後", "解除された後", "終了した後", "満了後", "職を退いた後", "存続"];

/// A clause as proposals read it.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    /// Its caption, or the one it shares.
    pub caption: &'a str,
    /// Its paragraphs, without white space.
    pub text: String,
    /// What the set calls the parties.
    pub parties: &'a PartyLabels,
}

/// A duty that somebody may confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The duty, without an id.
    pub duty: Duty,
    /// The words of the clause that led to it.
    pub words: Vec<String>,
}

/// Proposes duties for each clause of an edition, in order. A clause without a
/// caption shares that of the clause before it where captions stand above.
pub fn propose(edition: &Edition, parties: &PartyLabels) -> Vec<Vec<Proposed>> {
    let mut caption = None;
    let mut proposed = Vec::with_capacity(edition.clauses.len());
    for clause in &edition.clauses {
        caption = edition.captions.over(clause, caption);
        let wording = Wording::of(clause, caption.unwrap_or_default(), parties);
        let mut found = wording.proposals();
        found.extend(wording.beside(clause, &found));
        proposed.push(found);
    }
    proposed
}

impl<'a> Wording<'a> {
    fn of(clause: &Clause, caption: &'a str, parties: &'a PartyLabels) -> Self {
        // Under a heading without a text of its own the entries are sentences.
        let all = clause.body.trim().is_empty();
        let spoken = clause.items.iter().filter(|item| all || is_paragraph(item));
        let mut text = clause.body.clone();
        for item in spoken {
            // An entry need not end as a sentence does.
            text.push_str(if text.is_empty() || text.ends_with('。') { "" } else { "。" });
            text.push_str(&item.text);
        }
        let text = text.chars().filter(|c| !c.is_whitespace()).take(LOOKED_AT).collect();
        Self { caption, text, parties }
    }

    fn proposals(&self) -> Vec<Proposed> {
        let named: Vec<&Rule> = rules::all().filter(|rule| self.is_named(rule).is_some()).collect();
        let mut by_caption: Vec<Proposed> = named.iter().filter_map(|rule| self.proposed(rule)).collect();
        // Two rules may know the same duty by other words.
        by_caption.dedup_by(|second, first| second.duty.text == first.duty.text);
        // Of a clause whose caption says nothing known, only what is sure.
        if by_caption.is_empty() { self.sure().collect() } else { by_caption }
    }

    /// What the wording alone shows.
    fn sure(&self) -> impl Iterator<Item = Proposed> {
        rules::all()
            .filter(|rule| rule.strong && !self.is_barred(rule))
            .filter_map(|rule| self.proposed(rule))
    }

    /// What further paragraphs ask for beside what the caption names: the
    /// caption is that of the first.
    fn beside(&self, clause: &Clause, known: &[Proposed]) -> Vec<Proposed> {
        let asks = |kind| {
            matches!(
                kind,
                DutyKind::Positive | DutyKind::OnRequest | DutyKind::Incident | DutyKind::Liability
            )
        };
        let paragraphs =
            clause.items.iter().filter(|item| !clause.body.trim().is_empty() && is_paragraph(item));
        let mut beside: Vec<Proposed> = Vec::new();
        for item in paragraphs {
            let text = item.text.chars().filter(|c| !c.is_whitespace()).take(LOOKED_AT).collect();
            let paragraph = Self { caption: self.caption, text, parties: self.parties };
            for found in paragraph.sure().filter(|found| asks(found.duty.kind)) {
                if known.iter().chain(&beside).all(|known| known.duty.text != found.duty.text) {
                    beside.push(found);
                }
            }
        }
        beside
    }

    /// The word of the caption that names a rule.
    fn is_named(&self, rule: &Rule) -> Option<&'static str> {
        let word = rule.captions.iter().find(|word| self.caption.contains(**word))?;
        (!self.is_barred(rule)).then_some(word)
    }

    fn is_barred(&self, rule: &Rule) -> bool {
        rule.not.iter().any(|word| self.caption.contains(word))
    }

    fn proposed(&self, rule: &Rule) -> Option<Proposed> {
        let consent = CONSENT.iter().find(|word| self.text.contains(**word));
        match rule.consent {
            Consent::Given if consent.is_none() => return None,
            Consent::None if consent.is_some() => return None,
            _ => {}
        }
        let (sentence, mut words) =
            self.sentences().find_map(|sentence| Some((sentence, found(rule, sentence)?)))?;
        if rule.consent == Consent::Given {
            words.extend(consent.map(|word| (*word).to_owned()));
        }
        if let Some(caption) = self.is_named(rule) {
            words.insert(0, caption.to_owned());
        }
        words.dedup();
        let subject = self.subject(sentence);
        // A right belongs to who may; a duty that only the ward could owe is none.
        if rule.kind == DutyKind::Right && subject.is_empty() {
            return None;
        }
        Some(Proposed { duty: self.duty(rule, sentence, &subject), words })
    }

    fn duty(&self, rule: &Rule, sentence: &str, subject: &[DutyParty]) -> Duty {
        let usual = self.usual_debtor();
        // Who may act or answer in the sentence beside the debtor is no debtor.
        let debtor = match rule.kind {
            DutyKind::Right | DutyKind::Definition => rule.bears,
            _ => Some(subject.iter().copied().find(|party| *party != DutyParty::Ward).unwrap_or(usual)),
        };
        let (text, evidence) = rule.said(&self.text);
        let evidence =
            evidence.iter().map(|(name, source)| Evidence { name: (*name).to_owned(), source: *source });
        Duty {
            id: None,
            debtor,
            creditors: self.creditors(rule, sentence, subject, debtor),
            text: text.to_owned(),
            kind: rule.kind,
            survives: rule.kind == DutyKind::Prohibition
                && AFTER_THE_END.iter().any(|word| self.text.contains(word)),
            trigger: rule.trigger,
            evidence: evidence.collect(),
            due: DueRule { base: rule.due, standard_days: None },
        }
    }

    fn creditors(
        &self,
        rule: &Rule,
        sentence: &str,
        subject: &[DutyParty],
        debtor: Option<DutyParty>,
    ) -> Vec<DutyParty> {
        let counterpart = || debtor.map(Self::counterpart).into_iter().collect();
        let or_counterpart = |found: Vec<DutyParty>| if found.is_empty() { counterpart() } else { found };
        match rule.owed {
            Owed::Nobody => Vec::new(),
            Owed::Holder => subject.to_vec(),
            // What is promised for everybody's sake is owed to the other side.
            Owed::Addressed if matches!(rule.kind, DutyKind::Prohibition | DutyKind::Continuous) => {
                counterpart()
            }
            Owed::Addressed if rule.kind == DutyKind::Conditional => counterpart(),
            Owed::Addressed => or_counterpart(self.addressed(sentence, debtor)),
            Owed::Staff => [vec![DutyParty::Staff], counterpart()].concat(),
            Owed::Damaged => {
                let mut owed = or_counterpart(self.damaged(sentence, debtor));
                if sentence.contains("第三者") {
                    owed.push(DutyParty::ThirdParty);
                }
                owed
            }
        }
    }

    /// The parties named as those whom damage befell.
    fn damaged(&self, sentence: &str, debtor: Option<DutyParty>) -> Vec<DutyParty> {
        let labels = [
            (&self.parties.ward, DutyParty::Ward),
            (&self.parties.contractor, DutyParty::Contractor),
            (&self.parties.subcontractor, DutyParty::Subcontractor),
        ];
        let named = |(label, party): &(&String, DutyParty)| {
            Some(*party) != debtor && !label.is_empty() && sentence.contains(label.as_str())
        };
        labels.into_iter().filter(named).map(|(_, party)| party).collect()
    }

    /// The sentences; （以下「業務」という。） ends none.
    fn sentences(&self) -> impl Iterator<Item = &str> {
        let mut open = 0_usize;
        let closed = closed_brackets(&self.text);
        self.text.split_inclusive(move |c| {
            match c {
                '（' | '(' => open += 1,
                '）' | ')' => open = open.saturating_sub(1),
                _ => {}
            }
            c == '。' && (open == 0 || !closed)
        })
    }
}

/// Whether every bracket that is opened is closed.
fn closed_brackets(text: &str) -> bool {
    let count = |signs: [char; 2]| text.matches(signs).count();
    count(['（', '(']) == count(['）', ')'])
}

/// The words of a sentence that meet a rule: one of each group.
fn found(rule: &Rule, sentence: &str) -> Option<Vec<String>> {
    let word = |group: &&[&str]| group.iter().find_map(|word| within(sentence, word)).map(str::to_owned);
    rule.words.iter().map(word).collect()
}

/// Where a word stands in a sentence: of 第三者に…委託 both ends, near to each
/// other.
fn within<'s>(sentence: &'s str, word: &str) -> Option<&'s str> {
    const NEAR: usize = 20;
    // What a sentence says must not be done is told in it as こと.
    let told = |at: usize| sentence.get(at + word.len()..).is_some_and(|rest| rest.starts_with("こと"));
    let Some((first, last)) = word.split_once('…') else {
        let mut places = sentence.match_indices(word).map(|(at, _)| at);
        let at = places.find(|at| !(word.ends_with("ならない") && told(*at)))?;
        return sentence.get(at..at + word.len());
    };
    sentence.match_indices(first).find_map(|(at, _)| {
        let rest = sentence.get(at + first.len()..)?;
        let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(end, _)| end);
        let behind = rest.get(..end)?.find(last)?;
        sentence.get(at..at + first.len() + behind + last.len())
    })
}

/// Whether what stands under a clause is a paragraph of its own (2, ②) and no
/// entry of a list ((1), ア), which says nothing without its head.
fn is_paragraph(item: &ClauseItem) -> bool {
    let label = item.label.trim().trim_end_matches(['.', '．', '、']);
    let label = label.strip_prefix('第').unwrap_or(label).trim_end_matches('項');
    !label.is_empty() && label.chars().all(|c| c.is_numeric())
}
