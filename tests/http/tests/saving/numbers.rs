//! What the operator is told: numbers of the deployment, and the forgotten files.

use http::Method;
use serde_json::{Value, json};

use super::desk::{Desk, KEY};
use super::lives::refused;

fn told(desk: &Desk, path: &str) -> Value {
    let answer = desk.app.get(path).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn the_status_counts_what_there_is() {
    let mut desk = Desk::new();
    let none = told(&desk, "/v1/status");
    assert_eq!(none["healthy"], true);
    assert_eq!((&none["editors"], &none["editing"]), (&json!(0), &json!(0)));
    assert!(none["sizes"]["database"].as_i64().unwrap() > 0);
    desk.join("u1");
    let answer = desk.joining("u2", "view").send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let open = told(&desk, "/v1/status");
    assert_eq!(
        (&open["editors"], &open["viewers"], &open["editing"]),
        (&json!(1), &json!(1), &json!(1))
    );
    desk.app
        .call(Method::PUT, "/v1/files?name=a.docx")
        .body("12345")
        .send();
    let files = &told(&desk, "/v1/status")["sizes"]["files"];
    assert_eq!(files, &json!({ "count": 1, "bytes": 5 }));
}

#[test]
fn a_refused_save_is_counted_listed_and_forgotten_on_demand() {
    let desk = refused();
    let saves = &told(&desk, "/v1/status")["saves"];
    assert_eq!(
        saves,
        &json!({ "waiting": 0, "refused": 1, "forgotten": 1 })
    );
    let files = told(&desk, "/v1/forgotten");
    let row = &files["files"][0];
    assert_eq!((&row["key"], &row["fileType"]), (&json!(KEY), &json!("md")));
    let file = desk.app.get(row["url"].as_str().unwrap()).send();
    assert_eq!(file.status, 200);
    assert_eq!(row["size"], file.body.len());
    assert_eq!(file.text(), desk.forgotten_text(KEY));
    let path = format!("/v1/forgotten/{KEY}");
    assert_eq!(desk.app.call(Method::DELETE, &path).send().status, 200);
    assert_eq!(told(&desk, "/v1/forgotten"), json!({ "files": [] }));
    // Nothing of it is offered any more.
    assert!(desk.outbox().is_empty() && desk.forgotten().is_empty());
    let again = desk.app.call(Method::DELETE, &path).send();
    assert_eq!(again.status, 404);
    assert!(again.text().contains(KEY), "{}", again.text());
}
