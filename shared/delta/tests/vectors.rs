//! Recorded results of the reference library, one a line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use serde_json::Value;
use spindle_delta::{Delta, Document, patch};

const VECTORS: &str = include_str!("vectors/delta.jsonl");

fn delta(vector: &Value, name: &str) -> Delta {
    Delta::from_value(&vector[name]).unwrap_or_else(|error| panic!("{name}: {error}: {vector}"))
}

#[test]
fn recorded_results_come_out_the_same() {
    let mut count = [0; 4];
    for line in VECTORS.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let a = delta(&vector, "a");
        match vector["fn"].as_str().unwrap() {
            "compose" => {
                let composed = a.compose(&delta(&vector, "b")).unwrap();
                assert_eq!(composed, delta(&vector, "out"), "{line}");
                count[0] += 1;
            }
            "transform" => {
                let priority = vector["priority"].as_bool().unwrap();
                let transformed = a.transform(&delta(&vector, "b"), priority);
                assert_eq!(transformed, delta(&vector, "out"), "{line}");
                count[1] += 1;
            }
            "invert" => {
                let base = delta(&vector, "base");
                let inverted = a.invert(&base).unwrap();
                assert_eq!(inverted, delta(&vector, "out"), "{line}");
                assert_eq!(
                    base.compose(&a).unwrap().compose(&inverted).unwrap(),
                    base,
                    "{line}"
                );
                count[2] += 1;
            }
            "transformPosition" => {
                let index = vector["index"].as_u64().unwrap();
                let priority = vector["priority"].as_bool().unwrap();
                let position = a.transform_position(index, priority);
                assert_eq!(position, vector["out"].as_u64().unwrap(), "{line}");
                count[3] += 1;
            }
            other => panic!("{other}: {line}"),
        }
    }
    assert_eq!(count, [800, 800, 400, 800]);
}

#[test]
fn recorded_documents_are_made_of_one_another_by_their_difference() {
    let documents: Vec<Document> = VECTORS
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .flat_map(|vector| ["a", "base", "out"].map(|name| Document::from_value(&vector[name])))
        .flatten()
        .collect();
    assert!(documents.len() > 1_000, "{}", documents.len());
    for pair in documents.windows(2) {
        let change = pair[0].diff(&pair[1]).unwrap();
        assert_eq!(pair[0].apply_ref(&change).unwrap(), pair[1]);
    }
}

#[test]
fn recorded_documents_are_patched_as_they_are_changed() {
    let mut count = 0;
    for line in VECTORS.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let Ok(document) = Document::from_value(&vector["a"]) else {
            continue;
        };
        if vector["fn"] != "compose" {
            continue;
        }
        let change = delta(&vector, "b");
        let json = serde_json::to_vec(&document).unwrap();
        let patched = patch(&json, &change);
        if let Ok(patched) = &patched {
            // The reference library has the names of attributes in another order.
            let out = Document::from_value(&vector["out"]);
            assert_eq!(Document::from_slice(patched), out, "{line}");
            count += 1;
        }
        let applied = document.apply(&change);
        assert_eq!(
            patched,
            applied.map(|applied| serde_json::to_vec(&applied).unwrap()),
            "{line}"
        );
    }
    assert!(count > 300, "{count}");
}
