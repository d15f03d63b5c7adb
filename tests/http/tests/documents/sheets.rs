use serde_json::{Value, json};
use spindle_sheet::{Decoded, Workbook, decode, encode};

use super::docs::{Docs, ok, refused};

fn workbook(docs: &Docs, fid: &str) -> Value {
    unpack(&ok(&docs.get(&format!(
        "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u"
    ))))
}

fn unpack(data: &Value) -> Value {
    match decode(data.as_str().unwrap(), 1 << 26).unwrap() {
        Decoded::Json(json) => serde_json::from_str(&json).unwrap(),
        Decoded::Empty => Value::Null,
    }
}

fn edit(row: i64, value: &Value) -> Value {
    json!({ "cmd": "editCell", "sheetName": "工作表1", "row": row, "col": 0, "newValue": value })
}

fn cell<'w>(workbook: &'w Value, row: &str) -> &'w Value {
    &workbook["sheets"]["sheet0"]["data"]["dataTable"][row]["0"]["value"]
}

#[test]
fn a_new_sheet_is_the_sample_byte_for_byte() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    let data = ok(&docs.get(&format!(
        "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u"
    )));
    assert_eq!(data, json!(encode(&Workbook::new().to_json())));
    assert_eq!(workbook(&docs, &fid)["_v"], 1);
    refused(
        &docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u")),
        40002,
    );
    assert!(docs.text("u", &fid).starts_with("工作表1"));
}

#[test]
fn commands_come_in_every_form_that_clients_send() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    let list = |row: i64, value: &str| json!([edit(row, &json!(value))]).to_string();
    let v1 = docs.upload(
        "u",
        &fid,
        &json!({ "commands": encode(&list(0, "a")), "version": "v1" }),
    );
    assert_eq!(v1["document"].to_string(), json!({
        "_id": fid, "name": "s", "_m": v1["document"]["_m"], "uid": v1["detail"]["creator"], "_type": "sheet",
        "_v": 2, "upid": v1["document"]["upid"]
    }).to_string());
    docs.upload("u", &fid, &json!({ "commands": encode(&list(1, "b")) }));
    docs.upload("u", &fid, &json!({ "commands": list(2, "c") }));
    let book = workbook(&docs, &fid);
    assert_eq!(
        (cell(&book, "0"), cell(&book, "1"), cell(&book, "2")),
        (&json!("a"), &json!("b"), &json!("c"))
    );
    assert_eq!(book["_v"], 4);
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "commands": list(2, "c"), "version": "v9" }),
        ),
        40005,
    );
    refused(
        &docs.upload_raw("u", &fid, &json!({ "commands": "not base64 !" })),
        40005,
    );
    refused(
        &docs.upload_raw("u", &fid, &json!({ "ops": [{ "insert": "a" }] })),
        40002,
    );
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "commands": list(9, "x"), "expectV": 1 }),
        ),
        40903,
    );
    assert_eq!(workbook(&docs, &fid), book);
}

#[test]
fn unknown_commands_change_nothing() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    let mixed = json!([edit(0, &json!(1)), { "cmd": "vendor.magic", "sheetName": "工作表1" }]);
    let message = refused(
        &docs.upload_raw("u", &fid, &json!({ "commands": mixed.to_string() })),
        40005,
    );
    assert!(message.contains("vendor.magic"), "{message}");
    assert_eq!(workbook(&docs, &fid)["_v"], 1);
    let wrong = json!([edit(0, &json!(1)), { "cmd": "editCell", "sheetName": "none", "row": 0, "col": 0, "newValue": 1 }]);
    refused(
        &docs.upload_raw("u", &fid, &json!({ "commands": wrong.to_string() })),
        40005,
    );
    assert_eq!(workbook(&docs, &fid)["_v"], 1);

    let recording = Docs::with(|app| app.variable("iflydocs_unknown_commands", "record"));
    let fid = recording.create("u", "0", "sheet", "s");
    recording.upload("u", &fid, &json!({ "commands": mixed.to_string() }));
    let book = workbook(&recording, &fid);
    assert_eq!((cell(&book, "0"), &book["_v"]), (&json!(1), &json!(2)));
    let history = ok(&recording.get(&format!("/sheet/bs/his/list?fid={fid}&appUserId=u")));
    let id = history["hislist"][0]["_id"].as_str().unwrap();
    let record = ok(&recording.get(&format!("/sheet/bs/his?fid={fid}&appUserId=u&id={id}")));
    assert_eq!(record["commands"], mixed);
}

#[test]
fn a_whole_workbook_replaces_the_old_one() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    let text = r#"{"version":"14.0.1","custom":1.50,"sheets":{"a":{"name":"A","data":{"dataTable":{"0":{"0":{"value":1e3}}}}}},"_v":77}"#;
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "commands": encode(text) }),
    );
    let data = ok(&docs.get(&format!(
        "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u"
    )));
    let Decoded::Json(kept) = decode(data.as_str().unwrap(), 1 << 20).unwrap() else {
        panic!("empty")
    };
    assert_eq!(
        kept,
        text.replace("77", "2"),
        "what nobody changes keeps its bytes"
    );
    let before = ok(&docs.get(&format!(
        "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u&v=1"
    )));
    assert_eq!(before, json!(encode(&Workbook::new().to_json())));
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "cover": true, "commands": encode("[1]") }),
        ),
        40005,
    );
}

#[test]
fn the_history_has_the_workbook_before_each_record() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    for row in 0..80 {
        docs.upload(
            "u",
            &fid,
            &json!({ "commands": json!([edit(row, &json!(row))]).to_string() }),
        );
    }
    let history = ok(&docs.get(&format!(
        "/sheet/bs/his/list?fid={fid}&appUserId=u&pageSize=100"
    )));
    let names: Vec<&String> = history.as_object().unwrap().keys().collect();
    assert_eq!(names, ["hislist", "histypes", "roles"]);
    let records = history["hislist"].as_array().unwrap();
    assert_eq!(records.len(), 81);
    assert_eq!(records[80]["type"], "filecreate");
    assert_eq!(records[80]["hisSymbol"], 1);
    assert_eq!(records[0]["hisSymbol"], 81);
    assert_eq!(
        records[0]["users"],
        json!([{ "uid": records[0]["uid"], "nickname": "u" }])
    );
    for index in [0, 1, 40, 79, 80] {
        let id = records[index]["_id"].as_str().unwrap();
        let record = ok(&docs.get(&format!("/sheet/bs/his?fid={fid}&appUserId=u&id={id}")));
        let before = unpack(&record["snapshot"]["snapshot"]);
        let filled = before["sheets"]["sheet0"]["data"]["dataTable"]
            .as_object()
            .map_or(0, serde_json::Map::len);
        assert_eq!(
            filled,
            if index == 80 { 0 } else { 79 - index },
            "record {index}"
        );
        let names: Vec<&String> = record["snapshot"].as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "_id",
                "fid",
                "uid",
                "startTime",
                "endTime",
                "type",
                "hisSymbol",
                "snapshot"
            ]
        );
        assert_eq!(
            record["commands"].as_array().unwrap().len(),
            usize::from(index < 80)
        );
    }
    refused(
        &docs.get(&format!(
            "/sheet/bs/his?fid={fid}&appUserId=u&id=635a41260000000000000000"
        )),
        40405,
    );
}

#[test]
fn a_retry_of_commands_applies_them_once() {
    let docs = Docs::new();
    let fid = docs.create("u", "0", "sheet", "s");
    let insert =
        json!([{ "cmd": "insertRows", "sheetName": "工作表1", "row": 0, "count": 1 }]).to_string();
    docs.upload("u", &fid, &json!({ "v": 1, "commands": insert }));
    docs.upload("u", &fid, &json!({ "v": 1, "commands": insert }));
    assert_eq!(workbook(&docs, &fid)["_v"], 2);
    docs.upload("u", &fid, &json!({ "v": 2, "commands": insert }));
    assert_eq!(workbook(&docs, &fid)["_v"], 3);
}
