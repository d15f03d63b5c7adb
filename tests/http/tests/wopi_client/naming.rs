//! Another name for the file, and another file beside it.

use serde_json::json;

use super::house::House;

#[test]
fn a_file_is_renamed_from_within_the_editor() {
    let mut house = House::new();
    house.join("u1");
    house.join("u2");
    for (wanted, name) in [
        ("Zoë's plan", "Zoë's plan.md"),
        ("b.MD", "b.md"),
        ("v1.2", "v1.2.md"),
    ] {
        let answer = house
            .calling("u1", "rename")
            .json(&json!({ "name": wanted }))
            .send();
        assert_eq!(answer.json(), json!({ "name": name }), "{}", answer.text());
        let info = house
            .app
            .get(&format!("/v1/files/{}/info", house.id))
            .send();
        assert_eq!(info.json()["name"], name);
        let events = house.events("u2");
        let told = events
            .iter()
            .rfind(|event| event["type"] == "meta")
            .unwrap();
        assert_eq!(told["meta"]["title"], name);
    }
    let answer = house
        .calling("u1", "rename")
        .json(&json!({ "name": " " }))
        .send();
    assert_eq!(answer.status, 400);
    house.change("u1", "one ");
    house.leave("u1");
    house.leave("u2");
    assert_eq!(house.file(), "one base\n");
}

#[test]
fn who_may_not_rename_is_told_so() {
    let mut house = House::new();
    let pass = house.pass("u1", &json!(["write"]));
    let config = super::house::config_in(&house.posting("edit", &pass).send());
    assert_eq!(config["editorConfig"]["canRename"], false);
    assert_eq!(config["editorConfig"]["canRequestSaveAs"], false);
    house.join_with("u1", &config);
    for (verb, body) in [
        ("rename", json!({ "name": "x" })),
        (
            "save-as",
            json!({ "name": "x.md", "url": "http://docs.test/x" }),
        ),
    ] {
        let answer = house.calling("u1", verb).json(&body).send();
        assert_eq!(answer.status, 502, "{}", answer.text());
        assert!(
            answer.text().contains("does not let this user"),
            "{}",
            answer.text()
        );
    }
    house.leave("u1");
}

#[test]
fn a_reader_who_may_write_can_be_offered_to() {
    let house = House::new();
    let config = house.page("u1", "view");
    assert_eq!(config["editorConfig"]["mode"], "view");
    assert_eq!(config["document"]["permissions"]["edit"], true);
}

#[test]
fn a_link_that_is_not_ours_is_not_saved_as_another_file() {
    let mut house = House::new();
    house.join("u1");
    for (name, url, words) in [
        (
            "x.md",
            "http://docs.test/cache/files/data/a/output.md",
            "no signature",
        ),
        ("x", "http://docs.test/", "no extension"),
        ("x.md", "nothing", "`url`"),
    ] {
        let answer = house
            .calling("u1", "save-as")
            .json(&json!({ "name": name, "url": url }))
            .send();
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    house.leave("u1");
}
