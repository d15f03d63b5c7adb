//! Uploads that are refused, and uploads whose document went away.

use serde_json::json;

use super::docs::{Docs, fid, ok, refused};

#[test]
fn malformed_operations_are_refused_and_nothing_changes() {
    let docs = Docs::new();
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "a😀b\n" }] }),
    );
    let before = docs.content("u", &fid);
    for ops in [
        json!([{ "insert": "" }]),
        json!([{ "retain": 0 }]),
        json!([{ "delete": -1 }]),
        json!([{ "retain": 1.5 }]),
        json!([{ "delete": 1_u64 << 31 }]),
        json!([{ "insert": "a", "delete": 1 }]),
        json!([{}]),
        json!([7]),
        json!("text"),
        json!([{ "insert": "a", "attributes": 7 }]),
        json!([{ "insert": { "a": 1, "b": 2 } }]),
        json!([{ "retain": { "image": 1 } }]),
        json!([{ "retain": 6 }]),
        json!([{ "delete": 6 }]),
        json!([{ "retain": 2 }, { "insert": "x" }]),
        json!([{ "retain": 1 }, { "delete": 1 }]),
        json!([{ "retain": 2 }, { "retain": 1, "attributes": { "bold": true } }]),
    ] {
        let message = refused(
            &docs.upload_raw("u", &fid, &json!({ "v": 2, "ops": ops })),
            40003,
        );
        assert!(message.len() > 12, "{ops}: {message}");
    }
    let raw = format!(r#"{{"fid":"{fid}","appUserId":"u","v":2,"ops":[{{"insert":"\ud83d"}}]}}"#);
    let surrogate = docs
        .call_as(
            super::docs::APP,
            super::docs::SECRET,
            http::Method::POST,
            "/fs/bs/doc/offlineUpload",
        )
        .body(raw)
        .send();
    assert!(
        [40000, 40003].contains(&surrogate.json()["code"].as_i64().unwrap()),
        "{}",
        surrogate.text()
    );
    // The second of two does not fit what the first leaves: neither is applied.
    let pending = json!({ "v": 2, "pendingOps": [[{ "delete": 1 }], [{ "retain": 5 }]] });
    refused(&docs.upload_raw("u", &fid, &pending), 40003);
    let cover = json!({ "cover": true, "ops": [{ "insert": "a" }, { "delete": 1 }] });
    refused(&docs.upload_raw("u", &fid, &cover), 40003);
    assert_eq!(docs.content("u", &fid), before);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let docs = Docs::new();
    let fid = docs.note("u");
    for (members, code) in [
        (
            json!({ "ops": [{ "insert": "a" }], "inflightOp": [{ "insert": "a" }] }),
            40000,
        ),
        (
            json!({ "ops": [{ "insert": "a" }], "commands": "[]" }),
            40000,
        ),
        (
            json!({ "cover": true, "inflightOp": [{ "insert": "a" }] }),
            40000,
        ),
        (json!({ "ops": [{ "insert": "a" }], "uid": 5 }), 40000),
        (json!({ "ops": [{ "insert": "a" }], "v": -1 }), 40000),
        (json!({ "ops": [{ "insert": "a" }], "v": 9 }), 40004),
        (
            json!({ "ops": [{ "insert": "a" }], "v": 1, "expectV": 2 }),
            40903,
        ),
        (json!({ "commands": "[]" }), 40002),
        (json!({ "pendingOps": 7 }), 40000),
    ] {
        refused(&docs.upload_raw("u", &fid, &members), code);
    }
    assert_eq!(docs.content("u", &fid)["v"], 1);
    docs.upload(
        "u",
        &fid,
        &json!({ "ops": [{ "insert": "a" }], "v": 1, "expectV": 1 }),
    );
    refused(
        &docs.upload_raw("stranger", &fid, &json!({ "ops": [{ "insert": "a" }] })),
        40300,
    );
    refused(
        &docs.upload_raw("u", "nope", &json!({ "ops": [{ "insert": "a" }] })),
        40400,
    );
}

#[test]
fn limits_are_checked() {
    let docs = Docs::with(|app| {
        app.variable("limit_pending_ops", "3")
            .variable("limit_delta_bytes", "1024")
            .variable("limit_document_bytes", "2048")
            .variable("limit_rebase_versions", "5")
            .variable("limit_request_bytes", "8192")
    });
    let fid = docs.note("u");
    let many = vec![json!([{ "insert": "a" }]); 4];
    refused(
        &docs.upload_raw("u", &fid, &json!({ "pendingOps": many })),
        41300,
    );
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "ops": [{ "insert": "x".repeat(1100) }] }),
        ),
        41300,
    );
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "cover": true, "ops": [{ "insert": "x".repeat(2100) }] }),
        ),
        41300,
    );
    let answer = docs.upload_raw(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "x".repeat(9000) }] }),
    );
    refused(&answer, 41300);
    assert_eq!(answer.status, 413);
    for v in 1..=3 {
        docs.upload(
            "u",
            &fid,
            &json!({ "v": v, "ops": [{ "insert": "x".repeat(600) }] }),
        );
    }
    refused(
        &docs.upload_raw(
            "u",
            &fid,
            &json!({ "v": 4, "ops": [{ "insert": "x".repeat(600) }] }),
        ),
        41300,
    );
    for v in 4..8 {
        docs.upload(
            "u",
            &fid,
            &json!({ "v": v, "ops": [{ "retain": v }, { "insert": "y" }] }),
        );
    }
    refused(
        &docs.upload_raw("u", &fid, &json!({ "v": 2, "ops": [{ "insert": "z" }] })),
        40902,
    );
    docs.upload("u", &fid, &json!({ "v": 3, "ops": [{ "insert": "z" }] }));
}

#[test]
fn an_author_keeps_his_work_when_the_document_goes_away() {
    let docs = Docs::new();
    let edit = json!({ "v": 1, "ops": [{ "insert": "kept" }] });
    // In the bin: it comes back into his own space.
    let binned = docs.note("u");
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [binned], "appUserId": "u" }),
    ));
    let data = docs.upload("u", &binned, &edit);
    assert_eq!(
        (
            &data["type"],
            &data["document"]["_id"],
            &data["detail"]["status"]
        ),
        (&json!(2), &json!(binned), &json!(1))
    );
    assert_eq!(docs.text("u", &binned), "kept\n");
    // In a folder that is in the bin.
    let folder = docs.folder("u", "0");
    let within = docs.create("u", &folder, "note", "w");
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [folder], "appUserId": "u" }),
    ));
    refused(
        &docs.get(&format!("/fs/bs/content?fid={within}&appUserId=u")),
        40901,
    );
    let data = docs.upload("u", &within, &edit);
    assert_eq!(
        (&data["type"], &data["detail"]["parentFid"]),
        (&json!(2), &json!("0"))
    );
    assert_eq!(docs.text("u", &within), "kept\n");
    // Made offline for a folder that is gone.
    let body = json!({ "parentFid": folder, "docType": "note", "spaceType": 1, "name": "o", "appUserId": "u", "ops": [{ "insert": "x\n" }] });
    let data = ok(&docs.post("/fs/bs/doc/offlineUpload", &body));
    assert_eq!(
        (&data["type"], &data["detail"]["parentFid"]),
        (&json!(2), &json!("0"))
    );
    // Purged: edits have nothing to go to, a whole document has.
    let purged = docs.note("u");
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [purged], "appUserId": "u" }),
    ));
    ok(&docs.put(
        "/fs/bs/recycleBin/clean",
        &json!({ "fidList": [purged], "appUserId": "u" }),
    ));
    refused(
        &docs.get(&format!("/fs/bs/content?fid={purged}&appUserId=u")),
        40400,
    );
    let data = docs.upload("u", &purged, &edit);
    assert_eq!(
        data.to_string(),
        json!({ "document": null, "detail": null, "type": 3 }).to_string()
    );
    let whole = json!({ "cover": true, "ops": [{ "insert": "whole\n" }] });
    let data = docs.upload("u", &purged, &whole);
    assert_eq!(data["type"], 2);
    let new = fid(&data["detail"]);
    assert_ne!(new, purged);
    assert_eq!(docs.text("u", &new), "whole\n");
    assert_eq!(
        docs.upload("u", &purged, &whole)["document"]["_id"],
        json!(new),
        "a retry makes no second one"
    );
    // A stranger learns nothing.
    refused(&docs.upload_raw("stranger", &binned, &edit), 40300);
}
