//! The dictionary of data items: found by reading, in any width and kana.

use azukari_core::{on_both_engines, policy::Role, register::dictionary, testing::TestWard};

use crate::{register::fill, support::person};

async fn found(test: &TestWard, text: &str) -> Vec<String> {
    let entries = dictionary::search(&test.ward, &person(Role::Section), text, 8).await.unwrap();
    entries.into_iter().map(|entry| entry.name).collect()
}

on_both_engines! {
    entries_are_found_by_name_and_reading_the_best_first(test) {
        fill(test).await;
        assert_eq!(found(test, "しめい").await, ["氏名", "世帯主の氏名"]);
        assert_eq!(found(test, "ｼﾒｲ").await, ["氏名", "世帯主の氏名"]);
        assert_eq!(found(test, "氏名").await, ["氏名", "世帯主の氏名"]);
        assert_eq!(found(test, "電話　けいたい").await, ["携帯電話番号"]);
        assert_eq!(found(test, "ﾒｰﾙ").await, ["電子メールアドレス"]);
        assert_eq!(found(test, "").await.len(), 8);
        assert!(found(test, "%").await.is_empty() && found(test, "_").await.is_empty());
        assert!(found(test, "'; DROP TABLE dictionary_entry; --").await.is_empty());
        let entries = dictionary::search(&test.ward, &person(Role::Officer), "個人番号", 1).await.unwrap();
        assert!(entries[0].my_number && !entries[0].sensitive);
    }
}
