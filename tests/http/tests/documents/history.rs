use serde_json::{Value, json};
use spindle_delta::{Delta, Document};

use super::docs::{Docs, ok, refused};

fn list(docs: &Docs, fid: &str, more: &str) -> Value {
    ok(&docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u{more}")))
}

#[test]
fn a_new_note_has_one_record_as_the_sample() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let uid = ok(&docs.post("/user/v1/api/bs/users", &json!(["u"])))[0]["uid"]
        .as_i64()
        .unwrap();
    let data = list(&docs, &fid, "");
    let names: Vec<&String> = data.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        ["hislist", "snapshot", "oplist", "histypes", "roles"]
    );
    let at = 1_795_304_000_000_i64;
    let id = data["hislist"][0]["_id"].as_str().unwrap();
    assert_eq!(id.len(), 24);
    assert_eq!(i64::from_str_radix(&id[..8], 16).unwrap(), at / 1000);
    let record = json!([{
        "_id": id, "fid": fid, "uid": uid.to_string(), "startTime": 0, "endTime": at, "type": "filecreate",
        "msg": " 创建了文档", "startV": 0, "endV": 1
    }]);
    assert_eq!(data["hislist"].to_string(), record.to_string());
    let snapshot = json!({ "id": fid, "v": 0, "type": null, "data": { "ops": [{ "insert": "\n" }] }, "m": null });
    assert_eq!(data["snapshot"].to_string(), snapshot.to_string());
    let oplist =
        json!([{ "v": 0, "d": fid, "uid": uid, "op": { "ops": [{ "insert": "\n" }] }, "t": at }]);
    assert_eq!(data["oplist"].to_string(), oplist.to_string());
    assert_eq!(data["histypes"].as_object().unwrap().len(), 16);
    assert_eq!(
        data["histypes"]["FILECREATE"],
        json!({ "name": "filecreate", "tpl": "{user} 创建了文档" })
    );
    assert_eq!(data["roles"]["owner"], "所有者");
    assert_eq!(data["roles"].as_object().unwrap().len(), 7);
}

/// The document that a page's snapshot and operations make.
fn replay(page: &Value) -> Document {
    let operations = page["oplist"].as_array().unwrap();
    let mut document = Document::from_value(&page["snapshot"]["data"]["ops"]).unwrap();
    for operation in operations {
        if operation["v"] == 0 {
            document = Document::from_value(&operation["op"]).unwrap();
        } else {
            document = document
                .apply(&Delta::from_value(&operation["op"]).unwrap())
                .unwrap();
        }
    }
    document
}

#[test]
fn pages_replay_and_lose_nothing() {
    let docs = Docs::new();
    let fid = docs.note("u");
    ok(&docs.put("/fs/bs/collaborator/role", &json!({ "fid": fid, "appUserId": "u", "members": [{ "appUserId": "w", "role": "editor" }] })));
    let pending: Vec<Value> = (0..250).map(|_| json!([{ "insert": "p" }])).collect();
    docs.upload("u", &fid, &json!({ "v": 1, "pendingOps": pending }));
    for step in 0..30 {
        let user = if step % 3 == 0 { "w" } else { "u" };
        let v = docs.content("u", &fid)["v"].as_i64().unwrap();
        docs.upload(
            user,
            &fid,
            &json!({ "v": v, "ops": [{ "insert": format!("{step} ") }] }),
        );
        docs.app
            .clock
            .advance_s(if step % 7 == 0 { 601 } else { 5 });
    }
    let mut before = String::new();
    let mut seen = Vec::new();
    let mut ends: Vec<i64> = Vec::new();
    loop {
        let page = list(&docs, &fid, &format!("&pageSize=4{before}"));
        let records = page["hislist"].as_array().unwrap().clone();
        let Some(last) = records.last() else { break };
        let newest = records[0]["endV"].as_i64().unwrap();
        let at = ok(&docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u&v={newest}")));
        assert_eq!(replay(&page), Document::from_value(&at["ops"]).unwrap());
        for record in &records {
            let span = record["endV"].as_i64().unwrap() - record["startV"].as_i64().unwrap();
            assert!(span <= 100, "{record}");
        }
        ends.extend(
            records
                .iter()
                .map(|record| record["endTime"].as_i64().unwrap()),
        );
        seen.extend(records.iter().map(|record| {
            (
                record["startV"].as_i64().unwrap(),
                record["endV"].as_i64().unwrap(),
            )
        }));
        before = format!("&timestamp={}", last["endTime"]);
    }
    assert!(
        ends.windows(2).all(|pair| pair[0] > pair[1]),
        "newest first, each time once: {ends:?}"
    );
    let versions: i64 = seen.iter().map(|(start, end)| end - start).sum();
    assert_eq!(
        versions,
        docs.content("u", &fid)["v"].as_i64().unwrap(),
        "every version is in one record"
    );
}

#[test]
fn sittings_end_with_a_pause_and_with_another_user() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let edit = |v: i64| {
        docs.upload(
            "u",
            &fid,
            &json!({ "v": v, "ops": [{ "insert": format!("{v}") }] }),
        )
    };
    edit(1);
    docs.app.clock.advance_s(600);
    edit(2);
    docs.app.clock.advance_s(601);
    edit(3);
    let records = list(&docs, &fid, "")["hislist"].clone();
    let spans: Vec<(i64, i64)> = records
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            (
                record["startV"].as_i64().unwrap(),
                record["endV"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(spans, [(3, 4), (1, 3), (0, 1)]);
}

#[test]
fn parameters_of_a_page() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let get = |more: &str| docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u{more}"));
    for size in ["0", "-1", "x"] {
        refused(&get(&format!("&pageSize={size}")), 40000);
    }
    ok(&get("&pageSize=1000"));
    assert_eq!(ok(&get("&timestamp=5"))["hislist"], json!([]));
    refused(&get("&timestamp=-5"), 40000);
    let sheet = docs.create("u", "0", "sheet", "s");
    refused(
        &docs.get(&format!("/quill/bs/his/list?fid={sheet}&appUserId=u")),
        40002,
    );
    refused(
        &docs.get(&format!("/sheet/bs/his/list?fid={fid}&appUserId=u")),
        40002,
    );
}
