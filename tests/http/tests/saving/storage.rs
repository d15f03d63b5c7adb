//! A storage that is told of saves, downloads what it is told of, and answers as a test says.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use spindle_core::ports::{Clock as _, OutboundRequest};
use spindle_testkit::TestApp;
use spindle_testkit::ports::Reply;

/// Where it is.
const BASE: &str = "https://storage.test/";
/// The document that it has.
pub const DOCUMENT: &str = "base\n";

/// What it was told.
#[derive(Debug, Clone)]
pub struct Told {
    pub url: String,
    pub body: Value,
    pub status: i64,
    pub idempotency: Option<String>,
    /// The token in the header.
    pub header: Option<String>,
    /// What was behind `url`, downloaded before the answer.
    pub file: Option<Vec<u8>>,
    /// What was behind `changesurl`.
    pub changes: Option<Vec<u8>>,
    pub accepted: bool,
    /// Milliseconds since 1970.
    pub at: i64,
}

impl Told {
    pub fn text(&self) -> String {
        String::from_utf8(self.file.clone().unwrap()).unwrap()
    }
}

type Meanwhile = Box<dyn FnOnce(&TestApp) + Send>;

#[derive(Default)]
struct State {
    told: Vec<Told>,
    answers: BTreeMap<i64, VecDeque<Reply>>,
    meanwhile: BTreeMap<i64, VecDeque<Meanwhile>>,
    is_closed: bool,
    document: Option<Vec<u8>>,
}

#[derive(Clone, Default)]
pub struct Storage(Arc<Mutex<State>>);

impl Storage {
    /// A service that knows this storage.
    pub fn app(&self) -> TestApp {
        let storage = self.clone();
        TestApp::new()
            .with_formats(&super::FORMATS)
            .with_peer(move |app, request| storage.serve(app, request))
    }

    /// The callback URL of a user.
    pub fn callback(user: &str) -> String {
        format!("{BASE}callback?u={user}")
    }

    /// Where the document is.
    pub fn document() -> String {
        format!("{BASE}plan.md")
    }

    /// The next answer to a callback of that status. What is not scripted is accepted.
    pub fn answer(&self, status: i64, reply: Reply) {
        let mut state = self.0.lock().unwrap();
        state.answers.entry(status).or_default().push_back(reply);
    }

    /// Does something before it answers the next callback of that status.
    pub fn meanwhile(&self, status: i64, work: impl FnOnce(&TestApp) + Send + 'static) {
        let mut state = self.0.lock().unwrap();
        let works = state.meanwhile.entry(status).or_default();
        works.push_back(Box::new(work));
    }

    /// Whether callbacks find nobody.
    pub fn set_closed(&self, is_closed: bool) {
        self.0.lock().unwrap().is_closed = is_closed;
    }

    /// The document that it has, in place of [`DOCUMENT`].
    pub fn keep(&self, document: Vec<u8>) {
        self.0.lock().unwrap().document = Some(document);
    }

    pub fn told(&self) -> Vec<Told> {
        self.0.lock().unwrap().told.clone()
    }

    /// What it was told, and forgets it.
    pub fn take(&self) -> Vec<Told> {
        std::mem::take(&mut self.0.lock().unwrap().told)
    }

    pub fn statuses(&self) -> Vec<i64> {
        self.told().iter().map(|told| told.status).collect()
    }

    /// The last thing that it was told.
    pub fn last(&self) -> Told {
        self.told().pop().unwrap()
    }

    fn serve(&self, app: &TestApp, request: &OutboundRequest) -> Option<Reply> {
        let url = request.url.to_string();
        if !url.starts_with(BASE) {
            return None;
        }
        if request.method == http::Method::GET {
            let document = self.0.lock().unwrap().document.clone();
            return Some(Reply::ok(document.unwrap_or_else(|| DOCUMENT.into())));
        }
        if self.0.lock().unwrap().is_closed {
            return None;
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let status = body["status"].as_i64().unwrap();
        let download = |name: &str| {
            let link = body.get(name)?.as_str()?;
            let answer = app.get(link).send();
            assert_eq!(answer.status, 200, "{name} {link}");
            Some(answer.body)
        };
        let text = |name: &str| {
            let value = request.headers.get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        let mut told = Told {
            url,
            status,
            idempotency: text("idempotency-key"),
            header: text("authorization"),
            file: download("url"),
            changes: download("changesurl"),
            accepted: false,
            at: app.clock.now_ms(),
            body: body.clone(),
        };
        let (reply, work) = {
            let mut state = self.0.lock().unwrap();
            let reply = state.answers.get_mut(&status).and_then(VecDeque::pop_front);
            let work = state
                .meanwhile
                .get_mut(&status)
                .and_then(VecDeque::pop_front);
            (reply, work)
        };
        if let Some(work) = work {
            work(app);
        }
        told.accepted = reply.is_none();
        self.0.lock().unwrap().told.push(told);
        Some(reply.unwrap_or_else(|| Reply::ok("{\"error\":0}")))
    }
}
