//! A file of this deployment's own host, opened in its own editor: from `hostUrl` to the next version.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::editing::{Config, Editor};
use spindle_e2e::office::{docx, docx_text};
use spindle_e2e::{Client, Service, start};

use super::support::{text, upload};

/// How long a version may take after its last editor has left.
const PATIENCE: Duration = Duration::from_secs(60);

/// What stands between two texts of a page.
fn between(page: &str, before: &str, after: &str) -> String {
    let from = page
        .find(before)
        .unwrap_or_else(|| panic!("no {before} in {page}"))
        + before.len();
    let to = page[from..].find(after).unwrap();
    page[from..from + to].replace("&amp;", "&")
}

/// What a browser does with `hostUrl`: it posts the form of the page, and finds the configuration in the editor's page.
fn open(client: &Client, id: &str, user: &str) -> Value {
    let asked = json!({ "userId": user, "userName": format!("Name {user}"), "permissions": "all" });
    let given = client
        .post(&format!("/v1/files/{id}/tokens"), &asked)
        .json();
    let page = client.get(&text(&given["hostUrl"])).text();
    let action = between(&page, "action=\"", "\"");
    let token = between(&page, "name=\"access_token\" value=\"", "\"");
    assert!(!action.contains(&token), "the token is in the address");
    let form = format!(
        "access_token={token}&access_token_ttl={}",
        given["access_token_ttl"]
    );
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let editor = client.send("POST", &action, &headers, form.as_bytes());
    assert_eq!(editor.status, 200, "{action}: {}", editor.text());
    let page = editor.text();
    assert!(!page.contains(&token), "the token is in the page");
    let config = between(&page, "id=\"config\">", "</script>");
    serde_json::from_str(&config).unwrap()
}

fn version_of(client: &Client, id: &str) -> String {
    text(&client.get(&format!("/v1/files/{id}/info")).json()["version"])
}

#[track_caller]
fn wait_for_version(client: &Client, id: &str, version: &str) {
    let begun = Instant::now();
    while version_of(client, id) != version {
        assert!(begun.elapsed() < PATIENCE, "there is no version {version}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn two_users_edit_a_file_and_it_becomes_its_next_version() {
    let service = start!(Service::open());
    let client = &service.client;
    let id = upload(client, "plan.docx", &docx(&["Plan"]));
    let mut first = Editor::join(client, &Config::of_page(open(client, &id, "u1")));
    let mut second = Editor::join(client, &Config::of_page(open(client, &id, "u2")));
    assert_eq!(first.key, second.key);
    let locks = client.get("/v1/locks").json();
    assert_eq!(locks["locks"].as_array().unwrap().len(), 1, "{locks}");
    first.insert(0, "My ");
    second.agree();
    second.insert(0, "Now ");
    first.leave();
    assert_eq!(version_of(client, &id), "1");
    second.leave();
    wait_for_version(client, &id, "2");
    let bytes = client.get(&format!("/v1/files/{id}")).body;
    assert!(docx_text(&bytes).contains("Now My Plan"));
    // The lock is given back right after.
    let begun = Instant::now();
    while !client.get("/v1/locks").json()["locks"]
        .as_array()
        .unwrap()
        .is_empty()
    {
        assert!(begun.elapsed() < PATIENCE, "it stays locked");
        std::thread::sleep(Duration::from_millis(200));
    }
    let outbox = client.get("/v1/outbox").json();
    assert_eq!(outbox["results"], json!([]));
}

#[test]
fn a_killed_host_goes_on_where_it_was() {
    let mut service = start!(Service::open());
    let id = upload(&service.client, "plan.md", b"plan\n");
    let config = open(&service.client, &id, "u1");
    let mut editor = Editor::join(&service.client, &Config::of_page(config));
    editor.insert(0, "kept ");
    service.kill_and_restart();
    editor.move_to(&service.client);
    editor.insert(0, "all ");
    editor.leave();
    // The file lies under another port by now, where nobody answers: the result is not lost.
    let begun = Instant::now();
    let row = loop {
        let rows = service.client.get("/v1/outbox").json()["results"].clone();
        if rows[0]["state"] == "refused" {
            break rows[0].clone();
        }
        assert!(begun.elapsed() < PATIENCE, "{rows}");
        std::thread::sleep(Duration::from_millis(200));
    };
    assert!(text(&row["reason"]).contains("does not answer"), "{row}");
    let src = text(&row["callback"]);
    assert!(src.ends_with(&format!("/wopi/files/{id}")), "{src}");
    let keys = service
        .client
        .post("/command", &json!({ "c": "getForgottenList" }))
        .json();
    assert_eq!(keys["keys"][0], row["key"], "{keys}");
}
