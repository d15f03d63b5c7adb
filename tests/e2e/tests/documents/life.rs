//! The life of a note and of a spreadsheet.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};
use serde_json::{Value, json};
use spindle_e2e::{Docs, start};

use super::support::{app1, delta, document, number, service, shared_turn, text};

/// What JavaScript's `encodeURIComponent` leaves as it is.
const KEPT: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

fn pack(json: &Value) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let text = utf8_percent_encode(&json.to_string(), &KEPT).to_string();
    encoder.write_all(text.as_bytes()).expect("packed");
    STANDARD.encode(encoder.finish().expect("packed"))
}

fn unpack(data: &Value) -> Value {
    let packed = STANDARD
        .decode(data.as_str().expect("text"))
        .expect("base64");
    let mut text = Vec::new();
    GzDecoder::new(packed.as_slice())
        .read_to_end(&mut text)
        .expect("gzip");
    let json: Vec<u8> = percent_decode(&text).collect();
    serde_json::from_slice(&json).expect("JSON")
}

#[test]
fn the_life_of_a_note() {
    let _turn = shared_turn();
    let service = start!(service());
    let docs = app1(&service);
    let fid = docs.create("author", "note");
    let new = docs.content("author", &fid);
    assert_eq!(
        (&new["ops"], &new["docType"], &new["v"]),
        (&json!([{ "insert": "\n" }]), &json!("note"), &json!(1))
    );

    let whole = json!([
        { "insert": "标题" }, { "insert": "\n", "attributes": { "header": 1 } },
        { "insert": "bold", "attributes": { "bold": true } }, { "insert": { "image": "image/a.png" } },
        { "insert": " 😀\n" }
    ]);
    let data = docs
        .upload("author", &fid, &json!({ "cover": true, "ops": whole }))
        .ok();
    assert_eq!(
        (&data["type"], &data["document"]["_v"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(data["document"]["ops"], whole);
    assert_eq!(data["detail"]["fid"], fid);

    // Another user edits what he may edit.
    docs.upload("friend", &fid, &json!({ "ops": [{ "insert": "no" }] }))
        .refused(40300);
    docs.register("friend");
    docs.let_edit(&fid, "author", &["friend".to_owned()]);
    let edits = json!({ "v": 2, "inflightOp": { "ops": [{ "retain": 3 }, { "insert": "1" }] },
        "pendingOps": [[{ "retain": 4 }, { "insert": "2" }], [{ "delete": 2 }]] });
    let data = docs.upload("friend", &fid, &edits).ok();
    assert_eq!(data["document"]["_v"], 5);
    let content = docs.content("author", &fid);
    assert_eq!(text(&content["ops"]), "\n12bold 😀\n");
    assert_eq!(content["ops"], data["document"]["ops"]);

    history(&docs, &fid, &content);
}

/// The page of the history is the whole history, and makes the content.
fn history(docs: &Docs, fid: &str, content: &Value) {
    let page = docs
        .get(&format!("/quill/bs/his/list?fid={fid}&appUserId=friend"))
        .ok();
    let spans: Vec<(&str, i64, i64)> = page["hislist"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|record| {
            let kind = record["type"].as_str().expect("a type");
            (kind, number(&record["startV"]), number(&record["endV"]))
        })
        .collect();
    let edits: Vec<_> = spans
        .iter()
        .filter(|(kind, from, to)| *kind == "editcontent" && to > from)
        .collect();
    assert_eq!(
        edits,
        [&("editcontent", 2, 5), &("editcontent", 1, 2)],
        "{spans:?}"
    );
    assert_eq!(spans.last(), Some(&("filecreate", 0, 1)));
    assert_eq!(
        (&page["snapshot"]["v"], &page["snapshot"]["type"]),
        (&json!(0), &Value::Null)
    );
    let operations = page["oplist"].as_array().expect("a list");
    let mut replayed = document(&operations[0]["op"]);
    for operation in &operations[1..] {
        replayed = replayed
            .apply(&delta(&operation["op"]))
            .expect("a log applies");
    }
    assert_eq!(replayed, document(&content["ops"]));
    let before = docs
        .get(&format!(
            "/fs/bs/content?fid={fid}&appUserId=author&v=4&plain=true"
        ))
        .ok();
    assert_eq!(before["text"], "标题\n12bold 😀\n");
}

#[test]
fn the_life_of_a_sheet() {
    let _turn = shared_turn();
    let service = start!(service());
    let docs = app1(&service);
    let sheet = docs.create("author", "sheet");
    let read = || {
        let target = format!("/sheet/bs/v1/api/getJson?sheetid={sheet}&appUserId=author");
        unpack(&docs.get(&target).ok())
    };
    let new = read();
    assert_eq!((&new["_v"], &new["version"]), (&json!(1), &json!("14.0.1")));
    let name = new["sheets"]["sheet0"]["name"].clone();
    let edit = |row: i64, value: Value| json!([{ "cmd": "editCell", "sheetName": name, "row": row, "col": 1, "newValue": value }]);
    let packed = json!({ "v": 1, "commands": pack(&edit(0, json!("甲"))), "version": "v1" });
    let data = docs.upload("author", &sheet, &packed).ok();
    assert_eq!(
        (&data["document"]["_type"], &data["document"]["_v"]),
        (&json!("sheet"), &json!(2))
    );
    // A blind retry of it is one edit.
    docs.upload("author", &sheet, &packed).ok();
    let plain = json!({ "v": 2, "commands": edit(1, json!(2.5)).to_string() });
    docs.upload("author", &sheet, &plain).ok();
    let book = read();
    let cells = &book["sheets"]["sheet0"]["data"]["dataTable"];
    assert_eq!(
        (&cells["0"]["1"]["value"], &cells["1"]["1"]["value"]),
        (&json!("甲"), &json!(2.5))
    );
    assert_eq!(book["_v"], 3);

    let unknown = json!([{ "cmd": "vendor.magic", "sheetName": name }]);
    docs.upload(
        "author",
        &sheet,
        &json!({ "commands": pack(&unknown), "version": "v1" }),
    )
    .refused(40005);
    docs.upload(
        "author",
        &sheet,
        &json!({ "commands": "no base64!", "version": "v1" }),
    )
    .refused(40005);
    assert_eq!(read(), book);

    let page = docs
        .get(&format!("/sheet/bs/his/list?fid={sheet}&appUserId=author"))
        .ok();
    let records = page["hislist"].as_array().expect("a list");
    assert_eq!(records.len(), 3);
    let id = records[0]["_id"].as_str().expect("an id");
    let record = docs
        .get(&format!(
            "/sheet/bs/his?fid={sheet}&appUserId=author&id={id}"
        ))
        .ok();
    assert_eq!(record["commands"], edit(1, json!(2.5)));
    assert_eq!(unpack(&record["snapshot"]["snapshot"])["_v"], 2);
}
