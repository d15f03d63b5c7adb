use serde_json::json;

use super::docs::{Docs, fid, ok, refused};

#[test]
fn a_folder_is_as_the_sample() {
    let docs = Docs::new();
    let body = json!({ "parentFid": "0", "spaceType": 1, "name": "test", "appUserId": "u" });
    let data = ok(&docs.post("/fs/bs/folder/create", &body));
    let names: Vec<&str> = data
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "status",
            "fid",
            "appId",
            "name",
            "parentFid",
            "createTime",
            "modifyTime",
            "creator",
            "creatorName",
            "modifier",
            "modifierName",
            "owner",
            "ownerName",
            "type",
            "spaceType",
            "collaborativeStatus",
            "role",
            "permissions",
            "collection",
            "top",
            "size"
        ]
    );
    assert_eq!(data["type"], 1);
}

#[test]
fn the_bin_keeps_and_gives_back() {
    let docs = Docs::new();
    let folder = docs.folder("u", "0");
    let note = docs.create("u", &folder, "note", "n");
    let delete = |list: serde_json::Value| {
        docs.put(
            "/fs/bs/file/delete",
            &json!({ "fidList": list, "appUserId": "u" }),
        )
    };
    let bin = || ok(&docs.get("/fs/bs/recycleBin?appUserId=u"));
    assert_eq!(bin(), json!([]));
    ok(&delete(json!([note])));
    refused(&delete(json!([note])), 40901);
    assert_eq!(bin()[0]["fid"], json!(note));
    assert_eq!(bin()[0]["status"], 2);
    refused(
        &docs.get(&format!("/fs/bs/content?fid={note}&appUserId=u")),
        40901,
    );
    let revert = |list: serde_json::Value, must: bool| {
        docs.put(
            "/fs/bs/recycleBin/revert",
            &json!({ "fidList": list, "appUserId": "u", "parentExist": must }),
        )
    };
    let back = revert(json!([note]), true);
    assert_eq!(
        back.text(),
        "{\"code\":0,\"message\":\"已恢复至\\\"我的空间\\\"\",\"data\":null}"
    );
    assert_eq!(docs.text("u", &note), "\n");
    refused(&revert(json!([note]), false), 40000);
    // Its folder is gone: it comes back to the top, or not at all.
    ok(&delete(json!([note, folder])));
    refused(&revert(json!([note]), true), 40402);
    ok(&revert(json!([note]), false));
    assert_eq!(docs.text("u", &note), "\n");
    assert_eq!(bin().as_array().unwrap().len(), 1);
    // All or nothing.
    refused(&delete(json!([note, "nope"])), 40400);
    assert_eq!(docs.text("u", &note), "\n");
    for list in [json!([]), json!("x"), json!(null)] {
        let code = if list.is_null() { 40001 } else { 40000 };
        refused(&delete(list), code);
    }
}

#[test]
fn roles_reach_down_and_the_nearest_counts() {
    let docs = Docs::new();
    let folder = docs.folder("u", "0");
    let note = docs.create("u", &folder, "note", "n");
    let grant = |node: &str, user: &str, role: &str| {
        docs.put("/fs/bs/collaborator/role", &json!({ "fid": node, "appUserId": "u", "members": [{ "appUserId": user, "role": role }] }))
    };
    ok(&grant(&folder, "w", "editor"));
    assert_eq!(
        docs.upload("w", &note, &json!({ "v": 1, "ops": [{ "insert": "w" }] }))["detail"]["role"],
        "editor"
    );
    ok(&grant(&note, "w", "reader"));
    assert_eq!(docs.text("w", &note), "w\n");
    let message = refused(
        &docs.upload_raw("w", &note, &json!({ "ops": [{ "insert": "x" }] })),
        40300,
    );
    assert!(
        message.contains("edit") && message.contains("reader"),
        "{message}"
    );
    ok(&grant(&note, "w", "inherit"));
    docs.upload("w", &note, &json!({ "v": 2, "ops": [{ "insert": "x" }] }));
    // What an editor makes in the folder belongs to the folder's owner.
    let made = docs.create("w", &folder, "note", "m");
    let seen = ok(&docs.get(&format!("/fs/bs/content?fid={made}&appUserId=u")));
    assert_eq!(seen["name"], "m");
    refused(
        &docs.put(
            "/fs/bs/file/delete",
            &json!({ "fidList": [made], "appUserId": "w" }),
        ),
        40300,
    );
    // A collaboration that was ended: the author of the document gets a copy, others nothing.
    ok(&grant(&folder, "w", "delete"));
    let copy = docs.upload(
        "w",
        &made,
        &json!({ "v": 1, "ops": [{ "insert": "mine" }] }),
    );
    assert_eq!(copy["type"], 2);
    let copied = fid(&copy["detail"]);
    assert_ne!(copied, made);
    assert_eq!(
        (docs.text("w", &copied), docs.text("u", &made)),
        ("mine\n".to_owned(), "\n".to_owned())
    );
    let gone = docs.upload("w", &note, &json!({ "v": 3, "ops": [{ "insert": "y" }] }));
    assert_eq!(gone["type"], 3);
    // Only who may share, shares; nobody but the owner makes admins.
    refused(
        &docs.put(
            "/fs/bs/collaborator/role",
            &json!({ "fid": note, "appUserId": "w", "members": [] }),
        ),
        40300,
    );
    ok(&grant(&note, "a", "admin"));
    let by_admin = |role: &str| {
        docs.put("/fs/bs/collaborator/role", &json!({ "fid": note, "appUserId": "a", "members": [{ "appUserId": "b", "role": role }] }))
    };
    ok(&by_admin("reader"));
    refused(&by_admin("admin"), 40300);
    refused(&by_admin("king"), 40000);
}
