use super::*;

#[test]
fn labels_go_together() {
    let mut scene = Scene::of(Outsourcing, &BOTH);
    scene.sets[2].parties.ward = "発注者".into();
    assert!(scene.codes().contains(&"labels-differ"), "{:?}", scene.codes());
    let mut scene = Scene::of(Outsourcing, &[(BASIC, "governing")]);
    scene.sets[0].editions[0].clauses[0].body.push_str("丙も、また同様とする。");
    let found = scene.one();
    assert_eq!((found.code, found.ground.unwrap().number), ("label-unknown", Some(1)));
    let mut scene = Scene::of(Outsourcing, &[(BASIC, "governing")]);
    scene.sets[0].parties.ward = "乙".into();
    assert!(scene.codes().contains(&"labels-clash"));
}

#[test]
fn lines_go_with_the_sets() {
    let basic = |line: &str| Scene::of(Outsourcing, &[(BASIC, "governing")]).protected(line).one();
    let typed = basic("契約にあたり、「特記事項（別紙１）」を付す。");
    assert_eq!((typed.code, typed.part), ("attachment-line-typed", Some(ItemPart::Protections)));
    let proof = basic("終了後は廃棄証明書を提出させる。");
    assert_eq!((proof.code, proof.ground.unwrap().number), ("disposal-wording", Some(3)));
    assert!(proof.message.contains("消去証明書"), "{}", proof.message);
    assert!(basic("情報は廃棄させる。").message.contains("返還及び消去"));
    let mut says_so = Scene::of(Outsourcing, &[(BASIC, "governing")]).protected("廃棄させる。");
    says_so.sets[0].editions[0].clauses[2].body.push_str("又は廃棄する。");
    assert_eq!(says_so.codes(), FALSE);
}

#[test]
fn a_set_without_confirmed_duties_is_told_by_its_words() {
    let mut scene = Scene::of(Outsourcing, &[(BASIC, "governing")]).over(&[(SUBCONTRACT, "governing")]);
    for clause in &mut scene.sets[0].editions[0].clauses {
        clause.duties.clear();
    }
    assert_eq!(scene.codes(), ["reoutsourcing-barred", "duties-unconfirmed"]);
    // Nothing is published that would do.
    scene.sets.truncate(1);
    assert!(scene.suggested().contains("公開された版がありません"));
    assert!(scene.fit().suggestion.unwrap().sets.is_empty());
}
