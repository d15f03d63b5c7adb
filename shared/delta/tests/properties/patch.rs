use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use spindle_delta::{Attributes, Delta, DeltaError, Document, patch};

use crate::cases;
use crate::generate::{anything, change, document, steps};

/// What patching must give.
fn ordinarily(document: &[u8], change: &Delta) -> Result<Vec<u8>, DeltaError> {
    let changed = Document::from_slice(document)?.apply(change)?;
    Ok(serde_json::to_vec(&changed).unwrap())
}

fn json(document: &Document) -> Vec<u8> {
    serde_json::to_vec(document).unwrap()
}

/// What is put into the JSON of a document so that it often stays JSON and is not always as this crate writes it.
fn pieces() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        " ",
        ",",
        "\"",
        "\\",
        "[",
        "]",
        "{",
        "}",
        "a",
        "\n",
        "\\n",
        "\\/",
        "\\u000a",
        "\\u0041",
        "\\u001f",
        "\\u001F",
        "\\ud83d\\ude00",
        "\\ud83d",
        "😀",
        "null",
        "1",
        "0",
        "-",
        ".0",
        "e5",
        "\"bold\":true,",
        ",\"bold\":true",
        "\"bold\":null,",
        ",\"x\":-0.0",
        "{\"insert\":\"a\"},",
        "{\"insert\":\"\"},",
        "{\"insert\":\"b\",\"attributes\":{\"bold\":true,\"color\":\"red\"}},",
        "{\"insert\":\"c\",\"attributes\":{\"color\":\"red\",\"bold\":true}},",
        "{\"attributes\":{},\"insert\":\"a\"},",
        "{\"insert\":{\"a\":1,\"a\":2}},",
        "{\"insert\":{\"$serde_json::private::RawValue\":\"1\"}},",
        ",\"attributes\":{\"x\":{\"$serde_json::private::RawValue\":\"1\"}}",
        ",\"attributes\":{\"n\":12345678901234567890123}",
        ",\"attributes\":{\"n\":0.1}",
        ",\"attributes\":{\"k\":{\"x\":1,\"y\":2}}",
        ",\"attributes\":{\"k\":{\"y\":2,\"x\":1}}",
        ",\"v\":7",
    ])
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn patching_is_applying(document in document(), steps in steps()) {
        let change = change(&document, &steps);
        let json = json(&document);
        let patched = patch(&json, &change);
        prop_assert!(patched.is_ok());
        prop_assert_eq!(patched, ordinarily(&json, &change));
    }

    #[test]
    fn patching_refuses_what_applying_refuses(document in document(), change in anything()) {
        let json = json(&document);
        prop_assert_eq!(patch(&json, &change), ordinarily(&json, &change));
    }

    /// Of anything, little is within the document: here boundaries are anywhere, also inside pairs.
    #[test]
    fn boundaries_are_the_same(
        document in document(),
        places in vec((0_u64..24, 0_u64..4, 0_u8..3), 1..4),
    ) {
        let json = json(&document);
        let change = places.iter().fold(Delta::new(), |all, (at, length, kind)| match kind {
            0 => all.retain(at % 9, ()).insert("\"😀\\", ()),
            1 => all.retain(*at, ()).delete(*length),
            _ => all.retain(at % 5, ()).retain(*length, [("bold", true.into())]),
        });
        prop_assert_eq!(patch(&json, &change), ordinarily(&json, &change));
    }

    /// Texts longer than what is counted at a time.
    #[test]
    fn long_texts_are_patched(document in document(), times in 1_usize..600, at in any::<Index>(), steps in steps()) {
        let text = document.text(|_| None);
        let long = Delta::new().insert(text.repeat(times), [("bold", true.into())]);
        let long = Document::try_from(long.concat(document.as_delta())).unwrap();
        let json = json(&long);
        let before = Delta::new().retain(at.index(long.len() as usize) as u64, ());
        let change = before.concat(&change(&document, &steps));
        prop_assert_eq!(patch(&json, &change), ordinarily(&json, &change));
    }

    #[test]
    fn several_changes_follow_one_another(document in document(), list in vec(steps(), 0..6)) {
        let (mut now, mut bytes) = (document.clone(), json(&document));
        for steps in list {
            let change = change(&now, &steps);
            bytes = patch(&bytes, &change).unwrap();
            now = now.apply(&change).unwrap();
            prop_assert_eq!(&bytes, &json(&now));
        }
    }

    #[test]
    fn an_inverse_takes_back_the_bytes(document in document(), steps in steps()) {
        // Attributes put back stand in another order, so there are none.
        let plain: Delta = document
            .as_delta()
            .ops()
            .iter()
            .map(|op| match op {
                spindle_delta::Op::Insert(content, _) => {
                    spindle_delta::Op::Insert(content.clone(), Attributes::none())
                }
                other => other.clone(),
            })
            .collect();
        let document = Document::try_from(plain).unwrap();
        let change = change(&document, &steps);
        let inverse = change.invert(document.as_delta()).unwrap();
        let after = patch(&json(&document), &change).unwrap();
        prop_assert_eq!(patch(&after, &inverse).unwrap(), json(&document));
    }

    #[test]
    fn any_bytes_are_patched_or_refused(bytes in vec(any::<u8>(), 0..200), change in anything()) {
        prop_assert_eq!(patch(&bytes, &change), ordinarily(&bytes, &change));
    }
}

proptest! {
    #![proptest_config(cases(5_000))]

    /// However a document is written, be it by others, and be it broken.
    #[test]
    fn irregular_documents_are_patched_or_refused(
        document in document(),
        edits in vec((any::<Index>(), 0_usize..3, pieces()), 0..4),
        at in 0_u64..6,
        length in 0_u64..6,
    ) {
        let mut bytes = json(&document);
        for (place, removed, piece) in edits {
            let start = place.index(bytes.len() + 1);
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, piece.bytes());
        }
        for change in [
            Delta::new(),
            Delta::new().retain(at, ()).insert("字", [("bold", true.into())]).delete(length),
            Delta::new().retain(at, ()).retain(length, [("bold", true.into())]),
        ] {
            prop_assert_eq!(
                patch(&bytes, &change),
                ordinarily(&bytes, &change),
                "{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }

    /// Whole components of others among those of this crate, and pieces at their seams.
    #[test]
    fn components_of_others_are_patched(
        document in document(),
        edits in vec((any::<Index>(), pieces()), 1..3),
        at in 0_u64..6,
        length in 0_u64..6,
    ) {
        let mut json = String::from_utf8(json(&document)).unwrap();
        for (place, piece) in edits {
            let seams: Vec<usize> = ["{", "}", "\"", ",", ":"]
                .iter()
                .flat_map(|mark| json.match_indices(mark))
                .map(|(at, _)| at)
                .collect();
            let Some(seam) = (!seams.is_empty()).then(|| *place.get(&seams)) else { break };
            json.insert_str(seam, piece);
        }
        for change in [
            Delta::new().retain(at, ()).delete(length),
            Delta::new().retain(at, ()).retain(length, [("color", "red".into())]),
        ] {
            prop_assert_eq!(
                patch(json.as_bytes(), &change),
                ordinarily(json.as_bytes(), &change),
                "{}",
                json
            );
        }
    }
}
