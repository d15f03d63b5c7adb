//! The OpenAPI description of online documents, held against the table of routes, the codes and real answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod description;
#[path = "../documents/docs.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod docs;
mod walk;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spindle_core::router::{Auth, DOCUMENTS, EXPORT, IMPORT};

use description::Description;

const PAGE: &str = include_str!("../../../../docs/api/documents.md");

#[test]
fn every_route_is_described_with_its_methods_and_nothing_more() {
    let description = Description::read();
    let paths = description.0["paths"].as_object().unwrap();
    let mut described = BTreeSet::new();
    let mut routes = BTreeSet::new();
    for (path, item) in paths {
        for method in item.as_object().unwrap().keys() {
            described.insert((method.to_uppercase(), path.clone()));
        }
    }
    let tables = [&DOCUMENTS, &IMPORT, &EXPORT];
    let all = tables.iter().flat_map(|table| table.routes);
    // What the components say to each other is nobody else's.
    for route in all.filter(|route| route.auth != Auth::Internal) {
        let path = match route.path.strip_suffix("...") {
            // What is below is described as parameters.
            Some(above) => paths
                .keys()
                .find(|path| path.starts_with(&format!("{above}{{")))
                .unwrap_or_else(|| panic!("{} is not described", route.path)),
            None => route.path,
        };
        for method in route.methods {
            routes.insert((method.to_string(), path.to_owned()));
            let security = &description.operation(method, path)["security"];
            let wanted = match route.auth {
                Auth::App | Auth::AppOnce => {
                    json!([{ "appSignature": [], "nonce": [], "timestamp": [] }])
                }
                Auth::Operator => json!([{ "operator": [] }]),
                _ => json!([]),
            };
            assert_eq!(*security, wanted, "{method} {path}");
        }
    }
    assert_eq!(described, routes);
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(description: &Description, value: &Value, count: &mut usize) {
        match value {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref") {
                    assert!(target.as_str().unwrap().starts_with("#/"), "{target}");
                    description.resolve(value);
                    *count += 1;
                }
                for member in members.values() {
                    walk(description, member, count);
                }
            }
            Value::Array(items) => {
                for item in items {
                    walk(description, item, count);
                }
            }
            _ => {}
        }
    }
    let description = Description::read();
    let mut count = 0;
    walk(&description, &description.0, &mut count);
    assert!(count > 100, "{count}");
}

/// The numbers of five digits in a piece of source text.
fn codes_in(text: &str, from: &str, to: &str) -> BTreeSet<i64> {
    let part = text.split_once(from).expect(from).1;
    let part = part.split_once(to).expect(to).0;
    part.split(|character: char| !character.is_ascii_digit())
        .filter(|word| word.len() == 5)
        .map(|word| word.parse().unwrap())
        .collect()
}

#[test]
fn the_codes_are_those_of_the_code() {
    let errors = include_str!("../../../../shared/core/src/documents/error.rs");
    let dialect = include_str!("../../../../shared/core/src/dialect/iflydocs.rs");
    let mut made = codes_in(errors, "pub fn code(&self)", "pub fn chinese(&self)");
    made.extend(codes_in(dialect, "\nfn words(", "\nfn prefixed("));
    let description = Description::read();
    let schema = &description.0["components"]["schemas"]["ErrorCode"];
    let listed: BTreeSet<i64> = schema["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_i64().unwrap())
        .collect();
    assert_eq!(listed, made);
    for names in ["x-enum-descriptions", "x-status"] {
        let keys: BTreeSet<i64> = schema[names]
            .as_object()
            .unwrap()
            .keys()
            .map(|code| code.parse().unwrap())
            .collect();
        assert_eq!(keys, made, "{names}");
    }
    for (path, item) in description.0["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            for code in operation["x-errors"].as_array().into_iter().flatten() {
                assert!(made.contains(&code.as_i64().unwrap()), "{path}: {code}");
            }
        }
    }
    let told: BTreeSet<i64> = codes_in(PAGE, "### Codes", "\n## ");
    for code in made {
        let status = &schema["x-status"][code.to_string()];
        let row = format!("\n| {code} | {status}");
        assert!(
            PAGE.contains(&row) && told.contains(&code),
            "docs/api/documents.md lacks{row}"
        );
    }
}
