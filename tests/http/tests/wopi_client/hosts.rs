//! What hosts are told of this deployment, and whose files it opens.

use serde_json::json;

use super::house::{House, PEM};

#[test]
fn discovery_and_capabilities_say_what_is_true() {
    let house = House::new();
    let answer = house
        .app
        .get("/hosting/discovery")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "office.example")
        .header("x-forwarded-prefix", "/p")
        .send();
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/xml; charset=utf-8")
    );
    assert_eq!(answer.header("cache-control"), Some("public, max-age=3600"));
    let xml = answer.text();
    for part in [
        "<net-zone name=\"external-https\">",
        "<app name=\"Word\" favIconUrl=\"https://office.example/p/web-apps/",
        "<action name=\"edit\" ext=\"docx\" default=\"true\" requires=\"locks,update\" \
         urlsrc=\"https://office.example/p/hosting/wopi/word/edit?",
        "<app name=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"",
        "&lt;wopisrc=WOPI_SOURCE&amp;&gt;",
        "<proof-key oldvalue=\"",
        " exponent=\"AQAB\"/>",
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
    let capabilities = house.app.get("/hosting/capabilities").send().json();
    assert_eq!(capabilities["convert-to"]["available"], false);
    assert_eq!(capabilities["productName"], "Spindle");
}

#[test]
fn requests_are_signed_and_an_unsigned_one_with_the_same_token_is_refused() {
    let mut house = House::with("plan.md", b"base\n", |app| {
        app.variable("wopi_proof", "required")
    });
    house.join("u1");
    house.change("u1", "one ");
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
    let pass = house.pass("u1", &json!("all"));
    let target = format!("/wopi/files/{}?access_token={}", house.id, pass.token);
    assert_eq!(house.app.get(&target).send().status, 500);
}

#[test]
fn a_key_is_made_once_and_kept() {
    let house = House::with("plan.md", b"base\n", |app| {
        app.variable("wopi_proof_key", "")
    });
    // Making one takes seconds where nothing is optimised: one that was made stands for it.
    let connection = spindle_core::ports::Sql::open(&house.app.sql).unwrap();
    connection
        .execute(
            "INSERT INTO secrets (name, value, created) VALUES ('wopi-proof-key', ?1, 0)",
            &[PEM.as_str().into()],
        )
        .unwrap();
    let first = house.app.get("/hosting/discovery").send();
    assert_eq!(first.status, 200);
    let set = House::new().app.get("/hosting/discovery").send();
    assert_eq!(first.text(), set.text());
    let wrong = House::with("plan.md", b"", |app| {
        app.variable("wopi_proof_key", "no key")
    });
    let answer = wrong.app.get("/hosting/discovery").send();
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("not the PEM"), "{}", answer.text());
    assert!(!answer.text().contains("no key"), "{}", answer.text());
}

#[test]
fn strangers_files_are_opened_where_the_operator_says_so() {
    // 502: it is asked, and does not answer.
    for (hosts, jwt_enabled, status) in [
        ("", "true", 400),
        ("", "false", 502),
        ("stranger.example", "true", 502),
        ("Stranger.example:80", "true", 502),
        ("other.example, *.example", "true", 502),
        ("*", "true", 502),
        ("stranger.example:81", "true", 400),
        ("example", "true", 400),
        ("other.example", "false", 400),
    ] {
        let house = House::with("plan.md", b"base\n", |app| {
            app.variable("wopi_hosts", hosts)
        });
        let pass = house.pass("u1", &json!("all"));
        house.app.config.set("jwt_enabled", jwt_enabled);
        let answer = house.posting("edit", &pass).send();
        assert_eq!(answer.status, 200, "{hosts}: {}", answer.text());
        let other = "/hosting/wopi/word/edit?WOPISrc=http%3A%2F%2Fstranger.example%2Fwopi%2Ffiles%2F1&access_token=t";
        let answer = house.app.get(other).send();
        assert_eq!(
            answer.status,
            status,
            "{hosts} {jwt_enabled}: {}",
            answer.text()
        );
    }
}
