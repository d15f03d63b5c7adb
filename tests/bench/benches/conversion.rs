//! Conversion beside the programs that people use for it, on the same files in one run: `cargo bench -p spindle-bench --bench
//! conversion`. Pandoc and LibreOffice are started anew for every file, as a service that calls them does; Spindle is asked
//! through HTTP, and makes a fresh instance for every request.
//!
//! What is not installed is left out. `/usr/bin/time` tells the peers' memory.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use spindle_bench::{Times, peak_memory};
use spindle_e2e::{Docs, Origin, Reply, Service, root};
use spindle_formats::registry::WRITERS;
use spindle_model::convert::{Content, Job};
use spindle_model::workbook::{Cell, Row, Sheet, Value, Workbook};

const RUNS: usize = 7;

fn main() {
    let folder = root().join("target/bench-conversion");
    std::fs::create_dir_all(&folder).expect("a folder for files");
    sizes();
    let Some(service) = Service::open()
        .variable("iflydocs_apps", "app1:secret1")
        .variable("limit_output_bytes", "268435456")
        .start()
    else {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    };
    let origin = Origin::start();
    let markdown = ten_pages();
    let docx = convert(
        &service,
        &origin,
        ("pages.md", markdown.as_bytes()),
        "docx",
        "made",
    )
    .0;
    let file = folder.join("pages.docx");
    std::fs::write(&file, &docx).expect("a file");
    println!("ten pages: docx of {} bytes", docx.len());
    for (output, peer) in [
        ("html", "pandoc"),
        ("md", "pandoc"),
        ("txt", "pandoc"),
        ("pdf", "soffice"),
        ("odt", "soffice"),
    ] {
        let mut run = 0;
        let mut size = 0;
        let times = Times::of(RUNS * 3, || {
            run += 1;
            let key = format!("{output}{run}");
            size = convert(&service, &origin, ("pages.docx", &docx), output, &key)
                .0
                .len();
        });
        println!(
            "docx -> {output}: {times}, {size} bytes; peak guest memory so far {}",
            peak_memory(&service.client, "converter")
        );
        beside(peer, &file, output, &folder, times.quantile(0.5));
    }
    workbooks(&service);
}

fn sizes() {
    // Starting builds them.
    drop(Service::open().start());
    for name in ["converter", "import", "export"] {
        let path = root().join(format!(
            "target/wasm32-wasip2/component/spindle_{name}.wasm"
        ));
        let size = std::fs::metadata(path).map_or(0, |file| file.len());
        println!("component {name}: {:.2} MB", size as f64 / 1e6);
    }
}

/// A conversion from request to bytes.
fn convert(
    service: &Service,
    origin: &Origin,
    (name, bytes): (&str, &[u8]),
    output: &str,
    key: &str,
) -> (Vec<u8>, Duration) {
    let url = origin.put(&format!("/{name}"), Reply::ok(bytes));
    let extension = name.rsplit('.').next().unwrap_or_default();
    let start = Instant::now();
    let asked = json!({ "url": url, "filetype": extension, "outputtype": output, "key": key });
    let done = service.client.post("/converter", &asked).json();
    let link = done["fileUrl"].as_str().unwrap_or_else(|| panic!("{done}"));
    let file = service.client.get(link);
    (file.body, start.elapsed())
}

/// The same by another program, a process for each.
fn beside(peer: &str, file: &Path, output: &str, folder: &Path, ours: f64) {
    let target = folder.join(format!("peer.{output}"));
    let command = |measured: bool| {
        let mut command = if measured {
            let mut command = Command::new("/usr/bin/time");
            command.args(["-f", "%M", peer]);
            command
        } else {
            Command::new(peer)
        };
        if peer == "pandoc" {
            let format = match output {
                "md" => "gfm",
                "txt" => "plain",
                other => other,
            };
            command
                .args(["-f", "docx", "-t", format, "-o"])
                .arg(&target)
                .arg(file);
        } else {
            command
                .args(["--headless", "--convert-to", output, "--outdir"])
                .arg(folder)
                .arg(file);
        }
        command
    };
    let works = command(false)
        .output()
        .is_ok_and(|done| done.status.success());
    if !works {
        println!("  {peer} is not installed, or cannot do it");
        return;
    }
    let times = Times::of(RUNS, || {
        let done = command(false).output().expect("it worked before");
        assert!(done.status.success());
    });
    let memory = command(true)
        .output()
        .ok()
        .and_then(|done| {
            let words = String::from_utf8_lossy(&done.stderr).into_owned();
            words.split_whitespace().last()?.parse::<f64>().ok()
        })
        .map_or_else(
            || "unknown".to_owned(),
            |kib| format!("{:.0} MiB", kib / 1024.0),
        );
    println!(
        "  {peer}, cold process: {times}; memory {memory}: {:.1} times our median",
        times.quantile(0.5) / ours
    );
}

/// Growing workbooks, imported.
fn workbooks(service: &Service) {
    let docs = Docs::new(&service.client, "app1", "secret1");
    for rows in [12_500_u32, 25_000, 50_000, 100_000] {
        let bytes = workbook(rows);
        let start = Instant::now();
        let started = docs
            .import(("cells.xlsx", &bytes), &[("appUserId", "u")])
            .ok();
        let id = started["requestId"].as_str().expect("an id");
        let done = docs.ended(&format!("/fs/bs/import/result?requestId={id}&appUserId=u"));
        assert_eq!(done["process"]["status"], 3, "{done}");
        println!(
            "import of an xlsx of {} cells ({:.1} MB): {:.2} s; peak guest memory so far {}",
            rows * 10,
            bytes.len() as f64 / 1e6,
            start.elapsed().as_secs_f64(),
            peak_memory(&service.client, "import")
        );
    }
}

fn workbook(rows: u32) -> Vec<u8> {
    let rows = (0..rows)
        .map(|index| Row {
            index,
            cells: (0..10)
                .map(|column| {
                    let number = f64::from(index) + f64::from(column) / 8.0;
                    Cell {
                        column,
                        value: match column {
                            0..=5 => Value::Number(number),
                            6..=8 => {
                                Value::Text(format!("text {}", (index * column) % 5000).into())
                            }
                            _ => Value::Number(f64::from(index) * 2.0),
                        },
                        formula: (column == 9).then(|| format!("A{0}*2", index + 1).into()),
                        ..Cell::default()
                    }
                })
                .collect(),
            ..Row::default()
        })
        .collect();
    let workbook = Workbook {
        sheets: vec![Sheet {
            name: "Sheet1".to_owned(),
            rows,
            ..Sheet::default()
        }],
        styles: vec![Default::default()],
        ..Workbook::default()
    };
    let (_, writer) = WRITERS
        .iter()
        .find(|(name, _)| *name == "xlsx")
        .expect("a writer");
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    writer
        .write(&Content::Workbook(Box::new(workbook)), &mut job)
        .expect("a workbook")
}

/// About ten pages in English and Chinese, with tables, lists and links.
fn ten_pages() -> String {
    let mut text = String::new();
    for section in 1..=10 {
        text.push_str(&format!("# Section {section} 第{section}节\n\n"));
        for paragraph in 0..6 {
            text.push_str(&format!(
                "Paragraph {paragraph} of section {section} has **bold words**, *italic ones* and a [link](https://example.com/{section}/{paragraph}), \
                 and goes on for long enough to be set in several lines, as paragraphs of reports do, without saying anything of \
                 interest to anybody who reads it.\n\n"
            ));
            text.push_str("本段文字用于测试排版：中文与英文混排时，标点应当避头尾，行末应当对齐，而字体应当嵌入文件之中，供任何阅读器使用。\n\n");
        }
        text.push_str("- one\n- two\n  - nested\n- three\n\n1. first\n2. second\n\n");
        text.push_str("| name | 数量 | price |\n|---|---|---|\n");
        for row in 0..8 {
            text.push_str(&format!("| item {row} | {} | {}.50 |\n", row * 3, row * 7));
        }
        text.push('\n');
    }
    text
}
