//! Figures beside their bars.

use std::time::{Duration, Instant};

use anyhow::Result;

/// One line of the table.
struct Figure {
    what: String,
    measured: String,
    bar: String,
}

/// The table, in the order measured.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// Adds a line; a figure without a bar has a dash.
    pub(crate) fn add(&mut self, what: impl Into<String>, measured: impl Into<String>, bar: &str) {
        self.0.push(Figure { what: what.into(), measured: measured.into(), bar: bar.to_owned() });
    }

    pub(crate) fn print(&self) {
        let widest =
            |text: fn(&Figure) -> &str| self.0.iter().map(|it| text(it).chars().count()).max().unwrap_or(0);
        let (what, measured) = (widest(|it| &it.what), widest(|it| &it.measured));
        println!("\n{:what$} | {:measured$} | bar", "figure", "measured");
        for it in &self.0 {
            println!("{:what$} | {:measured$} | {}", it.what, it.measured, it.bar);
        }
    }
}

/// How long each of several runs took.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Runs the work so many times, after one run that does not count.
    pub(crate) fn of(runs: usize, mut work: impl FnMut() -> Result<()>) -> Result<Self> {
        work()?;
        let mut times = Vec::with_capacity(runs);
        for _ in 0..runs {
            let began = Instant::now();
            work()?;
            times.push(began.elapsed());
        }
        Ok(Self::from(times))
    }

    /// The time that so many of a hundred runs did not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }
}

impl From<Vec<Duration>> for Times {
    fn from(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (half, most) = (self.percentile(50), self.percentile(95));
        write!(f, "p50 {}, p95 {}", milliseconds(half), milliseconds(most))
    }
}

/// A duration as the table writes it.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// A number of bytes as the table writes it.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

/// A larger number of bytes as the table writes it.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(crate) fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times = Times::from((1..=20).rev().map(Duration::from_millis).collect::<Vec<_>>());
        assert_eq!(times.percentile(50), Duration::from_millis(10));
        assert_eq!(times.percentile(95), Duration::from_millis(19));
        assert_eq!(times.percentile(100), Duration::from_millis(20));
    }

    #[test]
    fn one_run_is_its_own_percentile() {
        let times = Times::from(vec![Duration::from_millis(7)]);
        assert_eq!(times.percentile(1), times.percentile(95));
    }
}
