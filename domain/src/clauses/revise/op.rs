//! What may be done to the clauses of a form before they are saved.

use super::{Typed, TypedClause, text};

/// A button of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Moves a clause before the one above it.
    Up(String),
    /// Moves a clause behind the one below it.
    Down(String),
    /// Adds a clause before one.
    Before(String),
    /// Adds a clause behind one; behind all without a name.
    After(String),
    /// Marks a clause to be removed.
    Remove(String),
    /// Brings a clause back.
    Restore(String),
    /// Joins a clause with the one below it.
    Join(String),
    /// Asks for the line at which to split a clause.
    Cut(String),
    /// Leaves it whole.
    Whole(String),
    /// Splits a clause at the line that was chosen.
    Split(String),
}

impl Op {
    /// A button by its value: `up:KEY`.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let (op, key) = value.split_once(':')?;
        let make = match op {
            "up" => Self::Up,
            "down" => Self::Down,
            "before" => Self::Before,
            "after" => Self::After,
            "remove" => Self::Remove,
            "restore" => Self::Restore,
            "join" => Self::Join,
            "cut" => Self::Cut,
            "whole" => Self::Whole,
            "split" => Self::Split,
            _ => return None,
        };
        Some(make(key.to_owned()))
    }
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// What to tell.
    pub said: String,
    /// The name of the control, or the value of the button, to go on with.
    pub focus: String,
}

impl Done {
    fn at(said: impl Into<String>, focus: impl Into<String>) -> Self {
        Self { said: said.into(), focus: focus.into() }
    }
}

impl Typed {
    /// Does what a button says; what no longer fits does nothing.
    pub fn apply(&mut self, op: &Op) -> Done {
        match op {
            Op::Up(key) => self.shift(key, true),
            Op::Down(key) => self.shift(key, false),
            Op::Before(key) => self.place(key).map_or_else(Done::default, |at| self.add(at)),
            Op::After(key) if key.is_empty() => self.add(self.clauses.len()),
            Op::After(key) => self.place(key).map_or_else(Done::default, |at| self.add(at + 1)),
            Op::Remove(key) => self.remove(key),
            Op::Restore(key) => self.restore(key),
            Op::Join(key) => self.join(key),
            Op::Cut(key) => self.cut(key),
            Op::Whole(key) => self.with(key, |clause| clause.cutting = false, |_, key| format!("cut:{key}")),
            Op::Split(key) => self.split(key),
        }
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.clauses.iter().position(|clause| clause.key == key)
    }

    /// The number of a clause among those that stay.
    #[must_use]
    pub fn number_of(&self, key: &str) -> usize {
        self.clauses.iter().take_while(|clause| clause.key != key).filter(|clause| !clause.gone).count() + 1
    }

    fn with(
        &mut self,
        key: &str,
        change: impl FnOnce(&mut TypedClause),
        focus: impl FnOnce(&TypedClause, &str) -> String,
    ) -> Done {
        let Some(clause) = self.clauses.iter_mut().find(|clause| clause.key == key) else {
            return Done::default();
        };
        change(clause);
        Done::at("", focus(clause, key))
    }

    /// The next clause that stays, up or down.
    fn neighbour(&self, at: usize, up: bool) -> Option<usize> {
        let stays = |at: &usize| self.clauses.get(*at).is_some_and(|clause| !clause.gone);
        if up { (0..at).rev().find(stays) } else { (at + 1..self.clauses.len()).find(stays) }
    }

    fn shift(&mut self, key: &str, up: bool) -> Done {
        let Some(at) = self.place(key) else { return Done::default() };
        let Some(to) = self.neighbour(at, up) else { return Done::default() };
        let clause = self.clauses.remove(at);
        let name = clause.name();
        self.clauses.insert(to, clause);
        // At the end only the way back is left.
        let way = if self.neighbour(to, up).is_some() == up { "up" } else { "down" };
        Done::at(format!("{name}を{}番目に移しました。", self.number_of(key)), format!("{way}:{key}"))
    }

    fn new_key(&self) -> String {
        let used = self.clauses.iter().filter_map(|clause| clause.key.strip_prefix('n')?.parse::<u32>().ok());
        format!("n{}", used.max().unwrap_or_default().saturating_add(1))
    }

    fn add(&mut self, at: usize) -> Done {
        let clause = TypedClause { key: self.new_key(), ..TypedClause::default() };
        let (key, focus) = (clause.key.clone(), clause.field("caption"));
        self.clauses.insert(at.min(self.clauses.len()), clause);
        Done::at(format!("{}番目に新しい条を足しました。", self.number_of(&key)), focus)
    }

    fn remove(&mut self, key: &str) -> Done {
        let Some(at) = self.place(key) else { return Done::default() };
        let next = self.neighbour(at, false).or_else(|| self.neighbour(at, true));
        let Some(clause) = self.clauses.get_mut(at) else { return Done::default() };
        let said = format!("{}を削ります。保存するまでは戻せます。", clause.name());
        if clause.from.is_empty() && clause.is_blank() {
            self.clauses.remove(at);
            let focus = next.map(|next| if next > at { next - 1 } else { next });
            let focus = focus.and_then(|at| self.clauses.get(at)).map(|clause| clause.field("caption"));
            return Done::at("空の条を削りました。", focus.unwrap_or_else(|| "after:".to_owned()));
        }
        clause.gone = true;
        clause.cutting = false;
        Done::at(said, format!("restore:{key}"))
    }

    fn restore(&mut self, key: &str) -> Done {
        let done = self.with(key, |clause| clause.gone = false, |clause, _| clause.field("caption"));
        Done { said: format!("{}番目の条として戻しました。", self.number_of(key)), ..done }
    }

    fn join(&mut self, key: &str) -> Done {
        let Some(at) = self.place(key) else { return Done::default() };
        let Some(below) = self.neighbour(at, false) else { return Done::default() };
        let lower = self.clauses.remove(below);
        let Some(upper) = self.clauses.get_mut(at) else { return Done::default() };
        let said = format!("{}に{}をまとめました。", upper.name(), lower.name());
        upper.take(lower);
        Done::at(said, upper.field("text"))
    }

    fn cut(&mut self, key: &str) -> Done {
        let Some(clause) = self.clauses.iter_mut().find(|clause| clause.key == key) else {
            return Done::default();
        };
        let several = clause.lines().next().is_some();
        if !several {
            let said = "この条は1行だけです。新しい条を始めるところで改行してから、もう一度押してください。";
            return Done::at(said, clause.field("text"));
        }
        clause.cutting = true;
        Done::at("新しい条を始める行を選んでください。", clause.field("cut"))
    }

    fn split(&mut self, key: &str) -> Done {
        let (new, at) = (self.new_key(), self.place(key));
        let Some((at, clause)) = at.and_then(|at| Some((at, self.clauses.get_mut(at)?))) else {
            return Done::default();
        };
        let Some(line) = clause.chosen_line() else {
            let several = clause.lines().next().is_some();
            clause.cutting = several;
            return Done::at("新しい条を始める行を選んでください。", clause.field("cut"));
        };
        let behind = clause.split_off(line, new);
        let labelled = behind.text.split('\n').next().is_some_and(text::is_labelled);
        let rest =
            if labelled { "初めの番号が要らなければ、消してください。" } else { "" };
        let focus = behind.field("caption");
        self.clauses.insert(at + 1, behind);
        let number = self.number_of(key);
        Done::at(format!("{number}番目の条を二つに分けました。{rest}"), focus)
    }
}

impl TypedClause {
    fn is_blank(&self) -> bool {
        [&self.divisions, &self.caption, &self.text, &self.note].iter().all(|text| text.trim().is_empty())
    }

    /// The value of the choice of a line: its place and how it reads, so that
    /// it is found again if the text was changed meanwhile.
    #[must_use]
    pub fn line_value(place: usize, line: &str) -> String {
        format!("{place}:{line}")
    }

    fn chosen_line(&self) -> Option<usize> {
        let (place, line) = self.cut.split_once(':')?;
        let place: usize = place.parse().ok()?;
        let same: Vec<usize> = self.lines().filter(|(_, held)| *held == line).map(|(at, _)| at).collect();
        if same.contains(&place) { Some(place) } else { same.first().copied() }
    }

    /// What begins at a line, as a clause of its own.
    pub(super) fn split_off(&mut self, line: usize, key: String) -> Self {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let (above, below) = lines.split_at(line.min(lines.len()));
        let (above, below) = (above.join("\n"), below.join("\n"));
        self.text = above;
        (self.cutting, self.cut) = (false, String::new());
        Self { key, from: self.from.clone(), text: below, ..Self::default() }
    }

    /// Takes the clause below into itself. The parts of one clause become what
    /// they were; another's body becomes a paragraph.
    pub(super) fn take(&mut self, lower: Self) {
        let parts = lower.from.iter().any(|id| self.from.contains(id));
        let mut text = lower.text;
        if !lower.caption.trim().is_empty() {
            if self.caption.trim().is_empty() {
                self.caption = lower.caption;
            } else {
                text = format!("（{}）{text}", lower.caption);
            }
        }
        let body = !text.is_empty() && !text.starts_with([' ', '\u{3000}']) && !text::is_labelled(&text);
        if parts || !self.text.is_empty() {
            self.text.push('\n');
            if body && !parts {
                self.text.push('\u{3000}');
            }
        }
        self.text.push_str(&text);
        for (held, more) in [(&mut self.note, &lower.note), (&mut self.divisions, &lower.divisions)] {
            if !held.is_empty() && !more.is_empty() {
                held.push('\n');
            }
            held.push_str(more);
        }
        for id in lower.from {
            if !self.from.contains(&id) {
                self.from.push(id);
            }
        }
        (self.cutting, self.cut) = (false, String::new());
    }
}
