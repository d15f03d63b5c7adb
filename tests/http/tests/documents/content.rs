use serde_json::{Value, json};

use super::docs::{Docs, ok, refused};

#[test]
fn plain_text_says_what_a_reader_would() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let ops = json!([
        { "insert": "你好 " }, { "insert": { "mention": { "id": "7", "name": "张三" } } },
        { "insert": { "formula": "e=mc^2" } }, { "insert": { "image": "image/a.png" } },
        { "insert": { "attachment": { "name": "报告.docx", "id": "attachment/1.docx" } } },
        { "insert": { "divider": true } }, { "insert": { "something": 1 } }, { "insert": "\n" }
    ]);
    docs.upload("u", &fid, &json!({ "cover": true, "ops": ops }));
    assert_eq!(docs.text("u", &fid), "你好 @张三e=mc^2报告.docx\n");
    let content = docs.content("u", &fid);
    assert_eq!(content["ops"], ops);
    assert_eq!(content["v"], 2);
}

#[test]
fn any_version_and_any_time_can_be_read() {
    let docs = Docs::new();
    let fid = docs.note("u");
    for v in 1..=620 {
        let retain = json!([{ "retain": v - 1 }, { "insert": "x" }]);
        let ops: Value = if v == 1 {
            json!([{ "insert": "x" }])
        } else {
            retain
        };
        docs.upload("u", &fid, &json!({ "ops": ops, "v": v }));
        docs.app.clock.advance_s(1);
    }
    let at = |query: &str| {
        docs.get(&format!(
            "/fs/bs/content?fid={fid}&appUserId=u&plain=true&{query}"
        ))
    };
    for v in [1, 2, 3, 64, 65, 66, 499, 500, 501, 565, 620, 621] {
        let data = ok(&at(&format!("v={v}")));
        assert_eq!(
            data["text"],
            format!("{}\n", "x".repeat(v - 1)),
            "version {v}"
        );
        assert_eq!(data["v"], v);
        // Version v was made v - 2 seconds after the start.
        let time = 1_795_304_000_000_i64 + (v as i64 - 2).max(0) * 1000 + 500;
        let data = ok(&at(&format!("time={time}")));
        let expected = if v == 1 { 2 } else { v };
        assert_eq!(data["v"], expected, "at the time of version {v}");
    }
    refused(&at("v=622"), 40004);
    refused(&at("v=0"), 40000);
    refused(&at("v=-1"), 40000);
    refused(&at("v=x"), 40000);
    refused(&at("time=5"), 40000);
    refused(&at("v=1&time=1795304000000"), 40000);
}

#[test]
fn who_may_not_read_does_not() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let get = |query: &str| docs.get(&format!("/fs/bs/content?{query}"));
    refused(&get(&format!("fid={fid}")), 40001);
    refused(&get("appUserId=u"), 40001);
    refused(&get(&format!("fid={fid}&appUserId=stranger")), 40401);
    ok(&docs.post("/user/v1/api/bs/users", &json!(["stranger"])));
    let message = refused(&get(&format!("fid={fid}&appUserId=stranger")), 40300);
    assert!(message.contains("read"), "{message}");
    refused(&get("fid=nope&appUserId=u"), 40400);
    refused(&get(&format!("fid={fid}&appUserId=u&plain=maybe")), 40000);
    // Another app's documents are not there, whoever asks.
    let target = format!("/fs/bs/content?fid={fid}&appUserId=u");
    let other = |method, target: &str| docs.call_as("other", "another secret", method, target);
    ok(&other(http::Method::POST, "/user/v1/api/bs/users")
        .json(&json!(["u"]))
        .send());
    refused(&other(http::Method::GET, &target).send(), 40400);
    let folder = docs.folder("u", "0");
    refused(&get(&format!("fid={folder}&appUserId=u")), 40400);
}

#[test]
fn a_head_request_is_answered_without_a_body() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let target = format!("/fs/bs/content?fid={fid}&appUserId=u");
    let head = docs
        .call_as(
            super::docs::APP,
            super::docs::SECRET,
            http::Method::HEAD,
            &target,
        )
        .send();
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
}
