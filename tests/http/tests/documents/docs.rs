//! An integrator's side of the API: it signs calls and reads envelopes.

use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use http::Method;
use serde_json::{Value, json};
use sha1::Sha1;
use spindle_core::ports::Clock as _;
use spindle_testkit::test_app::Call;
use spindle_testkit::{Answer, TestApp};

pub const APP: &str = "6da37dd3";
pub const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// The service and an app that calls it.
pub struct Docs {
    pub app: TestApp,
    nonce: Cell<u32>,
}

/// `Authorization`, made without the service's own code.
pub fn authorization(
    app: &str,
    secret: &str,
    method: &str,
    path: &str,
    nonce: &str,
    timestamp: &str,
) -> String {
    let path = path.replace('/', "%2F");
    let text =
        format!("appId={app}&method={method}&nonce={nonce}&path={path}&timestamp={timestamp}");
    let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{app}:{}", STANDARD.encode(mac.finalize().into_bytes()))
}

impl Docs {
    pub fn new() -> Self {
        Self::with(|app| app)
    }

    /// The service with other variables.
    pub fn with(settings: impl FnOnce(TestApp) -> TestApp) -> Self {
        let app = TestApp::new().variable(
            "iflydocs_apps",
            &format!("{APP}:{SECRET},other:another secret"),
        );
        Self {
            app: settings(app),
            nonce: Cell::new(100_000),
        }
    }

    fn call(&self, method: Method, target: &str) -> Call<'_> {
        self.call_as(APP, SECRET, method, target)
    }

    /// A call that is signed as that app.
    pub fn call_as(&self, app: &str, secret: &str, method: Method, target: &str) -> Call<'_> {
        let nonce = self.nonce.get();
        self.nonce.set(nonce + 1);
        let (nonce, timestamp) = (nonce.to_string(), self.app.clock.now_s().to_string());
        let path = target.split('?').next().unwrap();
        let signed = authorization(app, secret, method.as_str(), path, &nonce, &timestamp);
        self.app
            .call(method, target)
            .header("authorization", &signed)
            .header("nonce", &nonce)
            .header("timestamp", &timestamp)
    }

    pub fn get(&self, target: &str) -> Answer {
        self.call(Method::GET, target).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path).json(body).send()
    }

    pub fn post_with(&self, path: &str, header: (&str, &str), body: &Value) -> Answer {
        self.call(Method::POST, path)
            .header(header.0, header.1)
            .json(body)
            .send()
    }

    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path).json(body).send()
    }

    /// A new note of that user; its id.
    pub fn note(&self, user: &str) -> String {
        self.create(user, "0", "note", "n")
    }

    pub fn create(&self, user: &str, parent: &str, kind: &str, name: &str) -> String {
        let body = json!({ "parentFid": parent, "docType": kind, "spaceType": 1, "name": name, "appUserId": user });
        fid(&ok(&self.post("/fs/bs/doc/create", &body)))
    }

    pub fn folder(&self, user: &str, parent: &str) -> String {
        let body = json!({ "parentFid": parent, "spaceType": 1, "name": "f", "appUserId": user });
        fid(&ok(&self.post("/fs/bs/folder/create", &body)))
    }

    /// `data` of an upload.
    pub fn upload(&self, user: &str, fid: &str, members: &Value) -> Value {
        ok(&self.upload_raw(user, fid, members))
    }

    pub fn upload_raw(&self, user: &str, fid: &str, members: &Value) -> Answer {
        let mut body = json!({ "fid": fid, "appUserId": user });
        for (name, value) in members.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post("/fs/bs/doc/offlineUpload", &body)
    }

    pub fn content(&self, user: &str, fid: &str) -> Value {
        ok(&self.get(&format!("/fs/bs/content?fid={fid}&appUserId={user}")))
    }

    pub fn text(&self, user: &str, fid: &str) -> String {
        let data = ok(&self.get(&format!(
            "/fs/bs/content?fid={fid}&appUserId={user}&plain=true"
        )));
        data["text"].as_str().unwrap().to_owned()
    }
}

/// The data of a success.
#[track_caller]
pub fn ok(answer: &Answer) -> Value {
    let json = answer.json();
    assert_eq!(json["code"], 0, "{json}");
    assert_eq!(answer.status, 200);
    json["data"].clone()
}

pub fn fid(data: &Value) -> String {
    data["fid"].as_str().unwrap().to_owned()
}

/// Holds a refusal to its code; answers its message.
#[track_caller]
pub fn refused(answer: &Answer, code: i64) -> String {
    let json = answer.json();
    assert_eq!(json["code"], code, "{json}");
    assert_eq!(json["data"], Value::Null);
    json["message"].as_str().unwrap().to_owned()
}

/// Numbers below `below`, the same in every run.
pub fn random(mut seed: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    }
}
