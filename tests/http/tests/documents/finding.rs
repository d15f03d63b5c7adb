//! Full text.

use serde_json::{Value, json};

use super::docs::{Docs, ok, refused};

#[test]
fn what_a_user_may_read_is_found() {
    let docs = Docs::new();
    let search = |user: &str, query: &str| {
        let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        ok(&docs.get(&format!("/fs/bs/search?appUserId={user}&q={encoded}")))
    };
    let ids = |data: &Value| -> Vec<String> {
        data["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["file"]["fid"].as_str().unwrap().to_owned())
            .collect()
    };
    let folder = docs.folder("u", "0");
    let one = docs.create("u", &folder, "note", "会议纪要");
    let two = docs.create("u", "0", "note", "Shopping");
    let sheet = docs.create("u", "0", "sheet", "预算");
    let foreign = docs.note("w");
    let cover = |user: &str, fid: &str, text: &str| {
        docs.upload(
            user,
            fid,
            &json!({ "cover": true, "ops": [{ "insert": text }] }),
        )
    };
    cover("u", &one, "我们讨论了新的文档服务架构\n");
    cover("u", &two, "Milk, eggs and \"fresh\" bread\n");
    cover("w", &foreign, "milk of others\n");
    let edit = json!([{ "cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": "服务器费用" }]);
    docs.upload("u", &sheet, &json!({ "commands": edit.to_string() }));
    assert_eq!(ids(&search("u", "文档服务")), std::slice::from_ref(&one));
    assert_eq!(ids(&search("u", "milk")), std::slice::from_ref(&two));
    assert_eq!(ids(&search("u", "\"fresh\"")), std::slice::from_ref(&two));
    let mut both = ids(&search("u", "服务"));
    both.sort();
    let mut expected = vec![one.clone(), sheet];
    expected.sort();
    assert_eq!(both, expected);
    assert_eq!(
        ids(&search("u", "会议纪")),
        std::slice::from_ref(&one),
        "the name counts too"
    );
    assert!(
        search("u", "文档服务")["hits"][0]["snippet"]
            .as_str()
            .unwrap()
            .contains("文档服务架构")
    );
    assert_eq!(ids(&search("u", "AND OR NOT *")), Vec::<String>::new());
    // It follows edits, names, the bin and roles.
    cover("u", &two, "nothing now\n");
    assert!(ids(&search("u", "milk")).is_empty());
    ok(&docs.put(
        "/fs/bs/file/rename",
        &json!({ "fid": two, "appUserId": "u", "name": "Errands" }),
    ));
    assert_eq!(ids(&search("u", "errands")), std::slice::from_ref(&two));
    ok(&docs.put(
        "/fs/bs/file/delete",
        &json!({ "fidList": [two], "appUserId": "u" }),
    ));
    assert!(ids(&search("u", "errands")).is_empty());
    assert!(ids(&search("w", "讨论了")).is_empty());
    ok(&docs.put("/fs/bs/collaborator/role", &json!({ "fid": folder, "appUserId": "u", "members": [{ "appUserId": "w", "role": "reader" }] })));
    assert_eq!(ids(&search("w", "讨论了")), [one]);
    refused(&docs.get("/fs/bs/search?appUserId=u"), 40001);
    refused(
        &docs.get(&format!("/fs/bs/search?appUserId=u&q={}", "x".repeat(201))),
        40000,
    );
}

#[test]
fn without_an_index_the_texts_are_gone_through() {
    let docs = Docs::new();
    let fid = docs.note("u");
    // What a database without FTS5 has.
    let plain = rusqlite::Connection::open(docs.app.sql.path()).unwrap();
    plain
        .execute_batch("CREATE TABLE texts (fid TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL)")
        .unwrap();
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "A Needle in 干草堆\n" }] }),
    );
    for query in ["needle", "%E5%B9%B2%E8%8D%89%E5%A0%86", "dl"] {
        let found = ok(&docs.get(&format!("/fs/bs/search?appUserId=u&q={query}")));
        assert_eq!(found["hits"][0]["file"]["fid"], json!(fid), "{query}");
    }
    assert_eq!(
        ok(&docs.get("/fs/bs/search?appUserId=u&q=hay"))["hits"],
        json!([])
    );
    let sql: String = plain
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'texts'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!sql.contains("fts5"));

    let indexed = Docs::new();
    indexed.note("u");
    ok(&indexed.get("/fs/bs/search?appUserId=u&q=any"));
    let sql: String = rusqlite::Connection::open(indexed.app.sql.path())
        .unwrap()
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'texts'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(sql.contains("fts5"), "where there is FTS5 it is used");
}

#[test]
fn the_scheduler_keeps_the_index() {
    let docs = Docs::new();
    let fid = docs.note("u");
    docs.upload(
        "u",
        &fid,
        &json!({ "cover": true, "ops": [{ "insert": "needle\n" }] }),
    );
    assert_eq!(docs.app.get("/internal/tick").send().json()["indexed"], 1);
    assert_eq!(docs.app.get("/internal/tick").send().json()["indexed"], 0);
}

#[test]
fn a_document_that_cannot_be_read_hides_no_other() {
    let docs = Docs::new();
    let (broken, sound) = (docs.create("u", "0", "note", "broken"), docs.note("u"));
    docs.upload(
        "u",
        &sound,
        &json!({ "cover": true, "ops": [{ "insert": "needle\n" }] }),
    );
    let database = rusqlite::Connection::open(docs.app.sql.path()).unwrap();
    database
        .execute("DELETE FROM snapshots WHERE fid = ?1", [&broken])
        .unwrap();
    for (query, fid) in [("needle", &sound), ("broken", &broken)] {
        let found = ok(&docs.get(&format!("/fs/bs/search?appUserId=u&q={query}")));
        assert_eq!(found["hits"][0]["file"]["fid"], json!(fid), "{query}");
    }
}
