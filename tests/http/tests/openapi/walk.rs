//! Real calls and answers, each held against the description.

use std::cell::RefCell;
use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use spindle_core::router::{Auth, DOCUMENTS, EXPORT, IMPORT};
use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};

use super::description::Description;
use spindle_testkit::ports::Reply;

use super::docs::{self, APP, Docs, SECRET, refused};

/// All readers and writers but the one of PDF, which needs font files.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS],
    patchers: &[PATCHERS],
};

/// An integrator who holds every call and answer against the description.
struct Walk {
    docs: Docs,
    description: Description,
    called: RefCell<BTreeSet<(String, String)>>,
}

impl Walk {
    /// The data of a call that works.
    #[track_caller]
    fn call(&self, method: Method, target: &str, body: &Value) -> Value {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let operation = self.description.operation(&method, path);
        self.check_query(operation, query, target);
        let mut call = self.docs.call_as(APP, SECRET, method.clone(), target);
        if method != Method::GET {
            let content = &operation["requestBody"]["content"]["application/json"];
            self.hold(&content["schema"], body, target);
            call = call.json(body);
        }
        let answer = call.send();
        let json = answer.json();
        assert_eq!(json["code"], 0, "{target}: {json}");
        assert_eq!(answer.status, 200);
        self.hold(self.description.answer(operation, 200), &json, target);
        let seen = (method.to_string(), path.to_owned());
        self.called.borrow_mut().insert(seen);
        json["data"].clone()
    }

    #[track_caller]
    fn hold(&self, schema: &Value, value: &Value, place: &str) {
        if let Err(refusal) = self.description.fit(schema, value, place) {
            panic!("{refusal}\nin {value}");
        }
    }

    #[track_caller]
    fn check_query(&self, operation: &Value, query: &str, place: &str) {
        let parameters: Vec<&Value> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| self.description.resolve(parameter))
            .filter(|parameter| parameter["in"] == "query")
            .collect();
        let sent: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        for (name, value) in &sent {
            let parameter = parameters
                .iter()
                .find(|parameter| parameter["name"] == name.as_str())
                .unwrap_or_else(|| panic!("{place}: {name} is not described"));
            let schema = self.description.resolve(&parameter["schema"]);
            let value = match schema["type"].as_str() {
                Some("string") => json!(value),
                _ => serde_json::from_str(value).unwrap(),
            };
            self.hold(schema, &value, place);
        }
        for parameter in parameters {
            let is_there = sent
                .iter()
                .any(|(name, _)| parameter["name"] == name.as_str());
            assert!(
                is_there || parameter["required"] != json!(true),
                "{place}: {} is required there and was not sent",
                parameter["name"]
            );
        }
    }

    fn get(&self, target: &str) -> Value {
        self.call(Method::GET, target, &Value::Null)
    }

    fn post(&self, target: &str, body: Value) -> Value {
        self.call(Method::POST, target, &body)
    }

    fn put(&self, target: &str, body: Value) -> Value {
        self.call(Method::PUT, target, &body)
    }

    /// A refusal: its envelope, and its status as the description tells it.
    #[track_caller]
    fn refused(&self, method: Method, target: &str, body: &Value, code: i64) {
        let call = self.docs.call_as(APP, SECRET, method, target);
        let answer = call.json(body).send();
        refused(&answer, code);
        let schemas = &self.description.0["components"]["schemas"];
        self.hold(&schemas["Failure"], &answer.json(), target);
        let status = &schemas["ErrorCode"]["x-status"][code.to_string()];
        assert_eq!(json!(answer.status.as_u16()), *status, "{target}");
    }
}

#[test]
fn real_calls_and_answers_are_as_described() {
    let walk = Walk {
        docs: Docs::with(|app| app.with_formats(&FORMATS)),
        description: Description::read(),
        called: RefCell::default(),
    };
    walk.post(
        "/user/v1/api/bs/users",
        json!(["u", { "appUserId": "w", "nickname": "乙", "sex": false }]),
    );
    walk.post("/user/v1/api/bs/users", json!({ "appUserIdList": ["u"] }));
    let folder = walk.post(
        "/fs/bs/folder/create",
        json!({ "parentFid": "0", "name": "f", "spaceType": 1, "appUserId": "u" }),
    );
    let create = |kind: &str| {
        let body = json!({ "parentFid": "0", "docType": kind, "spaceType": 1, "name": "n", "appUserId": "u" });
        docs::fid(&walk.post("/fs/bs/doc/create", body))
    };
    notes(&walk, &create("note"));
    sheets(&walk, &create("sheet"));
    files(&walk, &create("note"), &docs::fid(&folder));
    objects(&walk, &create("note"));
    conversions(&walk, &create("note"));
    refusals(&walk, &create("note"));
    // Of all that apps sign nothing was left out.
    let signed: BTreeSet<(String, String)> = [&DOCUMENTS, &IMPORT, &EXPORT]
        .iter()
        .flat_map(|table| table.routes)
        .filter(|route| matches!(route.auth, Auth::App | Auth::AppOnce))
        .flat_map(|route| {
            let pair = |method: &Method| (method.to_string(), route.path.to_owned());
            route.methods.iter().map(pair)
        })
        .collect();
    assert_eq!(*walk.called.borrow(), signed);
}

fn notes(walk: &Walk, fid: &str) {
    let upload = |body: Value| walk.post("/fs/bs/doc/offlineUpload", body);
    let ops = json!([
        { "insert": "你好 ", "attributes": { "bold": true } }, { "insert": { "image": "image/a.png" } }, { "insert": "\n" }
    ]);
    upload(
        json!({ "fid": fid, "appUserId": "u", "cover": true, "ops": ops, "expectV": 1, "docType": "note" }),
    );
    upload(json!({
        "fid": fid, "appUserId": "u", "v": 2, "src": "s", "seq": 1,
        "inflightOp": { "ops": [{ "insert": "a" }] }, "pendingOps": [[{ "retain": 1 }, { "insert": "b" }], { "delete": 1 }]
    }));
    upload(
        json!({ "fid": fid, "appUserId": "u", "v": 5, "ops": [{ "retain": 1, "attributes": { "bold": null } }] }),
    );
    upload(
        json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "离线", "appUserId": "u", "ops": [{ "insert": "x\n" }] }),
    );
    let query = format!("fid={fid}&appUserId=u");
    for more in ["", "&plain=true", "&plain=false&v=2", "&time=1795304000999"] {
        walk.get(&format!("/fs/bs/content?{query}{more}"));
    }
    for more in ["", "&pageSize=1", "&timestamp=5"] {
        walk.get(&format!("/quill/bs/his/list?{query}{more}"));
    }
    walk.get(&format!("/quill/bs/ops?{query}&from=0&limit=100"));
    walk.get(&format!("/quill/bs/his/diff?{query}&from=1&to=6"));
    walk.put(
        "/fs/bs/doc/restore",
        json!({ "fid": fid, "appUserId": "u", "v": 2, "expectV": 6 }),
    );
    walk.get("/fs/bs/search?q=%E4%BD%A0%E5%A5%BD&appUserId=u&pageSize=5&offset=0");
    walk.get("/fs/bs/changes?appUserId=u&cursor=0&limit=50");
}

fn sheets(walk: &Walk, fid: &str) {
    let edit =
        json!({ "cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": 42 });
    let upload = |commands: Value, more: &Value| {
        let mut body = json!({ "fid": fid, "appUserId": "u", "v": 1, "commands": commands });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        walk.post("/fs/bs/doc/offlineUpload", body)
    };
    upload(json!([edit]), &json!({}));
    let packed = spindle_sheet::encode(&json!([edit]).to_string());
    upload(json!(packed), &json!({ "version": "v1", "expectV": 2 }));
    for more in ["", "&v=1", "&time=1795304000999"] {
        walk.get(&format!(
            "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u{more}"
        ));
    }
    let query = format!("fid={fid}&appUserId=u");
    let history = walk.get(&format!("/sheet/bs/his/list?{query}"));
    for record in history["hislist"].as_array().unwrap() {
        let id = record["_id"].as_str().unwrap();
        walk.get(&format!("/sheet/bs/his?{query}&id={id}"));
    }
    walk.get(&format!("/fs/bs/content?{query}&plain=true"));
}

fn files(walk: &Walk, fid: &str, folder: &str) {
    let named = |more: Value| {
        let mut body = json!({ "fid": fid, "appUserId": "u" });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    walk.put("/fs/bs/file/rename", named(json!({ "name": "other" })));
    walk.put("/fs/bs/file/move", named(json!({ "parentFid": folder })));
    let members = json!([{ "appUserId": "w", "role": "editor" }]);
    walk.put(
        "/fs/bs/collaborator/role",
        named(json!({ "members": members })),
    );
    walk.get(&format!("/fs/bs/collaborator/list?fid={fid}&appUserId=u"));
    walk.get(&format!("/fs/bs/file/info?fid={fid}&appUserId=w"));
    walk.get(&format!("/fs/bs/file/info?fid={folder}&appUserId=u"));
    walk.get(&format!(
        "/fs/bs/file/list?appUserId=u&parentFid={folder}&pageSize=10&after=0"
    ));
    walk.get("/fs/bs/file/list?appUserId=w&shared=true");
    let list = json!({ "fidList": [fid], "appUserId": "u" });
    walk.put("/fs/bs/file/delete", list.clone());
    walk.get("/fs/bs/recycleBin?appUserId=u");
    let mut back = list.clone();
    back["parentExist"] = json!(true);
    walk.put("/fs/bs/recycleBin/revert", back);
    walk.put("/fs/bs/file/delete", list.clone());
    walk.put("/fs/bs/recycleBin/clean", list);
    // An upload for what is gone is discarded.
    let late = json!({ "fid": fid, "appUserId": "u", "v": 1, "ops": [{ "insert": "x" }] });
    let data = walk.post("/fs/bs/doc/offlineUpload", late);
    assert_eq!(data["type"], 3);
    let cursor = walk.get("/fs/bs/changes?appUserId=u")["cursor"].clone();
    let cursor = cursor.as_str().unwrap();
    walk.get(&format!("/fs/bs/changes?appUserId=u&cursor={cursor}"));
}

fn conversions(walk: &Walk, fid: &str) {
    let url = "https://x.example.com/a.md";
    walk.docs.app.outbound.reply(url, Reply::ok("# a\n"));
    let body =
        json!({ "appUserId": "u", "downloadUrl": url, "fileName": "a.md", "parentFid": "0" });
    let started = walk.post("/fs/bs/import/start", body);
    let id = started["requestId"].as_str().unwrap();
    let done = walk.get(&format!("/fs/bs/import/result?requestId={id}&appUserId=u"));
    assert_eq!(done["process"]["status"], 3, "{done}");
    let query = format!("fid={fid}&appUserId=u");
    let started = walk.get(&format!(
        "/fs/bs/export/start?{query}&exportType=4&withAnnotation=true&v=1"
    ));
    let id = started["exportRequestId"].as_str().unwrap();
    let done = walk.get(&format!(
        "/fs/bs/export/result?{query}&exportRequestId={id}"
    ));
    assert_eq!(done["status"], 3, "{done}");
    for (target, code) in [
        (format!("/fs/bs/export/start?{query}&exportType=99"), 40006),
        (
            format!("/fs/bs/export/result?{query}&exportRequestId=none"),
            40403,
        ),
        (
            "/fs/bs/import/result?appUserId=u&requestId=none".to_owned(),
            40404,
        ),
    ] {
        walk.refused(Method::GET, &target, &Value::Null, code);
    }
    for (body, code) in [
        (
            json!({ "appUserId": "u", "downloadUrl": url, "fileName": "a.exe" }),
            40007,
        ),
        (json!({ "appUserId": "u" }), 40008),
        (
            json!({ "appUserId": "u", "downloadUrl": "ftp://x/a.md" }),
            40009,
        ),
    ] {
        walk.refused(Method::POST, "/fs/bs/import/start", &body, code);
    }
}

fn objects(walk: &Walk, fid: &str) {
    let body = json!({ "objectId": "image/a.png", "fid": fid, "appUserId": "u" });
    let link = walk.put("/oss/bs/private/object", body)["safetyChain"].clone();
    let app = &walk.docs.app;
    let put = app
        .call(Method::PUT, link.as_str().unwrap())
        .body("bytes")
        .send();
    let operation = walk
        .description
        .operation(&Method::PUT, "/oss/objects/{kind}/{name}");
    let schema = walk.description.answer(operation, 200);
    walk.hold(schema, &put.json(), "the answer to an object");
    let query = format!("objectId=image%2Fa.png&fid={fid}&appUserId=u");
    let link = walk.get(&format!("/oss/bs/private/object?{query}"))["safetyChain"].clone();
    assert_eq!(app.get(link.as_str().unwrap()).send().status, 200);
    walk.get("/oss/bs/user/size?appUserId=u");
    let body = json!({ "fid": fid, "appUserId": "u" });
    walk.put("/fs/bs/file/clean", body);
    let apps = app.get("/v1/apps").send();
    let operation = walk.description.operation(&Method::GET, "/v1/apps");
    walk.hold(
        walk.description.answer(operation, 200),
        &apps.json(),
        "apps",
    );
}

fn refusals(walk: &Walk, fid: &str) {
    let upload = "/fs/bs/doc/offlineUpload";
    let edit = |more: &str| serde_json::from_str(&format!(r#"{{"fid":"{fid}",{more}}}"#)).unwrap();
    for (body, code) in [
        (edit(r#""appUserId":"u","v":-1,"ops":[]"#), 40000),
        (edit(r#""ops":[]"#), 40001),
        (edit(r#""appUserId":"u","commands":[]"#), 40002),
        (edit(r#""appUserId":"u","ops":[{}]"#), 40003),
        (
            edit(r#""appUserId":"u","v":9,"ops":[{"insert":"x"}]"#),
            40004,
        ),
        (edit(r#""appUserId":"u","commands":"*""#), 40005),
        (edit(r#""appUserId":"w","ops":[{"insert":"x"}]"#), 40300),
        (
            edit(r#""appUserId":"u","expectV":9,"ops":[{"insert":"x"}]"#),
            40903,
        ),
    ] {
        walk.refused(Method::POST, upload, &body, code);
    }
    for (target, code) in [
        ("/fs/bs/content?fid=none&appUserId=u", 40400),
        ("/fs/bs/content?fid=none&appUserId=nobody", 40401),
        ("/fs/bs/file/list?appUserId=u&parentFid=none", 40402),
        ("/fs/bs/nothing", 40406),
        ("/fs/bs/doc/create", 40500),
    ] {
        walk.refused(Method::GET, target, &Value::Null, code);
    }
}
