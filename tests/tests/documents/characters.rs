use std::collections::BTreeMap;

use super::Papers;
use crate::support::{
    pdf::{self, Paper},
    sample, texts,
};

/// A text may be cut by the ends of so many pages, and by a list's own line
/// breaks, but not scattered.
const PIECES: usize = 6;

#[test]
fn every_paper_holds_every_text_of_its_data() {
    if pdf::programs("papers hold their data").is_none() {
        return;
    }
    for submission in sample::list("submissions") {
        let name = sample::submission_name(submission);
        let file = Papers::all().file(&name);
        let paper = Paper::at(&file).text();
        let texts = texts::of_submission(submission);
        assert!(texts.len() > 50, "{name}: only {} texts were looked for", texts.len());
        let missing: Vec<String> = texts
            .iter()
            .filter(|text| !holds(&paper, &dense(&text.text)))
            .map(|text| format!("{}: {}", text.place, text.text))
            .collect();
        assert!(missing.is_empty(), "{name} lacks\n{}", missing.join("\n"));
    }
}

#[test]
fn every_paper_holds_every_character_as_often_as_its_data() {
    if pdf::programs("papers hold every character").is_none() {
        return;
    }
    for submission in sample::list("submissions") {
        let name = sample::submission_name(submission);
        let file = Papers::all().file(&name);
        let printed = counted(&Paper::at(&file).text());
        let data: String = texts::of_submission(submission).iter().map(|text| dense(&text.text)).collect();
        for (character, times) in counted(&data) {
            let found = printed.get(&character).copied().unwrap_or_default();
            assert!(
                found >= times,
                "{name}: {character} stands {times} times in the data and {found} in the paper"
            );
        }
    }
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    text.chars().fold(BTreeMap::new(), |mut counts, character| {
        *counts.entry(character).or_default() += 1;
        counts
    })
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the paper holds a text: whole, or cut into a few pieces that follow
/// one another, as where a table row goes on on the next page.
fn holds(paper: &str, text: &str) -> bool {
    let (mut paper, mut text) = (paper, text);
    for _ in 0..PIECES {
        if let Some(at) = paper.find(text) {
            return at + text.len() <= paper.len();
        }
        let Some((piece, end)) = longest_beginning(paper, text) else { return false };
        (paper, text) = (&paper[end..], &text[piece..]);
    }
    false
}

/// The longest beginning of a text that the paper holds: its length, and where
/// in the paper it ends.
fn longest_beginning(paper: &str, text: &str) -> Option<(usize, usize)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let held = ends.partition_point(|&end| paper.contains(&text[..end]));
    let end = *ends.get(held.checked_sub(1)?)?;
    Some((end, paper.find(&text[..end])? + end))
}

#[test]
fn a_text_that_is_cut_is_found_and_one_that_is_not_there_is_missed() {
    let paper = "件名個人情報を取り扱う者-1-の範囲を定める。";
    assert!(holds(paper, "個人情報を取り扱う者の範囲を定める。"));
    assert!(!holds(paper, "個人情報を取り扱う者の範囲を定めない。"));
    assert!(!holds(paper, "範囲を定める。個人情報"));
}
