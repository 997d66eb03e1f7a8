//! The lines of a table that a page's text has kept: | at the end of a line and
//! between its cells.

/// What may be such a line.
pub(super) const BARS: [char; 4] = ['|', '｜', '│', '┃'];

/// How many lines must end with one.
const ENOUGH: usize = 3;

/// The text without them, a tab between cells; how many there were, and the
/// first line that had one.
pub(super) fn without_bars(text: String) -> (String, usize, usize) {
    let ends = |line: &&str| line.trim_end().ends_with(BARS);
    if text.split('\n').filter(ends).count() < ENOUGH {
        return (text, 0, 0);
    }
    let (mut out, mut taken, mut first) = (String::with_capacity(text.len()), 0, 0);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let bars = line.matches(BARS).count();
        if bars == 0 || !(ends(&line) || line.trim_start().starts_with(BARS)) {
            out.push_str(line);
            continue;
        }
        taken += bars;
        first = if first == 0 { index + 1 } else { first };
        let cells = line.split(BARS).map(str::trim_end).filter(|cell| !cell.trim().is_empty());
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                out.push('\t');
            }
            out.push_str(if at > 0 { cell.trim_start() } else { cell });
        }
    }
    (out, taken, first)
}
