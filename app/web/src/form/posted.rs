use std::fmt;

use bytes::Bytes;

/// A file a person chose.
#[derive(Clone)]
pub(crate) struct Upload {
    /// The form field.
    pub(crate) field: String,
    /// The name of the file on the person's machine; only ever shown, never
    /// used as a path.
    pub(crate) file_name: String,
    /// The content.
    pub(crate) bytes: Bytes,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload {{ {}: {} bytes }}", self.field, self.bytes.len())
    }
}

/// The fields of a form or of a query, in the order they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posted {
    pairs: Vec<(String, String)>,
    uploads: Vec<Upload>,
}

impl Posted {
    /// Reads `a=1&b=2`; `+` is a space.
    #[must_use]
    pub(crate) fn parse(encoded: &str) -> Self {
        Self {
            pairs: form_urlencoded::parse(encoded.as_bytes()).into_owned().map(with_newlines).collect(),
            uploads: Vec::new(),
        }
    }

    /// The fields and files of a multipart form.
    #[must_use]
    pub(crate) fn of(pairs: Vec<(String, String)>, uploads: Vec<Upload>) -> Self {
        Self { pairs: pairs.into_iter().map(with_newlines).collect(), uploads }
    }

    /// The first value of a field; empty when it did not come.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The first value of a field, if it came.
    #[must_use]
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field came at all: the button that was pressed, a ticked box.
    #[must_use]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The file of a field, if one was chosen. Browsers send an unnamed empty
    /// file where none was.
    #[must_use]
    pub(crate) fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads
            .iter()
            .find(|upload| upload.field == field && !(upload.file_name.is_empty() && upload.bytes.is_empty()))
    }

    /// All fields, in order.
    #[must_use]
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Whether files came with it.
    #[must_use]
    pub(crate) fn has_uploads(&self) -> bool {
        !self.uploads.is_empty()
    }
}

/// Browsers post line breaks as CR LF; texts are kept with LF.
fn with_newlines((name, value): (String, String)) -> (String, String) {
    let value = if value.contains('\r') { value.replace("\r\n", "\n").replace('\r', "\n") } else { value };
    (name, value)
}

#[cfg(test)]
mod tests {
    use super::Posted;

    #[test]
    fn the_first_value_of_a_field_counts() {
        let posted = Posted::parse("q=%E5%A7%94%E8%A8%97&kind=a&kind=b&empty=");
        assert_eq!(posted.get("q"), "委託");
        assert_eq!(posted.get("kind"), "a");
        assert!(posted.has("empty") && !posted.has("absent"));
    }

    #[test]
    fn line_breaks_of_the_browser_become_plain_ones() {
        assert_eq!(Posted::parse("t=a%0D%0Ab%0Dc").get("t"), "a\nb\nc");
    }
}
