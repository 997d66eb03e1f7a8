//! Steps: each announces itself, takes its time, and is in the table at the end.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Something this machine lacks and that could not be installed. A step that
/// ends with it is skipped, and named so, instead of failed.
#[derive(Debug)]
pub(crate) struct Missing(pub(crate) String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

enum End {
    Done,
    Skipped(String),
    Failed(String),
}

struct Step {
    name: String,
    took: Duration,
    end: End,
}

/// The steps of one task, in the order they ran.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

impl Steps {
    /// Runs one step. Its failure is recorded and returned: a task that cannot
    /// go on uses `?`, one that can drops it.
    pub(crate) fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("── {name}");
        let began = Instant::now();
        let result = work();
        let took = began.elapsed();
        let end = match &result {
            Ok(_) => End::Done,
            Err(error) if error.is::<Missing>() => End::Skipped(error.to_string()),
            Err(error) => End::Failed(format!("{error:#}")),
        };
        let step = Step { name: name.to_owned(), took, end };
        println!("   {step}");
        self.done.push(step);
        result
    }

    /// Prints the table. Fails if a step failed, and with `skips_fail` also if
    /// one was skipped.
    pub(crate) fn finish(self, skips_fail: bool) -> Result<()> {
        let total: Duration = self.done.iter().map(|step| step.took).sum();
        println!("\n{:>8}  step", "seconds");
        for step in &self.done {
            println!("{:>8.1}  {}: {}", step.took.as_secs_f64(), step.name, step.end);
        }
        println!("{:>8.1}  in all", total.as_secs_f64());
        let count = |wanted: fn(&End) -> bool| self.done.iter().filter(|step| wanted(&step.end)).count();
        let failed = count(|end| matches!(end, End::Failed(_)));
        let skipped = count(|end| matches!(end, End::Skipped(_)));
        if failed > 0 || (skips_fail && skipped > 0) {
            bail!("{failed} failed, {skipped} skipped");
        }
        Ok(())
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("done"),
            Self::Skipped(why) => write!(f, "SKIPPED: {why}"),
            Self::Failed(why) => write!(f, "FAILED: {why}"),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:.1} s)", self.end, self.took.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(result: fn() -> Result<()>) -> Steps {
        let mut steps = Steps::default();
        let _ = steps.run("first", || Ok(()));
        let _ = steps.run("second", result);
        steps
    }

    #[test]
    fn a_failed_step_fails_the_task() {
        assert!(steps(|| Ok(())).finish(true).is_ok());
        assert!(steps(|| bail!("broken")).finish(false).is_err());
    }

    #[test]
    fn a_skipped_step_fails_the_task_only_where_skips_do() {
        let skip = || Err(Missing("no tool".into()).into());
        assert!(steps(skip).finish(false).is_ok());
        assert!(steps(skip).finish(true).is_err());
    }
}
