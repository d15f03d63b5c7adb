use http::Method;
use serde_json::{Value, json};
use spindle_core::auth::jwt;
use spindle_testkit::test_app::{SECRET as JWT_SECRET, START_MS};

use super::docs::{APP, Docs, SECRET, authorization, ok, refused};

fn link(docs: &Docs, method: Method, object: &str, fid: &str) -> String {
    let data = if method == Method::PUT {
        ok(&docs.put(
            "/oss/bs/private/object",
            &json!({ "objectId": object, "fid": fid, "appUserId": "u" }),
        ))
    } else {
        ok(&docs.get(&format!(
            "/oss/bs/private/object?objectId={object}&fid={fid}&appUserId=u"
        )))
    };
    data["safetyChain"].as_str().unwrap().to_owned()
}

fn store(docs: &Docs, object: &str, fid: &str, bytes: &[u8]) {
    let url = link(docs, Method::PUT, object, fid);
    let answer = docs
        .app
        .call(Method::PUT, &url)
        .header("content-type", "image/png")
        .body(bytes)
        .send();
    assert_eq!(ok(&answer)["size"], bytes.len());
}

#[test]
fn an_object_is_put_and_got_by_links() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let bytes: Vec<u8> = (0..1_200_000_u32).map(|n| n as u8).collect();
    store(&docs, "image/a.png", &fid, &bytes);
    let url = link(&docs, Method::GET, "image/a.png", &fid);
    let got = docs.app.get(&url).send();
    assert_eq!(
        (got.header("content-type"), &got.body),
        (Some("image/png"), &bytes)
    );
    let part = docs.app.get(&url).header("range", "bytes=10-19").send();
    assert_eq!(
        (part.status.as_u16(), &part.body[..]),
        (206, &bytes[10..20])
    );
    assert_eq!(
        ok(&docs.get("/oss/bs/user/size?appUserId=u"))["size"],
        1_200_000
    );
    // A link is for one method, one object, one document, for a while.
    let put = docs.app.call(Method::PUT, &url).body("x").send();
    assert_eq!(
        (put.status.as_u16(), refused(&put, 40302).is_empty()),
        (403, false)
    );
    refused(&docs.app.get(&url.replace("a.png", "b.png")).send(), 40302);
    docs.app.clock.advance_s(901);
    let late = docs.app.get(&url).send();
    assert_eq!(late.status, 403);
    refused(&late, 40302);
}

#[test]
fn a_call_for_a_link_is_taken_once_too() {
    let docs = Docs::new();
    let fid = docs.note("u");
    let path = "/oss/bs/private/object";
    let send = || {
        let signed = authorization(APP, SECRET, "PUT", path, "765432", "1795304000");
        docs.app
            .call(Method::PUT, path)
            .header("authorization", &signed)
            .header("nonce", "765432")
            .header("timestamp", "1795304000")
            .json(&json!({ "objectId": "image/a", "fid": fid, "appUserId": "u" }))
            .send()
    };
    ok(&send());
    refused(&send(), 40105);
}

#[test]
fn what_cannot_be_an_object_is_refused() {
    let docs = Docs::with(|app| app.variable("limit_object_bytes", "1000"));
    let fid = docs.note("u");
    for object in [
        "a.png",
        "image/",
        "image/../x",
        "image/a/b",
        "image/.a",
        "video/x",
    ] {
        let body = json!({ "objectId": object, "fid": fid, "appUserId": "u" });
        refused(&docs.put("/oss/bs/private/object", &body), 40000);
    }
    refused(
        &docs.get(&format!(
            "/oss/bs/private/object?objectId=image/x&fid={fid}&appUserId=u"
        )),
        40407,
    );
    let url = link(&docs, Method::PUT, "image/x", &fid);
    let answer = docs.app.call(Method::PUT, &url).body(vec![0; 1001]).send();
    assert_eq!(answer.status, 413);
    refused(&answer, 41300);
    let declared = docs
        .app
        .call(Method::PUT, &url)
        .header("content-length", "5000")
        .body("x")
        .send();
    refused(&declared, 41300);
    let cut = docs
        .app
        .call(Method::PUT, &url)
        .header("content-length", "500")
        .body("x")
        .send();
    refused(&cut, 40000);
    refused(
        &docs.get(&format!(
            "/oss/bs/private/object?objectId=image/x&fid={fid}&appUserId=u"
        )),
        40407,
    );
    // Somebody else's object stays as it is.
    store(&docs, "image/y", &fid, b"mine");
    let other = docs.note("u");
    refused(
        &docs.put(
            "/oss/bs/private/object",
            &json!({ "objectId": "image/y", "fid": other, "appUserId": "u" }),
        ),
        40000,
    );
}

#[test]
fn cleaning_keeps_what_the_current_version_names() {
    let docs = Docs::new();
    let fid = docs.note("u");
    for name in ["kept", "linked", "dropped", "elsewhere", "young"] {
        if name == "young" {
            docs.app.clock.advance_s(3601);
        }
        store(&docs, &format!("image/{name}.png"), &fid, name.as_bytes());
    }
    docs.upload("u", &fid, &json!({ "cover": true, "ops": [
        { "insert": { "image": "image/kept.png" } },
        { "insert": "x", "attributes": { "link": "image/linked.png" } },
        { "insert": { "image": "image/dropped.png" } }, { "insert": { "image": "image/elsewhere.png" } }, { "insert": "\n" }
    ] }));
    let copy = docs.note("u");
    docs.upload("u", &copy, &json!({ "cover": true, "ops": [{ "insert": { "image": "image/elsewhere.png" } }, { "insert": "\n" }] }));
    docs.upload(
        "u",
        &fid,
        &json!({ "v": 2, "ops": [{ "retain": 2 }, { "delete": 2 }] }),
    );
    let clean = |user: &str| {
        docs.put(
            "/fs/bs/file/clean",
            &json!({ "fid": fid, "appUserId": user }),
        )
    };
    assert_eq!(ok(&clean("u")), Value::Null);
    assert_eq!(ok(&clean("u")), Value::Null, "it can be done again");
    let is_there = |name: &str| {
        let target =
            format!("/oss/bs/private/object?objectId=image/{name}.png&fid={fid}&appUserId=u");
        docs.get(&target).json()["code"] == 0
    };
    let there = ["kept", "linked", "dropped", "elsewhere", "young"].map(is_there);
    assert_eq!(there, [true, true, false, true, true]);
    // The copy names it too, and may get it.
    link(&docs, Method::GET, "image/elsewhere.png", &copy);
    // Its bytes go with the sweep, those of the others stay.
    docs.app.clock.advance_s(2 * 86_400);
    docs.app.get("/internal/tick").send();
    assert_eq!(docs.app.blobs.keys().len(), 4);
    ok(&docs.post("/user/v1/api/bs/users", &json!(["stranger"])));
    refused(&clean("stranger"), 40300);
    refused(
        &docs.put(
            "/fs/bs/file/clean",
            &json!({ "fid": "nope", "appUserId": "u" }),
        ),
        40400,
    );
    // With the documents the objects go.
    for gone in [&fid, &copy] {
        ok(&docs.put(
            "/fs/bs/file/delete",
            &json!({ "fidList": [gone], "appUserId": "u" }),
        ));
        ok(&docs.put(
            "/fs/bs/recycleBin/clean",
            &json!({ "fidList": [gone], "appUserId": "u" }),
        ));
    }
    docs.app.clock.advance_s(2 * 86_400);
    docs.app.get("/internal/tick").send();
    assert!(
        docs.app.blobs.keys().len() <= 1,
        "{:?}",
        docs.app.blobs.keys()
    );
}

#[test]
fn the_operator_makes_and_stops_apps() {
    let docs = Docs::with(spindle_testkit::TestApp::with_tokens);
    let claims = json!({ "operator": true });
    let token = jwt::sign(
        claims.as_object().unwrap().clone(),
        JWT_SECRET,
        START_MS / 1000,
        600,
    );
    let call = |method: Method, path: &str, body: Value| {
        docs.app
            .call(method, path)
            .header("authorization", &format!("Bearer {token}"))
            .json(&body)
            .send()
    };
    let secrets = ["a secret of sixteen bytes", "another secret, just as long"];
    let put = |enabled: bool| {
        let body = json!({ "secrets": secrets, "enabled": enabled });
        assert_eq!(call(Method::PUT, "/v1/apps/new", body).status, 200);
    };
    put(true);
    for secret in secrets {
        let answer = docs
            .call_as("new", secret, Method::POST, "/user/v1/api/bs/users")
            .json(&json!(["u"]))
            .send();
        ok(&answer);
    }
    let list = call(Method::GET, "/v1/apps", Value::Null);
    assert!(
        !list.text().contains("secret of sixteen"),
        "secrets are told to nobody"
    );
    assert_eq!(
        list.json()[0],
        json!({ "appId": "new", "enabled": true, "secrets": 2, "from": "table" })
    );
    put(false);
    let disabled = docs
        .call_as("new", secrets[0], Method::GET, "/fs/bs/content")
        .send();
    refused(&disabled, 40301);
    assert_eq!(
        call(Method::DELETE, "/v1/apps/new", Value::Null).status,
        200
    );
    assert_eq!(
        call(Method::DELETE, "/v1/apps/new", Value::Null).status,
        404
    );
    refused(
        &docs
            .call_as("new", secrets[0], Method::GET, "/fs/bs/content")
            .send(),
        40102,
    );
    for body in [
        json!({}),
        json!({ "secrets": [] }),
        json!({ "secrets": ["short"] }),
        json!({ "secrets": ["0123456789abcdef", "0123456789abcdef", "0123456789abcdef"] }),
    ] {
        assert_eq!(call(Method::PUT, "/v1/apps/new", body).status, 400);
    }
    assert_eq!(call(Method::PUT, "/v1/apps/a%20b", json!({})).status, 400);
    let stranger = docs.app.get("/v1/apps").send();
    assert_eq!(stranger.status, 401);
}
