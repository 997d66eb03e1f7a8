//! Saving a part of an item through its form, another item each time: from the
//! click to the answer, with the entry in the trail and the indexes' rows.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::figure::Times;
use super::fill;
use crate::http::{Client, form_value};

/// Items saved one after the other.
const RUNS: usize = 60;
/// Items saved by several people at a time.
const MANY: usize = 120;
const PEOPLE: usize = 4;
/// Far from the number of items: neighbours in the register are not saved one
/// after the other.
const STRIDE: usize = 7_919;

/// A form as it is sent.
struct Typed {
    path: String,
    form: String,
}

/// Times of saves, and how many there are a second. What is typed names the
/// `round`: no two leave the same text.
pub(super) fn measure(clerk: &Client, size: usize, round: usize) -> Result<(Times, usize)> {
    let mut forms = Vec::with_capacity(RUNS + MANY);
    for at in 0..RUNS + MANY {
        forms.push(open(clerk, (at * STRIDE) % size, round)?);
    }
    let many = forms.split_off(RUNS);
    let mut times = Vec::with_capacity(RUNS);
    for typed in &forms {
        let began = Instant::now();
        save(clerk, typed)?;
        times.push(began.elapsed());
    }
    Ok((Times::from(times), rate(clerk, many)?))
}

fn rate(clerk: &Client, forms: Vec<Typed>) -> Result<usize> {
    let (count, forms, began) = (forms.len(), Mutex::new(forms), Instant::now());
    let next = || forms.lock().map(|mut left| left.pop()).map_err(|_| anyhow::anyhow!("a client failed"));
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            while let Some(typed) = next()? {
                save(clerk, &typed)?;
            }
            Ok(())
        };
        let people: Vec<_> = (0..PEOPLE).map(|_| scope.spawn(work)).collect();
        people.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow::anyhow!("a client failed"))?)
    })?;
    let took = began.elapsed().max(Duration::from_millis(1));
    Ok(count * 1_000 / usize::try_from(took.as_millis())?)
}

/// Opens the form of an item's description and changes its first line.
fn open(clerk: &Client, item: usize, round: usize) -> Result<Typed> {
    let path = format!("/items/{}/edit/description", fill::item_id(item));
    let page = clerk.get(&path)?;
    let html = page.text()?;
    let form = html.split("<form").find(|form| form.contains("name=\"seen\""));
    let form = form.and_then(|form| form.split("</form>").next()).context("an item without a form")?;
    let mut fields = fields(form);
    let line = fields.iter_mut().find(|(name, _)| name == "description[0].text");
    line.context("a description without a line")?.1.push_str(&format!("（{round}回目の見直し）"));
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", form_value(name), form_value(value))).collect();
    Ok(Typed { path, form: pairs.join("&") })
}

fn save(clerk: &Client, typed: &Typed) -> Result<()> {
    let answer = clerk.post_form(&typed.path, &typed.form)?;
    if answer.status != 303 {
        bail!("saving {} was answered with {}", typed.path, answer.status);
    }
    Ok(())
}

/// What a form without choices sends: its inputs and texts.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let (head, body) = tag.split_once('>').unwrap_or((tag, ""));
        let Some(name) = attribute(head, "name") else { continue };
        if head.starts_with("input") {
            let kind = attribute(head, "type").unwrap_or_default();
            if !matches!(kind.as_str(), "submit" | "button" | "checkbox" | "radio" | "file") {
                fields.push((name, attribute(head, "value").unwrap_or_default()));
            }
        } else if head.starts_with("textarea") {
            // The line break behind the tag is no part of the text.
            fields.push((name, plain(body.strip_prefix('\n').unwrap_or(body))));
        }
    }
    fields
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let from = head.split(&format!(" {name}=\"")).nth(1)?;
    Some(plain(from.split('"').next()?))
}

fn plain(html: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'")];
    signs.iter().fold(html.to_owned(), |text, (sign, plain)| text.replace(sign, plain)).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_as_a_browser_sends_it() {
        let form = " method=\"post\"><input type=\"hidden\" name=\"seen\" value=\"a&amp;b\"/>\
            <input type=\"checkbox\" name=\"x\" value=\"1\"><textarea name=\"reason[0].text\" rows=\"2\">\n\
            １ &lt;甲&gt;</textarea><button type=\"submit\" name=\"op\" value=\"add\">";
        let told = [("seen", "a&b"), ("reason[0].text", "１ <甲>")];
        assert_eq!(fields(form), told.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
