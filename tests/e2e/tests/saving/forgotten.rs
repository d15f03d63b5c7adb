//! Forgotten files: what becomes of saves that the storage did not take.

use serde_json::{Value, json};
use spindle_e2e::{Editor, Outcome, office, start};

use super::support::{QUIET, Setup, actions, open, users};

/// A key whose save was refused.
fn forget(setup: &Setup, key: &str) {
    setup.storage.answer_status(2, Outcome::refuse());
    setup.edited(key, "u1").close();
    setup.storage.wait(key, 2);
    setup.wait_forgotten(key);
    setup.storage.answer(Outcome::accept());
}

#[test]
fn forgotten_files_are_listed_downloaded_and_deleted() {
    let setup = Setup::open(start!(open()));
    assert_eq!(
        setup.command(&json!({ "c": "getForgottenList" })),
        json!({ "error": 0, "keys": [] })
    );
    forget(&setup, "k1");
    forget(&setup, "k2");
    assert_eq!(setup.forgotten(), ["k1", "k2"]);
    let told = setup.command(&json!({ "c": "getForgotten", "key": "k1" }));
    let members: Vec<String> = spindle_e2e::storage::member_names(&told);
    assert_eq!(members, ["key", "error", "url"]);
    let url = told["url"].as_str().expect("a link");
    let base = &setup.service.base;
    let path = format!("{base}/cache/files/forgotten/k1/output.docx/output.docx?");
    assert!(url.starts_with(&path), "{url}");
    assert!(url.ends_with("&filename=output.docx"), "{url}");
    let file = setup.service.client.get(url);
    assert_eq!(
        (file.status, office::docx_text(&file.body).as_str()),
        (200, "My Plan\n")
    );

    assert_eq!(setup.code("deleteForgotten", "k1"), 0);
    assert_eq!(setup.code("deleteForgotten", "k1"), 1);
    assert_eq!(setup.code("getForgotten", "k1"), 1);
    assert_eq!(setup.forgotten(), ["k2"]);
    assert_ne!(setup.service.client.get(url).status, 200, "it is deleted");
    // Deleting takes nothing else along.
    assert_eq!(setup.code("getForgotten", "k2"), 0);
    for key in ["", "..", "../forgotten/k2", "k2/", "%2e%2e"] {
        assert_eq!(setup.code("getForgotten", key), 1, "{key:?}");
        assert_eq!(setup.code("deleteForgotten", key), 1, "{key:?}");
    }
    assert_eq!(setup.forgotten(), ["k2"]);
}

#[test]
fn a_forgotten_key_opens_the_forgotten_file_and_saves_it_without_changes() {
    let setup = Setup::open(start!(open()));
    forget(&setup, "k1");
    setup.storage.forget();
    let editor = setup.join("k1", "u2");
    assert_eq!(editor.joined["forgotten"], true, "{}", editor.joined);
    assert_eq!(editor.text(), "My Plan\n", "not what document.url has");
    assert_eq!(setup.storage.downloads().len(), 0);
    editor.leave();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(saved.body["history"], json!({}), "{saved}");
    assert_eq!(saved.body.get("changesurl"), None, "{saved}");
    assert_eq!(saved.body["notmodified"], Value::Null, "{saved}");
    assert!(saved.body.get("notmodified").is_some(), "{saved}");
    assert_eq!(users(&saved), ["u2"], "who closed it");
    assert_eq!(actions(&saved), [(0, "u2".to_owned())]);
    assert_eq!(saved.user(), "u2");
    assert_eq!(setup.result(&saved), "My Plan\n");
    // It was accepted: the forgotten file is not needed any more.
    setup.wait_until("the end of the forgotten file", || {
        setup.code("getForgotten", "k1") == 1
    });
    assert_eq!(setup.forgotten(), [""; 0]);
    setup.wait_saved("k1");
}

#[test]
fn a_forgotten_file_that_is_edited_and_refused_again_is_the_newer_one() {
    let setup = Setup::open(start!(open()));
    forget(&setup, "k1");
    setup.storage.answer_status(2, Outcome::refuse());
    setup.storage.forget();
    let mut editor = setup.join("k1", "u2");
    editor.insert(0, "Not ");
    editor.close();
    let refused = setup.storage.wait("k1", 2);
    assert_eq!(refused.body["history"], json!({}), "{refused}");
    assert_eq!(users(&refused), ["u2"]);
    setup.wait_until("the newer text", || {
        let told = setup.command(&json!({ "c": "getForgotten", "key": "k1" }));
        told["url"].as_str().is_some_and(|url| {
            let file = setup.service.client.get(url);
            file.status == 200 && office::docx_text(&file.body) == "Not My Plan\n"
        })
    });
    assert_eq!(setup.forgotten(), ["k1"]);
    // And once more, now taken.
    setup.storage.answer(Outcome::accept());
    setup.storage.forget();
    let mut editor = setup.join("k1", "u3");
    assert_eq!(editor.text(), "Not My Plan\n");
    editor.insert(0, "Once ");
    editor.close();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "Once Not My Plan\n");
    setup.wait_saved("k1");
    assert_eq!(setup.forgotten(), [""; 0]);
}

#[test]
fn a_deleted_forgotten_key_opens_the_original() {
    let setup = Setup::open(start!(open()));
    forget(&setup, "k1");
    assert_eq!(setup.code("deleteForgotten", "k1"), 0);
    let editor = setup.join("k1", "u1");
    assert_eq!(editor.joined["forgotten"], false);
    assert_eq!(editor.text(), "Plan\n");
    editor.leave();
    setup.storage.wait("k1", 4);
}

#[test]
fn without_a_callback_url_each_result_is_kept() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let mut editor = Editor::join(client, &setup.silent("k1", "u1"));
    editor.insert(0, "My ");
    editor.close();
    setup.wait_forgotten("k1");
    let again = Editor::join(client, &setup.silent("k1", "u1"));
    assert_eq!(again.joined["forgotten"], true);
    assert_eq!(again.text(), "My Plan\n");
    again.leave();
    std::thread::sleep(QUIET);
    assert_eq!(setup.forgotten(), ["k1"]);
    let untouched = Editor::join(client, &setup.silent("k2", "u1"));
    untouched.close();
    std::thread::sleep(QUIET);
    assert_eq!(
        setup.forgotten(),
        ["k1"],
        "nothing changed, nothing to keep"
    );
}
