//! Words that the pages about accounts share.

use azukari_core::clock::day_in_japan;
use chrono::{DateTime, TimeDelta, Utc};

/// What a password must be.
pub(super) const PASSWORD_HINT: &str =
    "12文字以上。関係のない語をいくつか並べると、長くて覚えやすくなります。空白や日本語も使えます。";

/// The two passwords differ.
pub(super) const AGAIN: &str = "上に入力したパスワードと違います。同じものを入力してください。";

/// A moment, as read on a clock in Japan.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    let time = (at + TimeDelta::hours(9)).format("%H:%M");
    format!("{} {time}", domain::date::format_date(day_in_japan(at)))
}

/// A browser's own words in short: which browser, on what.
pub(super) fn device(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, word)| *word)
    };
    // In this order: the later ones also stand in what the earlier ones say.
    let browser =
        first(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = first(&[
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}（{system}）"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "不明な端末".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_browser_is_named_in_short() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        assert_eq!(device(edge), "Edge（Windows）");
        let safari =
            "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1";
        assert_eq!(device(safari), "Safari（iPad）");
        assert_eq!(device("curl/8.5.0"), "不明な端末");
    }
}
