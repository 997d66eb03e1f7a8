//! Whatever a register holds goes out, comes in elsewhere and goes out the
//! same, byte for byte.

use azukari_core::{
    Result, bundle,
    testing::{Engine, TestWard},
};
use domain::{
    bundle::Bundle,
    clauses::CaptionPlace,
    duty::{DueBase, DueRule, Duty, DutyKind, DutyParty, Evidence, EvidenceSource, Trigger},
    item::{Line, ProtectionKind},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::register::{file, held, import, sample};

/// Texts as they really come: widths mixed, blanks at the ends, line breaks,
/// quotes, characters beyond the basic plane.
fn text() -> impl Strategy<Value = String> {
    r#"[ぁ-んァ-ヶ一-龠ａ-ｚA-z0-9（）「」"'%_𠮷①㈱ ]{1,30}(\n[ \u{3000}a-z漢字]{0,10})?"#
        .prop_filter("a text holds more than blanks", |text| !text.trim().is_empty())
}

/// What happens to the sample: texts put in its places, lists turned about and
/// cut, ids of children left out.
fn registers() -> impl Strategy<Value = Bundle> {
    (prop::collection::vec(text(), 24), any::<[usize; 4]>(), any::<bool>()).prop_map(
        |(texts, turns, bare)| {
            let mut register = sample();
            let mut texts = texts.into_iter().cycle();
            let mut next = move || texts.next().unwrap_or_default();
            for party in &mut register.parties {
                party.name = next();
            }
            for (at, edition) in register.clause_sets.iter_mut().flat_map(|set| &mut set.editions).enumerate()
            {
                edition.captions = CaptionPlace::ALL[(turns[0] + at) % 3];
                edition.trailing = vec![next()];
                for (clause, origin) in edition.clauses.iter_mut().zip(1_u128..).skip(turns[1] % 4) {
                    clause.origin = Some(Uuid::from_u128(origin).into());
                }
            }
            for programme in &mut register.programmes {
                programme.purpose = next();
                turn(&mut programme.description, turns[0]);
                programme.description.truncate(turns[1] % 8);
            }
            for version in register.items.iter_mut().flat_map(|item| &mut item.versions) {
                version.title = next();
                version.party_short_name = (turns[2] % 2 == 0).then(&mut next);
                turn(&mut version.data_groups, turns[0]);
                turn(&mut version.protections, turns[2]);
                for line in version.protections.iter_mut().filter(|line| line.kind == ProtectionKind::Text) {
                    line.duties = vec![duty(next(), next(), bare); turns[3] % 3];
                }
                version.media.truncate(turns[3] % 3);
                version.periods.push(Line { id: None, label: None, text: next() });
                for group in &mut version.data_groups {
                    group.people = (turns[1] % 3 == 0).then_some(u32::MAX);
                    turn(&mut group.items, turns[3]);
                    group.items.iter_mut().filter(|_| bare).for_each(|item| item.id = None);
                }
            }
            for submission in &mut register.submissions {
                submission.outline.subjects = next();
                submission.outline.description.truncate(turns[2] % 5);
            }
            register
        },
    )
}

/// A duty as somebody may have confirmed it.
fn duty(text: String, evidence: String, bare: bool) -> Duty {
    Duty {
        id: None,
        debtor: Some(DutyParty::Contractor),
        creditors: if bare { Vec::new() } else { vec![DutyParty::Ward, DutyParty::ThirdParty] },
        text,
        kind: DutyKind::Positive,
        survives: bare,
        trigger: Trigger::Working,
        evidence: vec![Evidence { name: evidence, source: EvidenceSource::Promise }],
        due: DueRule { base: DueBase::ContractEnd, standard_days: bare.then_some(30) },
    }
}

fn turn<T>(list: &mut [T], by: usize) {
    if !list.is_empty() {
        list.rotate_left(by % list.len());
    }
}

async fn out_and_in(register: Bundle) -> Result<(String, String)> {
    let open =
        async || Ok::<_, azukari_core::Error>(TestWard::open(Engine::Sqlite, "roundtrip").await?.unwrap());
    let (here, elsewhere) = (open().await?, open().await?);
    import(&here, register.clone()).await?;
    let out = file(&here).await;
    import(&elsewhere, bundle::parse(&out)?).await?;
    let same = held(&here).await;
    assert_eq!(same.items.len(), register.items.len());
    assert_eq!(import(&here, same).await?.written(), 0, "what went out comes in unchanged");
    Ok((out, file(&elsewhere).await))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn export_import_export_is_the_same(register in registers()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (here, elsewhere) = runtime.block_on(out_and_in(register)).unwrap();
        prop_assert_eq!(here, elsewhere);
    }
}
