//! A service that is a host and a client at once, what it asks itself for, and users in their editors.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write as _;
use std::sync::{Arc, LazyLock, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};
use rsa::{BigUint, RsaPrivateKey};
use serde_json::{Value, json};
use spindle_core::pages::Asset;
use spindle_core::ports::{OutboundRequest, Sql as _};
use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::Call;
use spindle_testkit::{Answer, TestApp};

/// Where the service is.
pub const BASE: &str = "http://docs.test";

/// All readers and writers but the one of PDF, which needs font files.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS],
    patchers: &[PATCHERS],
};

/// The pages of two editors, as small as they can be.
static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let page = b"<!doctype html><html><head><title>Document</title></head><body></body></html>";
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(page).unwrap();
    let gzip: &'static [u8] = packer.finish().unwrap().leak();
    let asset = |path| Asset {
        path,
        tag: "small",
        length: page.len() as u64,
        gzip,
    };
    vec![
        asset("apps/documenteditor/main/index.html"),
        asset("apps/spreadsheeteditor/main/index.html"),
    ]
});

/// A key that is used in tests only: making one takes a while.
pub static PEM: LazyLock<String> = LazyLock::new(|| {
    let number = |text: &str| BigUint::from_bytes_be(&STANDARD.decode(text).unwrap());
    let key = RsaPrivateKey::from_p_q(
        number("4u2+x05S35Y3TFhjwjPc7RSpLKFiV0Fcc8AaMCNIZ2uszrQEP7oUAugHRIrvTIzTaxEzcdI47tbPY+u7ExzNhw=="),
        number("xhzqtHJQHL2jJJ0dhG+ry5Lrxs6lx9bwoFJLuv/6MBnC9Gjow96fKDJRjPjy5EtwTQTxDotyN9YtxQqAI8EFmQ=="),
        BigUint::from(65537_u32),
    )
    .unwrap();
    key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string()
});

type Meanwhile = Box<dyn FnOnce(&TestApp) + Send>;

#[derive(Default)]
struct Wire {
    asked: Vec<OutboundRequest>,
    answers: BTreeMap<String, VecDeque<Reply>>,
    meanwhile: BTreeMap<String, VecDeque<Meanwhile>>,
    saved: Vec<String>,
}

/// What a request to a host is called.
fn operation(request: &OutboundRequest) -> String {
    let is_content = request.url.path().ends_with("/contents");
    match request.headers.get("x-wopi-override") {
        Some(operation) => operation.to_str().unwrap().to_owned(),
        None if is_content => "GetFile".to_owned(),
        None => "CheckFileInfo".to_owned(),
    }
}

/// The way from the service to the host, which is itself.
#[derive(Clone, Default)]
pub struct Line(Arc<Mutex<Wire>>);

impl Line {
    /// The next answer to an operation, in place of the host's.
    pub fn answer(&self, operation: &str, reply: Reply) {
        let mut wire = self.0.lock().unwrap();
        let queue = wire.answers.entry(operation.to_owned()).or_default();
        queue.push_back(reply);
    }

    /// Does something before the host gets the next such operation.
    pub fn meanwhile(&self, operation: &str, work: impl FnOnce(&TestApp) + Send + 'static) {
        let mut wire = self.0.lock().unwrap();
        let queue = wire.meanwhile.entry(operation.to_owned()).or_default();
        queue.push_back(Box::new(work));
    }

    /// The operations that were asked for, and forgets them.
    pub fn take(&self) -> Vec<String> {
        let asked = std::mem::take(&mut self.0.lock().unwrap().asked);
        asked.iter().map(operation).collect()
    }

    /// The last request of an operation.
    pub fn last(&self, name: &str) -> OutboundRequest {
        let wire = self.0.lock().unwrap();
        let found = wire.asked.iter().rfind(|asked| operation(asked) == name);
        found.unwrap().clone()
    }

    /// The texts that the host took.
    pub fn saved(&self) -> Vec<String> {
        self.0.lock().unwrap().saved.clone()
    }

    fn carry(&self, app: &TestApp, request: &OutboundRequest) -> Option<Reply> {
        let url = request.url.to_string();
        if !url.starts_with(BASE) {
            return None;
        }
        let name = operation(request);
        let (reply, work) = {
            let mut wire = self.0.lock().unwrap();
            wire.asked.push(request.clone());
            let reply = wire.answers.get_mut(&name).and_then(VecDeque::pop_front);
            let work = wire.meanwhile.get_mut(&name).and_then(VecDeque::pop_front);
            (reply, work)
        };
        if let Some(work) = work {
            work(app);
        }
        if reply.is_some() {
            return reply;
        }
        let mut call = app
            .call(request.method.clone(), &url)
            .header("content-length", &request.body.len().to_string())
            .body(request.body.clone());
        for (name, value) in &request.headers {
            call = call.header(name.as_str(), value.to_str().unwrap());
        }
        let answer = call.send();
        if name == "PUT" && answer.status == 200 {
            let text = String::from_utf8_lossy(&request.body).into_owned();
            self.0.lock().unwrap().saved.push(text);
        }
        Some(Reply::Response {
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
        })
    }
}

/// An editor's session.
#[derive(Debug, Clone)]
struct Seat {
    session: String,
    version: i64,
    seq: i64,
}

pub struct House {
    pub app: TestApp,
    pub line: Line,
    /// The id of the file.
    pub id: String,
    seats: BTreeMap<String, Seat>,
}

/// What a user comes with.
#[derive(Debug, Clone)]
pub struct Pass {
    pub token: String,
    pub ttl: i64,
}

impl House {
    /// A service with a file `plan.md`.
    pub fn new() -> Self {
        Self::with("plan.md", b"base\n", |app| app)
    }

    pub fn with(name: &str, bytes: &[u8], more: impl FnOnce(TestApp) -> TestApp) -> Self {
        let line = Line::default();
        let carrier = line.clone();
        let app = TestApp::new()
            .with_formats(&FORMATS)
            .with_assets(&ASSETS)
            .variable("wopi_proof_key", &PEM)
            .with_peer(move |app, request| carrier.carry(app, request));
        let app = more(app);
        let target = format!("/v1/files?name={name}");
        let answer = app.call(Method::PUT, &target).body(bytes).send();
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        Self {
            app,
            line,
            id,
            seats: BTreeMap::new(),
        }
    }

    pub fn src(&self) -> String {
        format!("{BASE}/wopi/files/{}", self.id)
    }

    /// A token for a user.
    pub fn pass(&self, user: &str, permissions: &Value) -> Pass {
        let asked = json!({ "userId": user, "userName": format!("Name {user}"), "permissions": permissions });
        let target = format!("/v1/files/{}/tokens", self.id);
        let answer = self.app.post(&target).json(&asked).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        Pass {
            token: answer.json()["access_token"].as_str().unwrap().to_owned(),
            ttl: answer.json()["access_token_ttl"].as_i64().unwrap(),
        }
    }

    /// What a host's page posts.
    pub fn posting(&self, page: &str, pass: &Pass) -> Call<'_> {
        let encode =
            |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let form = format!(
            "access_token={}&access_token_ttl={}",
            encode(&pass.token),
            pass.ttl
        );
        self.app
            .post(&format!(
                "/hosting/wopi/word/{page}?WOPISrc={}",
                encode(&self.src())
            ))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
    }

    /// The configuration in the page that a user gets.
    #[track_caller]
    pub fn page(&self, user: &str, page: &str) -> Value {
        let pass = self.pass(user, &json!("all"));
        config_in(&self.posting(page, &pass).send())
    }

    /// Joins with the configuration of a page, and writes down who sits where.
    pub fn join_with(&mut self, user: &str, config: &Value) -> Answer {
        let answer = self.app.post("/editing").json(config).send();
        self.sit(user, &answer);
        answer
    }

    pub fn sit(&mut self, user: &str, answer: &Answer) -> bool {
        if answer.status != 200 || answer.json()["state"] != "open" {
            return false;
        }
        let body = answer.json();
        let seat = Seat {
            session: body["session"].as_str().unwrap().to_owned(),
            version: body["version"].as_i64().unwrap(),
            seq: 0,
        };
        self.seats.insert(user.to_owned(), seat);
        true
    }

    /// Comes from the host's page and joins; the answer.
    #[track_caller]
    pub fn join(&mut self, user: &str) -> Value {
        let config = self.page(user, "edit");
        let answer = self.join_with(user, &config);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub fn sits(&self, user: &str) -> bool {
        self.seats.contains_key(user)
    }

    pub fn rise(&mut self, user: &str) {
        self.seats.remove(user);
    }

    pub fn calling(&self, user: &str, verb: &str) -> Call<'_> {
        let session = &self.seats[user].session;
        self.app.post(&format!("/editing/{session}/{verb}"))
    }

    pub fn changing(&self, user: &str, text: &str) -> Call<'_> {
        let seat = &self.seats[user];
        self.calling(user, "changes").json(&json!({
            "version": seat.version, "seq": seat.seq + 1, "changes": [{ "ops": [{ "insert": text }] }],
        }))
    }

    pub fn changed(&mut self, user: &str, answer: &Answer) {
        let seat = self.seats.get_mut(user).unwrap();
        seat.version = answer.json()["version"].as_i64().unwrap();
        seat.seq += 1;
    }

    #[track_caller]
    pub fn change(&mut self, user: &str, text: &str) {
        let answer = self.changing(user, text).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.changed(user, &answer);
    }

    /// Leaves, and all that follows is done.
    #[track_caller]
    pub fn leave(&mut self, user: &str) {
        let answer = self.calling(user, "leave").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.seats.remove(user);
    }

    /// What the document says, as a user reads it.
    pub fn text(&self, user: &str) -> String {
        let session = &self.seats[user].session;
        let answer = self.app.get(&format!("/editing/{session}")).send().json();
        let ops = answer["content"]["ops"].as_array().unwrap();
        ops.iter().filter_map(|op| op["insert"].as_str()).collect()
    }

    pub fn events(&self, user: &str) -> Vec<Value> {
        let session = &self.seats[user].session;
        let path = format!("/editing/{session}/events?version=1&event=0&wait=0");
        let answer = self.app.get(&path).send().json();
        answer["events"].as_array().unwrap().clone()
    }

    /// What the host has by now.
    pub fn file(&self) -> String {
        let answer = self.app.get(&format!("/v1/files/{}", self.id)).send();
        assert_eq!(answer.status, 200);
        answer.text().to_owned()
    }

    pub fn version(&self) -> String {
        let answer = self.app.get(&format!("/v1/files/{}/info", self.id)).send();
        answer.json()["version"].as_str().unwrap().to_owned()
    }

    /// Whether the host's file is locked.
    pub fn is_locked(&self) -> bool {
        let answer = self.app.get("/v1/locks").send().json();
        !answer["locks"].as_array().unwrap().is_empty()
    }

    /// The operator ends the lock.
    #[track_caller]
    pub fn break_lock(&self) {
        let path = format!("/v1/locks/{}", self.id);
        let answer = self.app.call(Method::DELETE, &path).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// The operator puts another content into the file.
    pub fn put(&self, text: &str) -> Answer {
        let path = format!("/v1/files/{}", self.id);
        self.app.call(Method::PUT, &path).body(text).send()
    }

    /// Another client's operation on the file.
    pub fn other(&self, operation: &str, lock: &str) -> Answer {
        let asked = json!({ "userId": "x", "permissions": "all", "client": "collabora" });
        let target = format!("/v1/files/{}/tokens", self.id);
        let token = self.app.post(&target).json(&asked).send().json();
        let token = token["access_token"].as_str().unwrap().to_owned();
        self.app
            .post(&format!("/wopi/files/{}?access_token={token}", self.id))
            .header("x-wopi-override", operation)
            .header("x-wopi-lock", lock)
            .send()
    }

    pub fn tick(&self) {
        let answer = self.app.post("/internal/tick").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    pub fn outbox(&self) -> Vec<Value> {
        let answer = self.app.get("/v1/outbox").send().json();
        answer["results"].as_array().unwrap().clone()
    }

    pub fn forgotten(&self) -> Vec<String> {
        let command = json!({ "c": "getForgottenList" });
        let answer = self.app.post("/command").json(&command).send().json();
        let keys = answer["keys"].as_array().unwrap();
        keys.iter()
            .map(|key| key.as_str().unwrap().to_owned())
            .collect()
    }

    pub fn forgotten_text(&self, key: &str) -> String {
        let command = json!({ "c": "getForgotten", "key": key });
        let answer = self.app.post("/command").json(&command).send();
        let file = self.app.get(answer.json()["url"].as_str().unwrap()).send();
        assert_eq!(file.status, 200);
        file.text().to_owned()
    }

    pub fn count(&self, statement: &str) -> i64 {
        let connection = self.app.sql.open().unwrap();
        let rows = connection.execute(statement, &[]).unwrap().rows;
        rows[0].integer(0).unwrap()
    }
}

/// The configuration in a page.
#[track_caller]
pub fn config_in(answer: &Answer) -> Value {
    let page = answer.text();
    assert_eq!(answer.status, 200, "{page}");
    let from = page
        .find("id=\"config\">")
        .expect("the page has no configuration")
        + 12;
    let to = page[from..].find("</script>").unwrap();
    serde_json::from_str(&page[from..from + to]).unwrap()
}
