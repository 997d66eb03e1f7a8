//! People whom the ward's own provider knows.

use azukari_core::{
    Actor, Error,
    account::{self, Identity},
    on_both_engines,
    policy::Role,
};

use crate::people::{add, codes, operator};

on_both_engines! {
    whom_the_provider_knows_is_matched_once_by_login_and_then_by_subject(test) {
        let actor = add(test, "tanaka", Role::Officer, None).await;
        let id = actor.account.unwrap();
        let known = |subject: &str, login: Option<&str>| Identity {
            issuer: "https://id.example".into(),
            subject: subject.into(),
            login: login.map(Into::into),
        };
        let enter = async |identity: Identity| account::sign_in_external(&test.ward, &identity, None).await;
        assert_eq!(codes(enter(known("1", None)).await), ["oidc-unknown"]);
        assert_eq!(codes(enter(known("1", Some("nobody"))).await), ["oidc-unknown"]);
        assert_eq!(enter(known("1", Some("ＴＡＮＡＫＡ"))).await.unwrap().id, id);
        // From now on the subject counts, whatever the claim says.
        assert_eq!(enter(known("1", Some("other"))).await.unwrap().id, id);
        assert_eq!(enter(known("1", None)).await.unwrap().id, id);
        assert_eq!(codes(enter(known("2", Some("tanaka"))).await), ["oidc-taken"]);
        account::set_disabled(&test.ward, &operator(), id, true, "").await.unwrap();
        assert_eq!(codes(enter(known("1", Some("tanaka"))).await), ["account-disabled"]);
        let unlinked = add(test, "suzuki", Role::Viewer, None).await.account.unwrap();
        account::set_disabled(&test.ward, &operator(), unlinked, true, "").await.unwrap();
        assert_eq!(codes(enter(known("4", Some("suzuki"))).await), ["account-disabled"]);
    }

    without_a_provider_nobody_is_linked(test) {
        let admin = add(test, "admin", Role::Admin, None).await;
        let other = add(test, "other", Role::Viewer, None).await;
        let id = other.account.unwrap();
        let link = async |actor: &Actor, subject: &str| account::link(&test.ward, actor, id, subject, "").await;
        assert!(matches!(link(&other, "1").await, Err(Error::Forbidden)));
        assert!(matches!(link(&admin, "1").await, Err(Error::NotFound(_))));
        link(&admin, "").await.unwrap();
    }
}
