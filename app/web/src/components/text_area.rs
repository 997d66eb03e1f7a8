use leptos::prelude::*;

use super::field::{FieldFrame, Need, described_by};
use crate::form::Field;

/// Several lines of text. The only place that writes this element: Leptos does
/// not escape its children on the server, so text could leave it and run.
#[component]
pub(crate) fn TextArea(
    #[prop(into)] label: String,
    field: Field,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
    #[prop(default = 6)] rows: u32,
) -> impl IntoView {
    let html = control(&field, described_by(&field, &hint), need, rows);
    view! {
        <FieldFrame label field hint need>
            <div inner_html=html></div>
        </FieldFrame>
    }
}

fn control(field: &Field, described_by: Option<String>, need: Need, rows: u32) -> String {
    let mut html = format!(
        r#"<textarea class="input" id="{}" name="{}" rows="{rows}""#,
        escape(&field.id()),
        escape(&field.name)
    );
    if let Some(ids) = described_by {
        html.push_str(&format!(r#" aria-describedby="{}""#, escape(&ids)));
    }
    if !field.errors.is_empty() {
        html.push_str(r#" aria-invalid="true""#);
    }
    if need == Need::Required {
        html.push_str(r#" aria-required="true""#);
    }
    // The parser drops one newline after the tag: without this one, a text
    // that begins with a newline would lose it.
    html.push_str(">\n");
    html.push_str(&escape(&field.value));
    html.push_str("</textarea>");
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Need, control};
    use crate::form::Field;

    #[test]
    fn stored_text_cannot_leave_the_element() {
        let html = control(
            &Field::plain("body", "</textarea><script>alert(1)</script> &amp; \"q\""),
            None,
            Need::Optional,
            3,
        );
        assert_eq!(
            html,
            "<textarea class=\"input\" id=\"f-body\" name=\"body\" rows=\"3\">\n\
             &lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;amp; &quot;q&quot;</textarea>"
        );
    }

    #[test]
    fn a_text_that_begins_with_a_newline_keeps_it() {
        assert!(control(&Field::plain("body", "\nx"), None, Need::Optional, 3).contains(">\n\nx</"));
    }
}
