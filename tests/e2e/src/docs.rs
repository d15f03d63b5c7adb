//! The online-document API as an integrator calls it: signed calls, envelopes as answers. Made without the service's
//! own code.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha1::Sha1;

use crate::client::{Answer, Client};

/// An app that calls the API. Clones are the same app at the same service, for other threads.
#[derive(Clone)]
pub struct Docs {
    client: Arc<RwLock<Client>>,
    app_id: String,
    secret: String,
}

/// What every call answers.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The HTTP status.
    pub status: u16,
    /// 0: success.
    pub code: i64,
    /// In words.
    pub message: String,
    /// What was asked for; null beside a code that is not 0.
    pub data: Value,
}

impl Envelope {
    /// Reads an answer.
    ///
    /// # Panics
    /// When it is no envelope: the test has failed.
    #[track_caller]
    pub fn of(answer: &Answer) -> Self {
        let mut json = answer.json();
        let code = json["code"].as_i64();
        let message = json["message"].as_str().map(str::to_owned);
        match (code, message, json.get_mut("data")) {
            (Some(code), Some(message), Some(data)) => Self {
                status: answer.status,
                code,
                message,
                data: data.take(),
            },
            _ => panic!("status {}: no envelope: {json}", answer.status),
        }
    }

    /// The data of a success.
    ///
    /// # Panics
    /// When it is none: the test has failed.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.code, 0, "{}", self.message);
        assert_eq!(self.status, 200);
        self.data
    }

    /// Holds a refusal to its code; answers its message.
    ///
    /// # Panics
    /// When it is no refusal, or another one: the test has failed.
    #[track_caller]
    pub fn refused(self, code: i64) -> String {
        assert_eq!(self.code, code, "{}", self.message);
        assert_eq!(self.data, Value::Null);
        assert!(!self.message.is_empty());
        self.message
    }
}

/// `Authorization` of a call.
///
/// # Panics
/// Never: a MAC takes a key of any length.
pub fn authorization(
    app_id: &str,
    secret: &str,
    (method, path): (&str, &str),
    (nonce, timestamp): (&str, &str),
) -> String {
    let path = path.replace('/', "%2F");
    let text =
        format!("appId={app_id}&method={method}&nonce={nonce}&path={path}&timestamp={timestamp}");
    let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).expect("any length will do");
    mac.update(text.as_bytes());
    format!("{app_id}:{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Seconds since 1970.
///
/// # Panics
/// When the clock is before 1970.
pub fn now_s() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("a clock that is set").as_secs()
}

/// Six digits that no other call of this process has within the same seconds.
pub fn next_nonce() -> String {
    static NEXT: OnceLock<AtomicU32> = OnceLock::new();
    // Another process may call the same service: each begins somewhere else.
    let next = NEXT.get_or_init(|| AtomicU32::new(std::process::id().wrapping_mul(7919) % 900_000));
    (next.fetch_add(1, Ordering::Relaxed) % 900_000 + 100_000).to_string()
}

impl Docs {
    /// An app at the client's service.
    pub fn new(client: &Client, app_id: &str, secret: &str) -> Self {
        Self {
            client: Arc::new(RwLock::new(client.clone())),
            app_id: app_id.to_owned(),
            secret: secret.to_owned(),
        }
    }

    /// Calls another address from now on, with all clones: a restarted host listens on another port.
    pub fn move_to(&self, client: &Client) {
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = client.clone();
    }

    /// Sends a signed call; answers what came back as it came.
    ///
    /// # Errors
    /// The client's words for why there is no answer.
    pub fn answer(&self, method: &str, target: &str, body: &[u8]) -> Result<Answer, String> {
        let (nonce, timestamp) = (next_nonce(), now_s().to_string());
        self.answer_at(method, target, body, (&nonce, &timestamp))
    }

    /// The same with a nonce and a timestamp of one's own.
    ///
    /// # Errors
    /// The client's words for why there is no answer.
    pub fn answer_at(
        &self,
        method: &str,
        target: &str,
        body: &[u8],
        (nonce, timestamp): (&str, &str),
    ) -> Result<Answer, String> {
        self.answer_of(
            method,
            target,
            ("application/json", body),
            (nonce, timestamp),
        )
    }

    fn answer_of(
        &self,
        method: &str,
        target: &str,
        (content_type, body): (&str, &[u8]),
        (nonce, timestamp): (&str, &str),
    ) -> Result<Answer, String> {
        let path = target.split('?').next().unwrap_or_default();
        let signed = authorization(
            &self.app_id,
            &self.secret,
            (method, path),
            (nonce, timestamp),
        );
        let headers = [
            ("authorization", signed.as_str()),
            ("nonce", nonce),
            ("timestamp", timestamp),
            ("content-type", content_type),
            ("accept-language", "en"),
        ];
        let headers = if body.is_empty() {
            &headers[..3]
        } else {
            &headers[..]
        };
        let client = self
            .client
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        client.try_send(method, target, headers, body)
    }

    #[track_caller]
    fn call(&self, method: &str, target: &str, body: &[u8]) -> Envelope {
        match self.answer(method, target, body) {
            Ok(answer) => Envelope::of(&answer),
            Err(error) => panic!("{method} {target}: {error}"),
        }
    }

    /// Sends an import: a form with a file and further fields.
    ///
    /// # Panics
    /// When there is no answer.
    #[track_caller]
    pub fn import(&self, file: (&str, &[u8]), fields: &[(&str, &str)]) -> Envelope {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n",
            file.0
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.1);
        body.extend_from_slice(b"\r\n--b0undary--\r\n");
        let (nonce, timestamp) = (next_nonce(), now_s().to_string());
        let form = ("multipart/form-data; boundary=b0undary", body.as_slice());
        match self.answer_of("POST", "/fs/bs/import/start", form, (&nonce, &timestamp)) {
            Ok(answer) => Envelope::of(&answer),
            Err(error) => panic!("import: {error}"),
        }
    }

    /// Asks for a result until its state says that it has ended; answers the data.
    ///
    /// # Panics
    /// When it does not end within two minutes.
    #[track_caller]
    pub fn ended(&self, target: &str) -> Value {
        let start = std::time::Instant::now();
        loop {
            let data = self.get(target).data;
            let state = data.get("process").unwrap_or(&data);
            if state["status"].as_i64().is_some_and(|status| status >= 3) {
                return data;
            }
            assert!(
                start.elapsed().as_secs() < 120,
                "{target} did not end: {data}"
            );
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }

    /// GET
    #[track_caller]
    pub fn get(&self, target: &str) -> Envelope {
        self.call("GET", target, &[])
    }

    /// POST of JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Envelope {
        self.call("POST", path, body.to_string().as_bytes())
    }

    /// PUT of JSON.
    #[track_caller]
    pub fn put(&self, path: &str, body: &Value) -> Envelope {
        self.call("PUT", path, body.to_string().as_bytes())
    }

    /// Registers a user; answers his number.
    ///
    /// # Panics
    /// When he is not registered.
    #[track_caller]
    pub fn register(&self, user: &str) -> i64 {
        let data = self.post("/user/v1/api/bs/users", &json!([user])).ok();
        data[0]["uid"].as_i64().expect("a number")
    }

    /// Makes a document (`note` or `sheet`) at the top; answers its id.
    ///
    /// # Panics
    /// When it is not made.
    #[track_caller]
    pub fn create(&self, user: &str, kind: &str) -> String {
        let body = json!({ "parentFid": "0", "docType": kind, "spaceType": 1, "name": "n", "appUserId": user });
        let data = self.post("/fs/bs/doc/create", &body).ok();
        data["fid"].as_str().expect("an id").to_owned()
    }

    /// Lets others edit a document of `owner`.
    #[track_caller]
    pub fn let_edit(&self, fid: &str, owner: &str, others: &[String]) {
        let members: Vec<Value> = others
            .iter()
            .map(|user| json!({ "appUserId": user, "role": "editor" }))
            .collect();
        let body = json!({ "fid": fid, "appUserId": owner, "members": members });
        self.put("/fs/bs/collaborator/role", &body).ok();
    }

    /// An upload to a document, with these members beside its id and its user.
    ///
    /// # Panics
    /// When `members` is no object.
    #[track_caller]
    pub fn upload(&self, user: &str, fid: &str, members: &Value) -> Envelope {
        self.post(
            "/fs/bs/doc/offlineUpload",
            &Self::upload_body(user, fid, members),
        )
    }

    /// The body of [`Docs::upload`].
    ///
    /// # Panics
    /// When `members` is no object.
    pub fn upload_body(user: &str, fid: &str, members: &Value) -> Value {
        let mut body = json!({ "fid": fid, "appUserId": user });
        for (name, value) in members.as_object().expect("an object") {
            body[name] = value.clone();
        }
        body
    }

    /// A note's content.
    #[track_caller]
    pub fn content(&self, user: &str, fid: &str) -> Value {
        self.get(&format!("/fs/bs/content?fid={fid}&appUserId={user}"))
            .ok()
    }
}
