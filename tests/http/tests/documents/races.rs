//! Writers that come between, instances that die, stores that fail.

use serde_json::json;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::docs::{Docs, ok, refused};

#[test]
fn an_upload_that_dies_anywhere_is_applied_once_or_not_at_all() {
    silence_crashes();
    let mut crashes = 0;
    for at in 1.. {
        let docs = Docs::new();
        let fid = docs.note("u");
        let edit = json!({ "v": 1, "inflightOp": [{ "insert": "once" }], "pendingOps": [[{ "retain": 4 }, { "insert": "!" }]] });
        docs.app.crash_at(at);
        let died = dies(|| {
            docs.upload("u", &fid, &edit);
        });
        docs.app.revive();
        let v = docs.content("u", &fid)["v"].as_i64().unwrap();
        assert!(
            v == 1 || v == 3,
            "crash at {at}: half of it is there, version {v}"
        );
        docs.upload("u", &fid, &edit);
        assert_eq!(docs.text("u", &fid), "once!\n", "crash at {at}");
        assert_eq!(docs.content("u", &fid)["v"], 3, "crash at {at}");
        let page = ok(&docs.get(&format!("/quill/bs/his/list?fid={fid}&appUserId=u")));
        assert_eq!(
            page["hislist"].as_array().unwrap().len(),
            2,
            "crash at {at}"
        );
        if !died {
            break;
        }
        crashes += 1;
    }
    assert!(crashes > 20, "only {crashes} places to crash at");
}

#[test]
fn a_creation_that_dies_leaves_all_or_nothing() {
    silence_crashes();
    for at in 1.. {
        let docs = Docs::new();
        docs.app.crash_at(at);
        let died = dies(|| {
            docs.note("u");
        });
        docs.app.revive();
        ok(&docs.post("/user/v1/api/bs/users", &json!(["u"])));
        let files = ok(&docs.get("/fs/bs/file/list?appUserId=u"));
        for file in files.as_array().unwrap() {
            assert_eq!(
                docs.text("u", file["fid"].as_str().unwrap()),
                "\n",
                "crash at {at}"
            );
        }
        if !died {
            assert_eq!(files.as_array().unwrap().len(), 1);
            break;
        }
    }
}

#[test]
fn a_store_that_fails_says_so_and_the_next_call_works() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let blocker = rusqlite::Connection::open(docs.app.sql.path()).unwrap();
    blocker
        .execute_batch("ALTER TABLE nodes RENAME TO elsewhere")
        .unwrap();
    let answer = docs.upload_raw("u", &fid, &json!({ "ops": [{ "insert": "x" }] }));
    refused(&answer, 50300);
    assert_eq!(answer.status, 503);
    blocker
        .execute_batch("ALTER TABLE elsewhere RENAME TO nodes")
        .unwrap();
    docs.upload("u", &fid, &json!({ "ops": [{ "insert": "x" }] }));
    assert_eq!(docs.text("u", &fid), "x\n");
    docs.app.config.unset("jwt_secret");
    let answer = docs.get(&format!("/fs/bs/content?fid={fid}&appUserId=u"));
    refused(&answer, 50000);
    assert_eq!(answer.status, 500);
}

#[test]
fn losing_every_race_is_told() {
    let docs = Docs::new();
    let fid = docs.note("u");
    // Whoever commits between reading and writing, each time, more than is caught up with while the database is held.
    let blocker = rusqlite::Connection::open(docs.app.sql.path()).unwrap();
    blocker
        .execute_batch(
            "CREATE TRIGGER comes_between AFTER INSERT ON signatures BEGIN UPDATE nodes SET version = version + 100; END",
        )
        .unwrap();
    let message = refused(
        &docs.upload_raw("u", &fid, &json!({ "ops": [{ "insert": "x" }] })),
        40900,
    );
    assert!(message.contains('8'), "{message}");
    blocker.execute_batch("DROP TRIGGER comes_between").unwrap();
    docs.upload("u", &fid, &json!({ "ops": [{ "insert": "x" }] }));
    assert_eq!(docs.text("u", &fid), "x\n");
}
