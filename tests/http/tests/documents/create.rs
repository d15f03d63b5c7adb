use serde_json::json;

use super::docs::{APP, Docs, fid, ok, refused};

#[test]
fn a_new_note_is_as_the_sample() {
    let docs = Docs::new();
    let body = json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "测试文档", "appUserId": "007" });
    let data = ok(&docs.post("/fs/bs/doc/create", &body));
    let at = 1_795_304_000_000_i64;
    let uid = data["creator"].as_i64().unwrap();
    let expected = json!({
        "status": 1, "fid": "10000", "appId": APP, "name": "测试文档", "parentFid": "0",
        "createTime": at, "modifyTime": at,
        "creator": uid, "creatorName": "我", "modifier": uid, "modifierName": "我", "owner": uid, "ownerName": "我",
        "docType": "note", "type": 2, "sourceType": 1, "sourceId": "10000", "suffix": "note", "fileType": 1,
        "spaceType": 1, "collaborativeStatus": 1, "role": "owner",
        "permissions": {
            "read": true, "edit": true, "annotate": true, "comment": true, "create": true, "delete": true,
            "share": true, "export": true, "move": true, "copy": true, "updateCollaborator": true,
            "updateAdmin": true, "transferSpace": true
        },
        "collection": false, "top": false, "size": 0
    });
    // The order of members counts too: some integrators show documents as they come.
    assert_eq!(data.to_string(), expected.to_string());
    let content = docs.content("007", "10000");
    assert_eq!(
        content.to_string(),
        json!({ "ops": [{ "insert": "\n" }], "docType": "note", "name": "测试文档", "v": 1 })
            .to_string()
    );
}

#[test]
fn parameters_are_checked_one_by_one() {
    let docs = Docs::new();
    let sound = json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "n", "appUserId": "u" });
    for name in ["parentFid", "docType", "spaceType", "name", "appUserId"] {
        let mut body = sound.clone();
        body.as_object_mut().unwrap().remove(name);
        let message = refused(&docs.post("/fs/bs/doc/create", &body), 40001);
        assert!(message.contains(name), "{message}");
    }
    for (name, value, code) in [
        ("parentFid", json!("nope"), 40402),
        ("docType", json!("slides"), 40002),
        ("spaceType", json!(7), 40000),
        ("name", json!("x".repeat(256)), 40000),
        ("name", json!("a\u{7}"), 40000),
        ("name", json!({}), 40000),
        ("appUserId", json!("x".repeat(33)), 40000),
    ] {
        let mut body = sound.clone();
        body[name] = value;
        let message = refused(&docs.post("/fs/bs/doc/create", &body), code);
        assert!(
            code == 40402 || message.contains(name) || code == 40002,
            "{message}"
        );
    }
    for body in ["{", "[1]", "7"] {
        let answer = docs
            .call_as(
                APP,
                super::docs::SECRET,
                http::Method::POST,
                "/fs/bs/doc/create",
            )
            .body(body)
            .send();
        assert!(
            [40000, 40001].contains(&answer.json()["code"].as_i64().unwrap()),
            "{body}"
        );
    }
    assert_eq!(docs.note("u"), "10000", "none of them made anything");
}

#[test]
fn names_are_trimmed_and_may_be_empty() {
    let docs = Docs::new();
    let body = |name: &str| json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": name, "appUserId": "u" });
    let name = |name: &str| ok(&docs.post("/fs/bs/doc/create", &body(name)))["name"].clone();
    assert_eq!(name("  a/b  "), "a/b");
    assert_eq!(name("   "), "无标题");
    assert_eq!(name(&"界".repeat(255)), "界".repeat(255));
}

#[test]
fn an_idempotency_key_makes_one_document() {
    let docs = Docs::new();
    let body = json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "n", "appUserId": "u" });
    let make = |key: &str| {
        fid(&ok(&docs.post_with(
            "/fs/bs/doc/create",
            ("idempotency-key", key),
            &body,
        )))
    };
    assert_eq!(make("k"), make("k"));
    assert_ne!(make("k"), make("l"));
    let purged = make("p");
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [purged], "appUserId": "u" }),
    ));
    ok(&docs.put(
        "/fs/bs/recycleBin/clean",
        &json!({ "fidList": [purged], "appUserId": "u" }),
    ));
    assert_ne!(make("p"), purged, "what is gone for good is made anew");
    docs.app.clock.advance_s(86_401);
    assert_eq!(make("k"), "10004");
}

#[test]
fn a_deployment_may_keep_to_notes_and_to_registered_users() {
    let docs = Docs::with(|app| {
        app.variable("iflydocs_sheet_create", "false")
            .variable("iflydocs_auto_register", "false")
    });
    let body = |kind: &str| json!({ "parentFid": "0", "docType": kind, "spaceType": 1, "name": "n", "appUserId": "u" });
    refused(&docs.post("/fs/bs/doc/create", &body("note")), 40401);
    ok(&docs.post("/user/v1/api/bs/users", &json!(["u"])));
    refused(&docs.post("/fs/bs/doc/create", &body("sheet")), 40002);
    ok(&docs.post("/fs/bs/doc/create", &body("note")));
}

#[test]
fn users_are_registered_once() {
    let docs = Docs::new();
    let first = ok(&docs.post(
        "/user/v1/api/bs/users",
        &json!(["a", { "appUserId": "b", "nickname": "乙" }]),
    ));
    let uid = first[0]["uid"].as_i64().unwrap();
    let at = 1_795_304_000_000_i64;
    let expected = json!({
        "uid": uid, "nickname": "", "email": "", "mobile": "", "telephone": "", "realName": "", "headPhotoUrl": "",
        "sex": true, "birthday": null, "appId": APP, "appUserId": "a", "updateTime": at, "registrationTime": at
    });
    assert_eq!(first[0].to_string(), expected.to_string());
    assert!(uid >= at && first[1]["uid"] == uid + 1);
    let again = ok(&docs.post(
        "/user/v1/api/bs/users",
        &json!({ "appUserIdList": ["b", "a"] }),
    ));
    assert_eq!(
        (&again[0]["uid"], &again[1]["uid"]),
        (&first[1]["uid"], &first[0]["uid"])
    );
    assert_eq!(again[0]["nickname"], "乙");
    for wrong in [
        json!([]),
        json!([""]),
        json!([7]),
        json!("a"),
        json!([{ "appUserId": "c", "sex": 1 }]),
    ] {
        refused(&docs.post("/user/v1/api/bs/users", &wrong), 40000);
    }
}
