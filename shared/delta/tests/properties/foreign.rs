//! Nothing panics, whatever it is given.

use proptest::collection::vec;
use proptest::prelude::*;
use spindle_delta::{Delta, Document};

use crate::cases;
use crate::generate::anything;

/// Bytes that look like a delta more often than not.
fn almost_json() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"ops\"",
        "\"insert\"",
        "\"retain\"",
        "\"delete\"",
        "\"attributes\"",
        "\"a\"",
        "\"\"",
        "1",
        "0",
        "-1",
        "1.5",
        "2147483648",
        "1e999",
        "null",
        "true",
        "{\"insert\":\"a\"}",
        "{\"retain\":2}",
        "{\"image\":1}",
        "\\ud83d",
        "\"\\ud83d\"",
        "\"😀\"",
        " ",
    ]);
    vec(word, 0..24).prop_map(|words| words.concat().into_bytes())
}

fn reading(bytes: &[u8]) {
    if let Ok(delta) = Delta::from_slice(bytes) {
        let written = serde_json::to_vec(&delta).unwrap();
        assert_eq!(Delta::from_slice(&written).unwrap(), delta);
    }
    if let Ok(document) = Document::from_slice(bytes) {
        assert_eq!(document.as_delta(), &Delta::from_slice(bytes).unwrap());
    }
    let _ = serde_json::from_slice::<Delta>(bytes);
    if let Ok(value) = serde_json::from_slice(bytes) {
        // A value has lost what was said twice; otherwise both ways of reading agree.
        if let Ok(delta) = Delta::from_slice(bytes) {
            assert_eq!(Delta::from_value(&value).unwrap(), delta);
        }
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        reading(&bytes);
    }

    #[test]
    fn any_almost_json_is_read_or_refused(bytes in almost_json()) {
        reading(&bytes);
    }

    #[test]
    fn any_deltas_are_worked_on(a in anything(), b in anything(), at: u64, to: u64) {
        let _ = a.compose(&b);
        let _ = a.transform(&b, true);
        let _ = a.transform(&b, false);
        let _ = a.transform_position(at, true);
        let _ = a.transform_position(at % 16, false);
        let _ = a.invert(&b);
        let _ = a.diff(&b);
        let _ = a.slice(at, to);
        let _ = a.slice(at % 16, to % 16);
        let _ = a.clone().concat(&b);
        let _ = Delta::compose_all([a.clone(), b.clone(), a.clone()]);
        let _ = (a.base_len(), a.target_len(), a.length(), a.is_empty());
        let _ = a.lines().count();
        let _ = serde_json::to_string(&a);
        if let Ok(document) = Document::try_from(a) {
            let _ = document.apply(&b);
        }
    }
}
