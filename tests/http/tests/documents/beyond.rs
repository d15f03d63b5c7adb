//! What upstream does not have.

use serde_json::{Value, json};
use spindle_delta::{Delta, Document};

use super::docs::{Docs, ok, random, refused};

#[test]
fn a_client_gets_what_it_missed() {
    let docs = Docs::new();
    let fid = docs.note("u");
    for v in 1..6 {
        docs.upload(
            "u",
            &fid,
            &json!({ "v": v, "inflightOp": [{ "insert": format!("{v}") }], "src": "s", "seq": v }),
        );
    }
    let feed = |query: &str| docs.get(&format!("/quill/bs/ops?fid={fid}&appUserId=u&{query}"));
    let all = ok(&feed("from=0"));
    assert_eq!(all["v"], 6);
    let mut document = Document::from_value(&all["ops"][0]["op"]).unwrap();
    for operation in &all["ops"].as_array().unwrap()[1..] {
        document = document
            .apply(&Delta::from_value(&operation["op"]).unwrap())
            .unwrap();
    }
    assert_eq!(document.text(|_| None), docs.text("u", &fid));
    let part = ok(&feed("from=2&limit=2"));
    let versions: Vec<&Value> = part["ops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|op| &op["v"])
        .collect();
    assert_eq!(versions, [2, 3]);
    assert_eq!(
        (&part["ops"][0]["src"], &part["ops"][0]["seq"]),
        (&json!("s"), &json!(2))
    );
    assert_eq!(ok(&feed("from=6"))["ops"], json!([]));
    refused(&feed("from=7"), 40004);
    refused(&feed(""), 40001);
    refused(&feed("from=-1"), 40000);
}

#[test]
fn restoring_is_a_new_version_and_shows_as_such() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let cover = |text: &str| {
        docs.upload(
            "u",
            &fid,
            &json!({ "cover": true, "ops": [{ "insert": text }] }),
        )
    };
    cover("first\n");
    cover("second\n");
    let restore = |body: Value| docs.put("/fs/bs/doc/restore", &body);
    let body = json!({ "fid": fid, "appUserId": "u", "v": 2, "expectV": 3 });
    let data = ok(&restore(body.clone()));
    assert_eq!(data["v"], 4);
    assert_eq!(docs.text("u", &fid), "first\n");
    let history = ok(&docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u")));
    assert_eq!(history["hislist"][0]["type"], "fileregain");
    assert_eq!(history["hislist"][0]["msg"], " 将文档还原到 版本 2");
    refused(&restore(body), 40903);
    refused(&restore(json!({ "fid": fid, "appUserId": "u" })), 40001);
    refused(
        &restore(json!({ "fid": fid, "appUserId": "u", "v": 9 })),
        40004,
    );
    refused(
        &restore(json!({ "fid": fid, "appUserId": "stranger", "v": 1 })),
        40401,
    );

    let sheet = docs.create("u", "0", "sheet", "s");
    let edit =
        json!([{ "cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": 5 }]);
    docs.upload("u", &sheet, &json!({ "commands": edit.to_string() }));
    ok(&restore(json!({ "fid": sheet, "appUserId": "u", "v": 1 })));
    assert_eq!(docs.text("u", &sheet).trim(), "工作表1");
    ok(&restore(json!({ "fid": sheet, "appUserId": "u", "v": 2 })));
    assert_eq!(docs.text("u", &sheet).trim(), "工作表1\n5");
}

#[test]
fn differences_say_who_did_what() {
    let docs = Docs::new();
    let fid = docs.note("u");
    ok(&docs.put("/fs/bs/collaborator/role", &json!({ "fid": fid, "appUserId": "u", "members": [{ "appUserId": "w", "role": "editor" }] })));
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "one two three\n" }] }),
    );
    docs.upload(
        "w",
        &fid,
        &json!({ "v": 2, "ops": [{ "retain": 4 }, { "delete": 4 }, { "insert": "2 " }] }),
    );
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 3, "ops": [{ "retain": 3, "attributes": { "bold": true } }] }),
    );
    // Came and went: it is not in the difference.
    docs.upload("w", &fid, &json!({ "v": 4, "ops": [{ "insert": "xyz" }] }));
    docs.upload("u", &fid, &json!({ "v": 5, "ops": [{ "delete": 3 }] }));
    docs.upload("w", &fid, &json!({ "v": 6, "ops": [{ "retain": 4 }, { "retain": 1, "attributes": { "italic": true } }] }));
    let diff = ok(&docs.get(&format!(
        "/quill/bs/his/diff?fid={fid}&appUserId=u&from=2&to=7"
    )));
    let said: Vec<(String, Value)> = diff["ops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|op| {
            let mut op = op.clone();
            let by = op.as_object_mut().unwrap().remove("by").unwrap_or_default();
            (op.to_string(), by["name"].clone())
        })
        .collect();
    let expected = [
        (r#"{"retain":3,"attributes":{"bold":true}}"#, json!("u")),
        (r#"{"retain":1}"#, Value::Null),
        (r#"{"insert":"2","attributes":{"italic":true}}"#, json!("w")),
        (r#"{"insert":" "}"#, json!("w")),
        (r#"{"delete":4}"#, json!("w")),
    ];
    let said: Vec<(&str, Value)> = said
        .iter()
        .map(|(op, by)| (op.as_str(), by.clone()))
        .collect();
    let mut sorted = said.clone();
    // Where a stretch was deleted and something put in its place, either may come first.
    sorted.sort_by_key(|(op, _)| op.contains("delete"));
    assert_eq!(sorted, expected);
    let from = ok(&docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u&v=2")));
    let from = Document::from_value(&from["ops"]).unwrap();
    let to = from
        .apply(&Delta::from_value(&diff["ops"]).unwrap())
        .unwrap();
    let current = docs.content("u", &fid);
    assert_eq!(to, Document::from_value(&current["ops"]).unwrap());
    let get = |query: &str| docs.get(&format!("/quill/bs/his/diff?fid={fid}&appUserId=u&{query}"));
    assert_eq!(ok(&get("from=7"))["ops"], json!([]));
    refused(&get("from=3&to=2"), 40000);
    refused(&get("from=8"), 40004);
    refused(&get("to=2"), 40001);
}

#[test]
fn random_differences_are_what_happened() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let mut random = random(3);
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "0123456789abcdefghij\n" }] }),
    );
    for v in 2..60 {
        let length = Document::from_value(&docs.content("u", &fid)["ops"])
            .unwrap()
            .len();
        let at = random(length - 1);
        let size = (1 + random(3)).min(length - 1 - at);
        let edit = match random(3) {
            0 if size > 0 => json!({ "delete": size }),
            1 if size > 0 => {
                json!({ "retain": size, "attributes": { "bold": if random(2) == 0 { json!(true) } else { Value::Null } } })
            }
            _ => json!({ "insert": "😀" }),
        };
        let mut ops = vec![edit];
        if at > 0 {
            ops.insert(0, json!({ "retain": at }));
        }
        let answer = docs.upload_raw("u", &fid, &json!({ "v": v, "ops": ops }));
        if answer.json()["code"] == 40003 {
            // It would have cut a character: something else instead.
            docs.upload("u", &fid, &json!({ "v": v, "ops": [{ "insert": "x" }] }));
        }
    }
    for (from, to) in [(2, 60), (1, 30), (17, 43), (40, 41)] {
        let diff = ok(&docs.get(&format!(
            "/quill/bs/his/diff?fid={fid}&appUserId=u&from={from}&to={to}"
        )));
        let at = |v: i64| {
            let data = ok(&docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u&v={v}")));
            Document::from_value(&data["ops"]).unwrap()
        };
        let made = at(from)
            .apply(&Delta::from_value(&diff["ops"]).unwrap())
            .unwrap();
        assert_eq!(made, at(to), "{from} to {to}");
    }
}

#[test]
fn changes_come_once_each_in_order() {
    let docs = Docs::new();
    let changes = |user: &str, cursor: &str| {
        ok(&docs.get(&format!(
            "/fs/bs/changes?appUserId={user}&cursor={cursor}&limit=50"
        )))
    };
    let ids = |data: &Value| -> Vec<String> {
        data["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["fid"].as_str().unwrap().to_owned())
            .collect()
    };
    let (one, two) = (docs.note("u"), docs.note("u"));
    let foreign = docs.note("w");
    let first = changes("u", "");
    assert_eq!(ids(&first), [one.clone(), two.clone()]);
    assert_eq!(first["more"], false);
    let cursor = first["cursor"].as_str().unwrap().to_owned();
    assert_eq!(ids(&changes("u", &cursor)), Vec::<String>::new());
    docs.upload("u", &one, &json!({ "ops": [{ "insert": "a" }] }));
    docs.upload("u", &one, &json!({ "v": 2, "ops": [{ "insert": "b" }] }));
    docs.upload("w", &foreign, &json!({ "ops": [{ "insert": "c" }] }));
    let second = changes("u", &cursor);
    assert_eq!(ids(&second), std::slice::from_ref(&one));
    assert_eq!(second["changes"][0]["v"], 3);
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [two], "appUserId": "u" }),
    ));
    let third = changes("u", second["cursor"].as_str().unwrap());
    assert_eq!(
        (ids(&third), &third["changes"][0]["file"]["status"]),
        (vec![two], &json!(2))
    );
    refused(&docs.get("/fs/bs/changes?appUserId=u&cursor=x"), 40000);
}

#[test]
fn files_are_listed_renamed_and_moved() {
    let docs = Docs::new();
    let folder = docs.folder("u", "0");
    let inner = docs.folder("u", &folder);
    let note = docs.create("u", "0", "note", "n");
    let list = |query: &str| -> Vec<String> {
        let data = ok(&docs.get(&format!("/fs/bs/file/list?appUserId=u&{query}")));
        data.as_array()
            .unwrap()
            .iter()
            .map(|file| file["fid"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list(""), [folder.clone(), note.clone()]);
    assert_eq!(
        list(&format!("parentFid={folder}")),
        std::slice::from_ref(&inner)
    );
    assert_eq!(
        list(&format!("after={folder}")),
        std::slice::from_ref(&note)
    );
    let put = |path: &str, body: Value| docs.put(path, &body);
    let data = ok(&put(
        "/fs/bs/file/rename",
        json!({ "fid": note, "appUserId": "u", "name": " new " }),
    ));
    assert_eq!(data["name"], "new");
    refused(
        &put(
            "/fs/bs/file/rename",
            json!({ "fid": note, "appUserId": "u", "name": " " }),
        ),
        40000,
    );
    let data = ok(&put(
        "/fs/bs/file/move",
        json!({ "fid": note, "appUserId": "u", "parentFid": inner }),
    ));
    assert_eq!(data["parentFid"], json!(inner));
    refused(
        &put(
            "/fs/bs/file/move",
            json!({ "fid": folder, "appUserId": "u", "parentFid": inner }),
        ),
        40000,
    );
    refused(
        &put(
            "/fs/bs/file/move",
            json!({ "fid": folder, "appUserId": "u", "parentFid": folder }),
        ),
        40000,
    );
    refused(
        &put(
            "/fs/bs/file/move",
            json!({ "fid": note, "appUserId": "u", "parentFid": "none" }),
        ),
        40402,
    );
    ok(&put(
        "/fs/bs/file/move",
        json!({ "fid": note, "appUserId": "u", "parentFid": "0" }),
    ));
    let history = ok(&docs.get(&format!("/quill/bs/his/list?fid={note}&appUserId=u")));
    let kinds: Vec<&Value> = history["hislist"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| &record["type"])
        .collect();
    assert_eq!(kinds, ["filemove", "filemove", "filerename", "filecreate"]);
    assert_eq!(
        ok(&docs.get(&format!("/fs/bs/file/info?appUserId=u&fid={folder}")))["type"],
        1
    );
    let members = ok(&docs.get(&format!(
        "/fs/bs/collaborator/list?appUserId=u&fid={folder}"
    )));
    assert_eq!(members[0]["role"], "owner");
}

#[test]
fn a_page_is_filled_past_what_a_user_may_not_see() {
    let docs = Docs::new();
    let folder = docs.folder("u", "0");
    let grant = |node: &str, role: &str| {
        let members = json!([{ "appUserId": "w", "role": role }]);
        ok(&docs.put(
            "/fs/bs/collaborator/role",
            &json!({ "fid": node, "appUserId": "u", "members": members }),
        ))
    };
    grant(&folder, "reader");
    let hidden = docs.create("u", &folder, "note", "hidden");
    let seen = docs.create("u", &folder, "note", "seen");
    grant(&hidden, "none");
    let list = ok(&docs.get(&format!(
        "/fs/bs/file/list?appUserId=w&parentFid={folder}&pageSize=1"
    )));
    assert_eq!(
        (list.as_array().unwrap().len(), &list[0]["fid"]),
        (1, &json!(seen))
    );
}

#[test]
fn numbers_of_the_api_can_be_others() {
    let enums = r#"{"FsStatus":{"bin":9},"DocType":{"sheet":"excel"},"SpaceType":{"my":7},"OfflineUploadType":{"saved":20}}"#;
    let docs = Docs::with(|app| app.variable("iflydocs_enums", enums));
    let body = json!({ "parentFid": "0", "docType": "excel", "spaceType": 7, "name": "s", "appUserId": "u" });
    let sheet = ok(&docs.post("/fs/bs/doc/create", &body));
    assert_eq!(
        (&sheet["docType"], &sheet["suffix"], &sheet["spaceType"]),
        (&json!("excel"), &json!("excel"), &json!(7))
    );
    let body = json!({ "parentFid": "0", "docType": "sheet", "spaceType": 7, "name": "s", "appUserId": "u" });
    refused(&docs.post("/fs/bs/doc/create", &body), 40002);
    let fid = sheet["fid"].as_str().unwrap();
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [fid], "appUserId": "u" }),
    ));
    assert_eq!(
        ok(&docs.get("/fs/bs/recycleBin?appUserId=u"))[0]["status"],
        9
    );
    let saved = docs.upload("u", fid, &json!({ "commands": "[]" }));
    assert_eq!(saved["type"], 20);
}
