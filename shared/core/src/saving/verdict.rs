//! What an answer to a callback means.

use serde_json::Value;

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The storage has it.
    Accepted,
    /// It does not take it.
    Refused(String),
    /// It is in trouble: another time it may take it.
    Trouble(String),
}

/// Judges an answer. Only status 200 with a JSON object whose `error` is 0 (or `"0"`, or `false`) is an acceptance; extra
/// members, any type and a byte order mark are fine. `is_trouble`: whether the deployment counts the status as trouble.
pub(super) fn judge(status: u16, body: &[u8], is_trouble: bool) -> Verdict {
    if is_trouble {
        return Verdict::Trouble(format!("it answered {status}"));
    }
    if status != 200 {
        return Verdict::Refused(match status {
            // A client that follows it with GET takes the answer to something else for the storage's.
            300..=399 => format!("it answered {status}: a redirect that drops the body"),
            _ => format!("it answered {status}; only 200 is an acceptance"),
        });
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Ok(Value::Object(answer)) = serde_json::from_slice::<Value>(body) else {
        return Verdict::Refused(format!("it answered no JSON object but {}", shown(body)));
    };
    match answer.get("error") {
        Some(error) if is_zero(error) => Verdict::Accepted,
        Some(error) => Verdict::Refused(format!(
            "it answered `error` {}",
            shown(error.to_string().as_bytes())
        )),
        None => Verdict::Refused("its answer has no `error`".to_owned()),
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text == "0",
        Value::Bool(truth) => !truth,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The beginning of an answer, for the reason in words.
fn shown(body: &[u8]) -> String {
    if body.is_empty() {
        return "nothing".to_owned();
    }
    let text = String::from_utf8_lossy(body.get(..200).unwrap_or(body)).into_owned();
    let line: String = text
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .take(80)
        .collect();
    format!("`{line}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_is_200_and_error_zero() {
        for body in [
            r#"{"error":0}"#,
            r#"{"error":"0"}"#,
            r#"{"error":false}"#,
            r#"{"error":0.0,"more":[1]}"#,
            "\u{feff}{\"error\": 0}",
        ] {
            assert_eq!(
                judge(200, body.as_bytes(), false),
                Verdict::Accepted,
                "{body}"
            );
        }
    }

    #[test]
    fn everything_else_is_a_refusal() {
        for body in [
            "{}",
            r#"{"error":null}"#,
            r#"{"error":1}"#,
            "OK",
            "",
            "[]",
            "0",
            r#"{"error":""}"#,
        ] {
            assert!(
                matches!(judge(200, body.as_bytes(), false), Verdict::Refused(_)),
                "{body}"
            );
        }
        for status in [201, 204, 302, 307, 400, 404] {
            let verdict = judge(status, br#"{"error":0}"#, false);
            assert!(matches!(verdict, Verdict::Refused(_)), "{status}");
        }
        assert!(matches!(
            judge(503, br#"{"error":0}"#, true),
            Verdict::Trouble(_)
        ));
    }

    #[test]
    fn reasons_are_short_and_of_one_line() {
        let Verdict::Refused(reason) = judge(200, &b"<html>\n".repeat(99), false) else {
            panic!("it is no acceptance");
        };
        assert!(reason.len() < 200 && !reason.contains('\n'), "{reason}");
    }
}
