use hmac::{Hmac, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use spindle_testkit::ports::Reply;

use super::FORMATS;
use super::docs::{Docs, SECRET, ok, refused};
use super::form::import;

const HOOK: &str = "https://hook.example.com/done";

#[test]
fn whoever_asks_is_told_and_told_again_until_he_takes_it() {
    let docs = Docs::with(|app| app.with_formats(&FORMATS));
    docs.app.outbound.reply(HOOK, Reply::status(500, ""));
    docs.app.outbound.reply(HOOK, Reply::status(204, ""));
    let started = ok(&import(
        &docs,
        Some(("a.md", b"x")),
        &[("appUserId", "u"), ("notifyUrl", HOOK)],
    ));
    // The first try comes with the tick, the next after its pause.
    for seconds in [0, 1, 60] {
        docs.app.clock.advance_s(seconds);
        assert_eq!(docs.app.post("/internal/tick").send().status, 200);
    }
    let sent: Vec<_> = docs
        .app
        .outbound
        .sent()
        .into_iter()
        .filter(|sent| sent.request.url.as_str() == HOOK)
        .collect();
    assert_eq!(sent.len(), 2, "a 500 and a 204, and no more after that");
    let told: Value = serde_json::from_slice(&sent[1].request.body).unwrap();
    assert_eq!(told["event"], "import");
    assert_eq!(told["process"]["requestId"], started["requestId"]);
    assert_eq!(told["process"]["status"], 3);
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&sent[1].request.body);
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(sent[1].header("x-spindle-signature"), Some(hex.as_str()));
}

#[test]
fn failures_are_told_too_and_bad_addresses_refused() {
    let docs = Docs::with(|app| app.with_formats(&FORMATS));
    docs.app.outbound.reply(HOOK, Reply::ok(""));
    ok(&import(
        &docs,
        None,
        &[
            ("appUserId", "u"),
            ("notifyUrl", HOOK),
            ("downloadUrl", "https://x.example.com/none.md"),
        ],
    ));
    docs.app.post("/internal/tick").send();
    let told = docs
        .app
        .outbound
        .sent()
        .into_iter()
        .find(|sent| sent.request.url.as_str() == HOOK)
        .unwrap();
    let told: Value = serde_json::from_slice(&told.request.body).unwrap();
    assert_eq!(told["process"]["status"], 4);
    let refusal = import(
        &docs,
        Some(("a.md", b"x")),
        &[("appUserId", "u"), ("notifyUrl", "http://10.0.0.1/")],
    );
    refused(&refusal, 40000);
}
