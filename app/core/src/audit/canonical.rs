//! One text for one value: what is hashed must not depend on the order in
//! which some library keeps an object's keys.

use serde::Serialize;
use serde_json::Value;

use crate::{Error, Result};

/// The canonical JSON of a value: keys sorted, no spaces.
///
/// # Errors
/// `Internal` if the value cannot be written as JSON.
pub fn json<T: Serialize>(value: &T) -> Result<String> {
    let value = serde_json::to_value(value).map_err(Error::internal("変更履歴を作成できません。"))?;
    let mut text = String::new();
    write(&value, &mut text);
    Ok(text)
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (index, (key, value)) in fields.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(&Value::String(key.clone()), text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(value, text);
            }
            text.push(']');
        }
        // The writer of a plain value is the library's own.
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth_and_lists_keep_their_order() {
        let value = json!({"b": [{"z": 1, "a": null}, 2], "a": "「」\n\"", "あ": true});
        assert_eq!(
            json(&value).unwrap(),
            "{\"a\":\"「」\\n\\\"\",\"b\":[{\"a\":null,\"z\":1},2],\"あ\":true}"
        );
    }
}
