//! The samples through the real service, judged by outside readers.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

use serde_json::Value;
use spindle_e2e::{Service, root, start};
use spindle_golden::{Judge, Office, expect};

/// Runs a sample and answers its files by name.
fn run(service: &Service, sample: &str) -> Vec<(String, Vec<u8>)> {
    let script = std::fs::read(root().join("samples").join(sample)).expect("a readable sample");
    let body = service
        .client
        .send("POST", "/docbuilder", &[], &script)
        .json();
    let urls = body["urls"]
        .as_object()
        .unwrap_or_else(|| panic!("{sample}: {body}"));
    urls.iter()
        .map(|(name, url)| {
            (
                name.clone(),
                service.client.get(url.as_str().expect("a link")).body,
            )
        })
        .collect()
}

fn samples() -> Vec<String> {
    let folder = std::fs::read_dir(root().join("samples")).expect("samples/");
    let mut names: Vec<String> = folder
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".docbuilder"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

#[test]
fn python_docx_and_openpyxl_see_what_the_scripts_wrote() {
    let Some(judge) = Judge::find() else { return };
    let service = start!(Service::open());
    for sample in samples() {
        for (name, bytes) in run(&service, &sample) {
            let Some((stem, extension)) = name
                .rsplit_once('.')
                .filter(|(_, extension)| ["docx", "xlsx"].contains(extension))
            else {
                continue;
            };
            // Ten thousand cells are a benchmark, not an expectation to read.
            if bytes.len() > 20_000 {
                continue;
            }
            let seen = judge
                .see(extension, &bytes)
                .unwrap_or_else(|refusal| panic!("{sample}: {name}: {refusal}"));
            expect(&format!("sample-{stem}"), &seen)
                .unwrap_or_else(|difference| panic!("{sample}: {difference}"));
        }
    }
}

#[test]
fn libreoffice_opens_what_the_scripts_wrote() {
    let Some(office) = Office::find() else { return };
    let service = start!(Service::open());
    for sample in samples() {
        for (name, bytes) in run(&service, &sample) {
            let converted = match name.rsplit_once('.') {
                Some((_, "docx")) => office.convert("docx", &bytes, "txt:Text (encoded):UTF8"),
                Some((_, "xlsx")) => office.convert("xlsx", &bytes, "csv"),
                _ => continue,
            };
            let text = converted.unwrap_or_else(|refusal| panic!("{sample}: {name}: {refusal}"));
            assert!(
                !String::from_utf8_lossy(&text).trim().is_empty(),
                "{sample}: {name} is empty to LibreOffice"
            );
        }
    }
}

/// A script's text and numbers as the judge sees them, wherever they stand.
fn holds(seen: &Value, wanted: &str) -> bool {
    match seen {
        Value::String(text) => text.contains(wanted),
        Value::Array(values) => values.iter().any(|value| holds(value, wanted)),
        Value::Object(entries) => entries.values().any(|value| holds(value, wanted)),
        other => format!("{other}") == wanted,
    }
}

#[test]
fn the_shared_samples_hold_what_they_should() {
    let Some(judge) = Judge::find() else { return };
    let folder = root().join("../shared/samples");
    if !folder.is_dir() {
        println!("skipped: {} is not here", folder.display());
        return;
    }
    let service = start!(Service::open());
    let cases: [(&str, &str, &[&str]); 4] = [
        (
            "invoice",
            "invoice.docx",
            &[
                "Invoice 2026-0042",
                "示例科技有限公司",
                "Implementation",
                "验收测试",
                "3800.00",
                "5320.00",
                "Payable within 14 days.",
            ],
        ),
        (
            "report",
            "report.docx",
            &[
                "Quarterly report",
                "本季度各地区收入均有增长。",
                "Open the Hefei office",
                "Appendix",
                "Figures are preliminary.",
            ],
        ),
        ("report", "count.xlsx", &["8"]),
        (
            "budget",
            "budget.xlsx",
            &[
                "Budget",
                "Summary",
                "=SUM(B2:B13)",
                "=AVERAGE(Budget!D2:D13)",
                "=B2-C2",
                "Total",
            ],
        ),
    ];
    for (sample, file, wanted) in cases {
        let script = std::fs::read(folder.join(format!("{sample}.docbuilder"))).expect("a sample");
        let body = service
            .client
            .send("POST", "/docbuilder", &[], &script)
            .json();
        let url = body["urls"][file]
            .as_str()
            .unwrap_or_else(|| panic!("{sample}: {body}"));
        let bytes = service.client.get(url).body;
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        let seen = judge
            .see(extension, &bytes)
            .unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        for words in wanted {
            assert!(
                holds(&seen, words),
                "{file} does not hold `{words}`: {seen:#}"
            );
        }
    }
}
