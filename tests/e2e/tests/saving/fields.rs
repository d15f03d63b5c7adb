//! What callbacks consist of: members and their order, tokens, links, history.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};
use spindle_e2e::{Callback, Editor, Joined, Service, office, start};

use super::support::{Setup, guarded, open};

/// Members as they are recorded, in their order, with what is ours at the end.
const EDITING: &[&str] = &["key", "status", "users", "actions", "token"];
const CLOSED: &[&str] = &["key", "status", "actions", "token"];
const SAVED: &[&str] = &[
    "key",
    "status",
    "url",
    "changesurl",
    "history",
    "users",
    "actions",
    "lastsave",
    "notmodified",
    "token",
    "filetype",
    "nextKey",
];
const COMMAND: &[&str] = &[
    "key",
    "status",
    "url",
    "changesurl",
    "history",
    "users",
    "userdata",
    "lastsave",
    "forcesavetype",
    "token",
    "filetype",
    "nextKey",
];
const BUTTON: &[&str] = &[
    "key",
    "status",
    "url",
    "changesurl",
    "history",
    "users",
    "actions",
    "lastsave",
    "forcesavetype",
    "token",
    "filetype",
    "nextKey",
];
const FORM: &[&str] = &[
    "key",
    "status",
    "url",
    "changesurl",
    "history",
    "users",
    "actions",
    "lastsave",
    "forcesavetype",
    "token",
    "formsdataurl",
    "filetype",
    "nextKey",
];
const AGAIN: &[&str] = &[
    "key",
    "status",
    "url",
    "changesurl",
    "history",
    "users",
    "lastsave",
    "forcesavetype",
    "encrypted",
    "token",
    "filetype",
    "nextKey",
];

/// Holds a callback's tokens to what a handler of ONLYOFFICE verifies.
fn verify(callback: &Callback) {
    let tokens = callback.tokens(Service::SECRET);
    let mut payload = tokens.header["payload"].clone();
    assert_eq!(payload, callback.told(), "the header's token");
    assert_eq!(
        spindle_e2e::storage::member_names(&tokens.header),
        ["payload", "iat", "exp"]
    );
    let members = payload.as_object_mut().expect("an object");
    for name in ["iat", "exp"] {
        members.insert(name.to_owned(), tokens.body[name].clone());
        let time = tokens.header[name].as_i64().expect("a time");
        assert_eq!(tokens.body[name], time);
    }
    assert_eq!(payload, tokens.body, "the body's token");
    let (iat, exp) = (tokens.body["iat"].as_i64(), tokens.body["exp"].as_i64());
    assert_eq!(exp.zip(iat).map(|(exp, iat)| exp - iat), Some(300));
    assert_eq!(callback.header("content-type"), Some("application/json"));
    assert!(callback.header("user-agent").is_some(), "{callback}");
}

#[test]
fn members_come_in_the_recorded_order_and_are_signed_twice() {
    let setup = Setup::guarded(start!(guarded()));
    let storage = &setup.storage;
    let mut editor = setup.join("k1", "u1");
    let joined = storage.wait("k1", 1);
    assert_eq!(joined.names(), EDITING);

    editor.insert(0, "a");
    setup.command(&json!({ "c": "forcesave", "key": "k1", "userdata": "x" }));
    let command = storage.wait("k1", 6);
    assert_eq!(command.names(), COMMAND);
    editor.event("saved");
    editor.insert(0, "b");
    assert_eq!(editor.save(), 0);
    let button = storage.wait_nth("k1", 6, 2);
    assert_eq!(button.names(), BUTTON);
    setup.wait_until("the end of the save", || {
        let told = editor.clone().poll(0);
        told["events"].to_string().contains(r#""forcesavetype":1"#)
    });
    editor.insert(0, "c");
    assert_eq!(
        editor.send_form(&json!([{ "key": "k", "value": "v", "type": "text" }])),
        0
    );
    let form = storage.wait_nth("k1", 6, 3);
    assert_eq!(form.names(), FORM);
    setup.wait_until("the end of the form", || {
        let told = editor.clone().poll(0);
        told["events"].to_string().contains(r#""forcesavetype":3"#)
    });

    storage.answer_status(6, spindle_e2e::Outcome::refuse());
    editor.insert(0, "d");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    storage.wait_nth("k1", 6, 4);
    editor.event("save-failed");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    let again = storage.wait_nth("k1", 6, 5);
    assert_eq!(again.names(), AGAIN);

    editor.leave();
    let saved = storage.wait("k1", 2);
    assert_eq!(saved.names(), SAVED);
    let unchanged = setup.join("k2", "u1");
    unchanged.leave();
    let closed = storage.wait("k2", 4);
    assert_eq!(closed.names(), CLOSED);
    for callback in storage.callbacks() {
        verify(&callback);
    }
    for callback in [&command, &button, &form, &again] {
        assert_eq!(
            callback.body["nextKey"], "k1",
            "the key goes on: {callback}"
        );
    }
    let next = saved.body["nextKey"].as_str().expect("a key");
    assert_ne!(next, "k1");
    assert!(next.len() <= 128 && next.bytes().all(allowed), "{next}");
}

fn allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._=".contains(&byte)
}

#[test]
fn links_lead_to_the_result_and_the_changes() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.edited("k1", "u1");
    let mut two = setup.join("k1", "u2");
    two.insert(0, "Not ");
    one.agree();
    one.insert(0, "Well, ");
    one.insert(0, "1. ");
    two.leave();
    one.leave();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(saved.body["filetype"], "docx");
    for (member, name) in [("url", "output.docx"), ("changesurl", "changes.zip")] {
        let link = saved.body[member].as_str().expect("a link");
        let start = format!("{}/cache/files/data/k1_", setup.service.base);
        let rest = link
            .strip_prefix(&start)
            .unwrap_or_else(|| panic!("{link}"));
        let (number, rest) = rest.split_once('/').expect("a folder");
        assert!(number.bytes().all(|byte| byte.is_ascii_digit()), "{link}");
        assert!(rest.starts_with(&format!("{name}/{name}?")), "{link}");
        assert!(rest.ends_with(&format!("&filename={name}")), "{link}");
        assert!(rest.contains("&expires="), "{link}");
        let broken = link.replace("expires=1", "expires=2");
        assert_eq!(setup.service.client.get(&broken).status, 403, "{broken}");
    }
    assert_eq!(setup.result(&saved), "1. Well, Not My Plan\n");
    let file = saved.fetch(&setup.service.client, "url");
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!(file.header("content-type"), Some(kind));

    // A new item where the author changes, and a file for each.
    let history = saved.body["history"].clone();
    assert!(history["serverVersion"].is_string(), "{history}");
    let items = history["changes"].as_array().expect("a list").clone();
    let authors: Vec<&Value> = items.iter().map(|item| &item["user"]["id"]).collect();
    assert_eq!(authors, ["u1", "u2", "u1"], "{history}");
    assert_eq!(items[1]["user"], json!({ "id": "u2", "name": "Name u2" }));
    for item in &items {
        let names = spindle_e2e::storage::member_names(item);
        assert_eq!(names, ["documentSha256", "created", "user"]);
        let created = item["created"].as_str().expect("a time");
        let shape: String = created
            .chars()
            .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
            .collect();
        assert_eq!(shape, "0000-00-00 00:00:00");
        let sum = item["documentSha256"].as_str().expect("a sum");
        assert!(sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    let zip = saved.fetch(&setup.service.client, "changesurl").body;
    assert_eq!(
        office::entries(&zip),
        ["changes0.json", "changes1.json", "changes2.json"]
    );
    let counts: Vec<usize> = (0..3)
        .map(|index| {
            let text = office::entry(&zip, &format!("changes{index}.json")).expect("an entry");
            let list: Value = serde_json::from_str(&text).expect("JSON");
            list.as_array().expect("a list").len()
        })
        .collect();
    assert_eq!(counts, [1, 1, 2]);
}

#[test]
fn lastsave_is_when_the_last_change_came() {
    let setup = Setup::open(start!(open().variable("savetimeoutdelay", "2500")));
    let before = std::time::SystemTime::now();
    setup.edited("k1", "u1").leave();
    let after = std::time::SystemTime::now();
    let saved = setup.storage.wait("k1", 2);
    let text = saved.body["lastsave"].as_str().expect("a time");
    assert!(text.len() == 24 && text.ends_with(".000Z"), "{text}");
    let seconds =
        |time: std::time::SystemTime| time.duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let found = parse(text);
    assert!(
        (seconds(before)..=seconds(after)).contains(&found),
        "{text}"
    );
}

/// Seconds since 1970 of `YYYY-MM-DDTHH:MM:SS.000Z`.
fn parse(text: &str) -> u64 {
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().expect("digits");
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    // Days from civil date; the year begins in March.
    let year = if month <= 2 { year - 1 } else { year };
    let shifted = (month + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    let of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + of_year;
    let days = (year / 400) * 146_097 + of_era - 719_468;
    days * 86_400 + number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19)
}

#[test]
fn a_header_that_would_be_too_long_loses_the_history_and_the_body_token_keeps_it() {
    let setup = Setup::guarded(start!(guarded()));
    let long = |letter: &str| format!("user-with-a-very-long-identifier-{}", letter.repeat(180));
    let mut one = setup.join("k1", &long("a"));
    let mut two = setup.join("k1", &long("b"));
    for round in 0..8 {
        one.insert(0, &round.to_string());
        two.insert(0, &round.to_string());
    }
    one.leave();
    two.leave();
    let saved = setup.storage.wait("k1", 2);
    let tokens = saved.tokens(Service::SECRET);
    assert_eq!(saved.body["history"], json!({}));
    assert_eq!(saved.body.get("changesurl"), None);
    assert_eq!(tokens.header["payload"], saved.told());
    assert!(tokens.header_length <= 7167, "{}", tokens.header_length);
    let items = tokens.body["history"]["changes"].as_array().map(Vec::len);
    assert_eq!(items, Some(16), "the body's token keeps it");
    let link = tokens.body["changesurl"].as_str().expect("a link");
    let zip = setup.service.client.get(link).body;
    assert_eq!(office::entries(&zip).len(), 16);
    // A short one keeps all of it.
    setup.edited("k2", "u1").leave();
    let short = setup.storage.wait("k2", 2);
    assert!(short.body["changesurl"].is_string());
    verify(&short);
}

#[test]
fn an_outdated_key_tells_the_key_that_the_document_has_now() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let outdated = |key: &str| match Editor::try_join(client, &setup.config(key, "u9")) {
        Ok(Joined::Outdated { next }) => next.as_str().expect("a key").to_owned(),
        other => panic!("{key}: {other:?}"),
    };
    setup.edited("k1", "u1").close();
    let first = setup.storage.wait("k1", 2).body["nextKey"].clone();
    let first = first.as_str().expect("a key").to_owned();
    setup.wait_saved("k1");
    assert_eq!(outdated("k1"), first);
    // Saved once more under the new key: the old one tells the newest.
    setup.edited(&first, "u1").close();
    let second = setup.storage.wait(&first, 2).body["nextKey"].clone();
    let second = second.as_str().expect("a key").to_owned();
    setup.wait_saved(&first);
    assert_eq!(outdated(&first), second);
    assert_eq!(outdated("k1"), second);
    assert!(second != first && second != "k1");
}

#[test]
fn an_outdated_key_may_be_opened_anew_after_a_while() {
    let setup = Setup::open(start!(open().variable("expire_updateversion_s", "2")));
    setup.edited("k1", "u1").close();
    setup.storage.wait("k1", 2);
    setup.wait_saved("k1");
    std::thread::sleep(Duration::from_millis(3200));
    let editor = setup.join("k1", "u1");
    assert_eq!(editor.text(), "Plan\n", "what document.url has");
    assert_eq!(editor.version, 1);
}

#[test]
fn a_save_after_an_accepted_forced_one_says_that_nothing_is_new() {
    let setup = Setup::open(start!(open()));
    let mut editor = setup.edited("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    editor.event("saved");
    editor.leave();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(saved.body["notmodified"], true, "{saved}");
    assert!(saved.body["url"].is_string() && saved.body["history"]["changes"].is_array());
    // A change after it is new.
    let mut editor = setup.edited("k2", "u1");
    assert_eq!(setup.code("forcesave", "k2"), 0);
    editor.event("saved");
    editor.insert(0, "Not ");
    editor.leave();
    let saved = setup.storage.wait("k2", 2);
    assert_eq!(saved.body["notmodified"], false, "{saved}");
}

#[test]
fn without_tokens_nothing_is_signed() {
    let setup = Setup::open(start!(open()));
    setup.join("k1", "u1");
    let told = setup.storage.wait("k1", 1);
    assert_eq!(told.body.get("token"), None);
    assert_eq!(told.header("authorization"), None);
}
