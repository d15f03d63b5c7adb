//! From the host's page to the next version, and what the host is asked for on the way.

use http::Method;
use serde_json::{Value, json};
use spindle_testkit::ports::Reply;

use super::house::House;

#[test]
fn a_file_is_opened_locked_saved_and_unlocked() {
    let mut house = House::new();
    let joined = house.join("u1");
    assert_eq!(joined["mode"], "edit");
    assert_eq!(joined["title"], "plan.md");
    assert_eq!(
        joined["participants"][0]["user"],
        json!({ "id": "u1", "name": "Name u1" })
    );
    assert_eq!(
        house.line.take(),
        ["CheckFileInfo", "CheckFileInfo", "LOCK", "GetFile"]
    );
    assert!(house.is_locked());
    house.change("u1", "one ");
    assert!(house.line.take().is_empty());
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
    assert_eq!(house.version(), "2");
    assert!(!house.is_locked());
    let put = house.line.last("PUT");
    let header = |name: &str| {
        put.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(header("x-wopi-editors").as_deref(), Some("u1"));
    assert_eq!(header("x-lool-wopi-isexitsave").as_deref(), Some("true"));
    assert_eq!(header("x-cool-wopi-isautosave").as_deref(), Some("false"));
    assert!(header("x-wopi-lock").unwrap().starts_with("spindle-"));
    assert_eq!(house.line.take(), ["PUT", "UNLOCK"]);
    assert!(house.forgotten().is_empty());
    assert!(house.outbox().is_empty());
    // The next one gets what was saved.
    house.join("u2");
    assert_eq!(house.text("u2"), "one base\n");
    house.leave("u2");
}

#[test]
fn the_token_is_in_no_page_and_the_configuration_says_who_it_is() {
    let house = House::new();
    let pass = house.pass("u1", &json!("all"));
    let answer = house.posting("edit", &pass).send();
    assert!(!answer.text().contains(&pass.token));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let config = super::house::config_in(&answer);
    assert_eq!(config["documentType"], "word");
    assert_eq!(config["document"]["title"], "plan.md");
    assert_eq!(
        config["editorConfig"]["user"],
        json!({ "id": "u1", "name": "Name u1" })
    );
    assert_eq!(config["wopiHost"]["origin"], "http://docs.test");
    assert_eq!(config["editorConfig"]["canRename"], true);
}

#[test]
fn closed_without_changes_nothing_is_saved_and_the_lock_is_given_back() {
    let mut house = House::new();
    house.join("u1");
    house.line.take();
    house.leave("u1");
    assert_eq!(house.line.take(), ["UNLOCK"]);
    assert_eq!(house.version(), "1");
    assert!(!house.is_locked());
}

#[test]
fn all_who_open_a_file_edit_together_and_the_lock_is_held_until_the_last_has_left() {
    let mut house = House::new();
    let first = house.join("u1");
    house.change("u1", "one ");
    let second = house.join("u2");
    assert_eq!(first["key"], second["key"]);
    assert_eq!(house.text("u2"), "one base\n");
    house.change("u2", "two ");
    house.leave("u1");
    assert!(house.is_locked());
    assert_eq!(house.version(), "1");
    house.leave("u2");
    assert_eq!(house.file(), "two one base\n");
    let put = house.line.last("PUT");
    assert_eq!(put.headers["x-wopi-editors"], "u1,u2");
    assert!(!house.is_locked());
}

#[test]
fn who_comes_after_a_save_while_others_edit_is_with_them() {
    let mut house = House::new();
    let first = house.join("u1");
    house.change("u1", "one ");
    let answer = house.calling("u1", "save").send().json();
    assert_eq!(answer["error"], 0, "{answer}");
    assert_eq!(house.file(), "one base\n");
    assert_eq!(house.version(), "2");
    assert!(house.is_locked());
    let put = house.line.last("PUT");
    assert_eq!(put.headers["x-lool-wopi-isexitsave"], "false");
    let saved = house
        .events("u1")
        .into_iter()
        .find(|event| event["type"] == "saved");
    assert!(saved.is_some());
    let second = house.join("u2");
    assert_eq!(first["key"], second["key"]);
    house.change("u2", "two ");
    house.leave("u1");
    house.leave("u2");
    assert_eq!(house.file(), "two one base\n");
    assert_eq!(house.version(), "3");
}

#[test]
fn who_returns_before_the_save_takes_it_back() {
    let mut house = House::new();
    let first = house.join("u1");
    house.change("u1", "one ");
    let (answer, _) = house.calling("u1", "leave").send_and_hold();
    assert_eq!(answer.status, 200);
    house.rise("u1");
    let again = house.join("u1");
    assert_eq!(first["key"], again["key"]);
    assert_eq!(house.text("u1"), "one base\n");
    house.change("u1", "two ");
    house.leave("u1");
    assert_eq!(house.file(), "two one base\n");
    assert_eq!(house.version(), "2");
}

#[test]
fn an_empty_file_is_a_new_document() {
    for (name, kind) in [
        ("new.docx", "word"),
        ("new.xlsx", "cell"),
        ("new.md", "word"),
    ] {
        let mut house = House::with(name, b"", |app| app);
        let joined = house.join("u1");
        assert_eq!(joined["kind"], kind, "{name}");
        assert_eq!(joined["mode"], "edit", "{name}");
        if kind == "word" {
            house.change("u1", "Hello");
            house.leave("u1");
            let bytes = house
                .app
                .get(&format!("/v1/files/{}", house.id))
                .send()
                .body;
            assert!(bytes.len() > 4, "{name}");
            assert_eq!(bytes.starts_with(b"PK"), name == "new.docx", "{name}");
        } else {
            house.leave("u1");
        }
        assert!(house.forgotten().is_empty(), "{name}");
    }
}

#[test]
fn what_cannot_be_saved_as_it_is_is_only_shown() {
    let house = House::with("plan.htm.dotx", b"", |app| app);
    house.line.take();
    let config = house.page("u1", "edit");
    assert_eq!(config["editorConfig"]["mode"], "view");
    let mut shown = House::new();
    // Who may only read.
    let pass = shown.pass("u1", &json!([]));
    let config = super::house::config_in(&shown.posting("edit", &pass).send());
    assert_eq!(config["editorConfig"]["mode"], "view");
    let joined = shown.join_with("u1", &config).json();
    assert_eq!(joined["mode"], "view");
    assert!(!shown.is_locked());
    shown.leave("u1");
    // Who came to read.
    let config = shown.page("u2", "view");
    assert_eq!(shown.join_with("u2", &config).json()["mode"], "view");
    assert!(!shown.is_locked());
}

#[test]
fn the_host_s_own_page_leads_to_our_own_editor() {
    let house = House::new();
    let asked = json!({ "userId": "u1", "permissions": "all" });
    let target = format!("/v1/files/{}/tokens", house.id);
    let answer = house.app.post(&target).json(&asked).send().json();
    let page = house.app.get(answer["hostUrl"].as_str().unwrap()).send();
    assert_eq!(page.status, 200);
    let action = "action=\"http://docs.test/hosting/wopi/word/edit?";
    assert!(page.text().contains(action), "{}", page.text());
    assert!(
        page.text()
            .contains("WOPISrc=http%3A%2F%2Fdocs.test%2Fwopi%2Ffiles%2F")
            || page
                .text()
                .contains("wopisrc=http%3A%2F%2Fdocs.test%2Fwopi%2Ffiles%2F"),
        "{}",
        page.text()
    );
}

#[test]
fn a_save_waits_for_a_host_in_trouble() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    for _ in 0..2 {
        house.line.answer("PUT", Reply::status(503, "busy"));
    }
    house.line.take();
    house.leave("u1");
    assert_eq!(house.line.take(), ["PUT", "PUT", "PUT", "UNLOCK"]);
    assert_eq!(house.file(), "one base\n");
    assert!(house.forgotten().is_empty());
}

#[test]
fn a_save_whose_answer_was_lost_is_known_again() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    // The host takes it, and the answer does not come.
    house.line.meanwhile("PUT", |app| {
        // It is put a second time below, by the same request.
        let _ = app;
    });
    house.line.answer("PUT", Reply::status(500, ""));
    let id = house.id.clone();
    let lock_and_put = move |app: &spindle_testkit::TestApp| {
        let path = format!("/v1/files/{id}");
        let locks = format!("/v1/locks/{id}");
        assert_eq!(app.call(Method::DELETE, &locks).send().status, 200);
        let answer = app.call(Method::PUT, &path).body("one base\n").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    house.line.meanwhile("PUT", lock_and_put);
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
    assert_eq!(house.version(), "2");
    assert!(house.forgotten().is_empty(), "{:?}", house.outbox());
}

#[test]
fn nobody_sees_another_s_ticket() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    house.line.answer("PUT", Reply::status(413, ""));
    house.leave("u1");
    let rows = house.outbox();
    assert_eq!(rows[0]["callback"], Value::String(house.src()), "{rows:?}");
}
