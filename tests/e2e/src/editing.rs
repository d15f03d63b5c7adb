//! An editor as a browser is one: it joins, types, rebases its text over what others typed, and leaves.

mod config;
mod failure;

use serde_json::{Value, json};
use spindle_delta::{Delta, Document};

use crate::client::Client;

pub use config::Config;
pub use failure::{Failure, granted, post};

/// What joining answers.
#[derive(Debug)]
pub enum Joined {
    /// A session.
    Open(Box<Editor>),
    /// The key is over; the document goes on under the next one.
    Outdated {
        /// The key that the last accepted save told the storage; null where there is none.
        next: Value,
    },
}

/// A session, and the copy of the document that it holds.
#[derive(Debug, Clone)]
pub struct Editor {
    client: Client,
    /// The secret that names the session.
    pub session: String,
    /// The document's key.
    pub key: String,
    /// The session's number within the document.
    pub number: i64,
    /// The version that this copy has.
    pub version: i64,
    /// The last event that was seen.
    pub event: i64,
    /// What joining answered.
    pub joined: Value,
    /// The text, of documents of the kind `word`.
    pub document: Document,
    /// The workbook, of documents of the kind `cell`, as it was when it was read last.
    pub workbook: Value,
    /// The events that were seen, in order.
    pub events: Vec<Value>,
    seq: i64,
    pending: Option<Pending>,
}

/// A call that changes the document and is not acknowledged.
#[derive(Debug, Clone)]
struct Pending {
    body: Value,
    changes: Vec<Delta>,
    /// Whether it was sent before.
    again: bool,
}

fn number(value: &Value) -> i64 {
    value
        .as_i64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

impl Editor {
    /// Joins and reads the document.
    ///
    /// # Panics
    /// When there is no session.
    #[track_caller]
    pub fn join(client: &Client, config: &Config) -> Self {
        match Self::try_join(client, config) {
            Ok(Joined::Open(editor)) => *editor,
            Ok(Joined::Outdated { next }) => panic!("{config:?} is outdated, next is {next}"),
            Err(failure) => panic!("{config:?}: {failure}"),
        }
    }

    /// The same, which may fail.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_join(client: &Client, config: &Config) -> Result<Joined, Failure> {
        let joined = post(client, "/editing", &config.body())?;
        if joined["state"] == "outdated" {
            return Ok(Joined::Outdated {
                next: joined["nextKey"].clone(),
            });
        }
        let mut editor = Self {
            client: client.clone(),
            session: joined["session"].as_str().unwrap_or_default().to_owned(),
            key: joined["key"].as_str().unwrap_or_default().to_owned(),
            number: number(&joined["number"]),
            version: number(&joined["version"]),
            event: number(&joined["event"]),
            joined,
            document: Document::empty(),
            workbook: Value::Null,
            events: Vec::new(),
            seq: 0,
            pending: None,
        };
        editor.try_read()?;
        Ok(Joined::Open(Box::new(editor)))
    }

    /// Calls another address from now on: a restarted host listens on another port.
    pub fn move_to(&mut self, client: &Client) {
        self.client = client.clone();
    }

    /// A path under the session.
    pub fn target(&self, under: &str) -> String {
        format!("/editing/{}{under}", self.session)
    }

    /// Reads the document anew.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_read(&mut self) -> Result<Value, Failure> {
        let told = self.try_get("")?;
        self.version = number(&told["version"]);
        self.take_content(&told["content"]);
        Ok(told)
    }

    fn take_content(&mut self, content: &Value) {
        if self.joined["kind"] == "word" {
            let document = Document::from_value(&content["ops"]);
            self.document = document.unwrap_or_else(|error| panic!("{error}: {content}"));
        } else {
            self.workbook = content.clone();
        }
    }

    /// GET of a path under the session.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_get(&self, under: &str) -> Result<Value, Failure> {
        granted(self.client.try_send("GET", &self.target(under), &[], &[]))
    }

    /// POST of JSON to a path under the session.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_post(&self, under: &str, body: &Value) -> Result<Value, Failure> {
        post(&self.client, &self.target(under), body)
    }

    /// The text without embeds.
    pub fn text(&self) -> String {
        self.document.text(|_| None)
    }

    /// Changes the text; this copy then has what others did until then, and the change.
    ///
    /// # Panics
    /// When it is not acknowledged.
    #[track_caller]
    pub fn change(&mut self, changes: Vec<Delta>) {
        if let Err(failure) = self.try_change(changes) {
            panic!("{failure}");
        }
    }

    /// Inserts text at a place, in UTF-16 units.
    ///
    /// # Panics
    /// When it is not acknowledged.
    #[track_caller]
    pub fn insert(&mut self, at: u64, text: &str) {
        self.change(vec![Delta::new().retain(at, ()).insert(text, ())]);
    }

    /// Changes the workbook by commands.
    ///
    /// # Panics
    /// When it is not acknowledged.
    #[track_caller]
    pub fn commands(&mut self, commands: &Value) -> Value {
        match self.try_commands(commands) {
            Ok(answer) => answer,
            Err(failure) => panic!("{failure}"),
        }
    }

    /// Changes the text. A call that was lost is kept, and [`Editor::try_resend`] sends it again: that comes first, for
    /// new changes are made on what it leaves.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_change(&mut self, changes: Vec<Delta>) -> Result<(), Failure> {
        self.try_resend()?;
        let list: Vec<Value> = changes
            .iter()
            .map(|change| json!({ "ops": change }))
            .collect();
        self.seq += 1;
        let body = json!({ "version": self.version, "seq": self.seq, "changes": list });
        self.pending = Some(Pending {
            body,
            changes,
            again: false,
        });
        self.try_resend().map(|_| ())
    }

    /// Changes the workbook by commands. A call that was lost is kept.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_commands(&mut self, commands: &Value) -> Result<Value, Failure> {
        self.try_resend()?;
        self.seq += 1;
        let body = json!({ "version": self.version, "seq": self.seq, "commands": commands });
        self.pending = Some(Pending {
            body,
            changes: Vec::new(),
            again: false,
        });
        Ok(self.try_resend()?.unwrap_or(Value::Null))
    }

    /// The body of the call that is not acknowledged.
    pub fn pending(&self) -> Option<&Value> {
        self.pending.as_ref().map(|pending| &pending.body)
    }

    /// Sends the call that is not acknowledged again, if there is one; answers what it was answered.
    ///
    /// # Errors
    /// No answer, or a refusal; a refusal that does not pass makes the call forgotten.
    pub fn try_resend(&mut self) -> Result<Option<Value>, Failure> {
        let Some(pending) = self.pending.clone() else {
            return Ok(None);
        };
        let answer = match self.try_post("/changes", &pending.body) {
            Ok(answer) => answer,
            Err(failure) => {
                self.pending = failure.passes().then_some(Pending {
                    again: true,
                    ..pending
                });
                return Err(failure);
            }
        };
        self.pending = None;
        self.adopt(pending, &answer);
        Ok(Some(answer))
    }

    /// Rebases own changes over what was missed, and takes both over.
    fn adopt(&mut self, pending: Pending, answer: &Value) {
        let mut ours = pending.changes;
        let missed = answer["missed"].as_array().cloned().unwrap_or_default();
        if self.joined["kind"] != "word" {
            self.version = number(&answer["version"]);
            return;
        }
        for entry in &missed {
            self.version += 1;
            assert_eq!(number(&entry["version"]), self.version, "{answer}");
            let committed = delta(&entry["ops"]);
            self.apply(&committed);
            let mut theirs = committed;
            for own in &mut ours {
                let rewritten = theirs.transform(own, true);
                theirs = own.transform(&theirs, false);
                *own = rewritten;
            }
        }
        // What others made needless makes no version.
        ours.retain(|own| !own.is_empty());
        if pending.again && number(&answer["version"]) == self.version {
            ours.clear();
        }
        for own in &ours {
            self.apply(own);
        }
        self.version += i64::try_from(ours.len()).expect("few changes");
        assert_eq!(number(&answer["version"]), self.version, "{answer}");
    }

    fn apply(&mut self, change: &Delta) {
        let document = std::mem::take(&mut self.document);
        let applied = document.apply(change);
        self.document = applied.unwrap_or_else(|error| panic!("{error}: {change:?}"));
    }

    /// Asks once what others did, waiting so many seconds at most, and takes it over.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_poll(&mut self, wait_s: u32) -> Result<Value, Failure> {
        self.try_resend()?;
        let (version, event) = (self.version, self.event);
        let told = self.try_get(&format!(
            "/events?version={version}&event={event}&wait={wait_s}"
        ))?;
        for entry in told["changes"].as_array().into_iter().flatten() {
            self.version += 1;
            assert_eq!(number(&entry["version"]), self.version, "{told}");
            if self.joined["kind"] == "word" {
                self.apply(&delta(&entry["ops"]));
            }
        }
        self.events
            .extend(told["events"].as_array().into_iter().flatten().cloned());
        self.event = number(&told["event"]);
        assert_eq!(number(&told["version"]), self.version, "{told}");
        Ok(told)
    }

    /// The same.
    ///
    /// # Panics
    /// When there is no answer, or a refusal.
    #[track_caller]
    pub fn poll(&mut self, wait_s: u32) -> Value {
        match self.try_poll(wait_s) {
            Ok(told) => told,
            Err(failure) => panic!("{failure}"),
        }
    }

    /// Takes over all that there is, and holds the copy to the service's document.
    ///
    /// # Panics
    /// When they differ.
    #[track_caller]
    pub fn agree(&mut self) {
        loop {
            let told = self.poll(0);
            let changes = told["changes"].as_array().map_or(0, Vec::len);
            let events = told["events"].as_array().map_or(0, Vec::len);
            if changes + events == 0 {
                break;
            }
        }
        let (version, document) = (self.version, self.document.clone());
        if let Err(failure) = self.try_read() {
            panic!("{failure}");
        }
        assert_eq!(self.version, version, "somebody still types");
        assert!(
            self.document == document,
            "the copy is {:?}, the service's document {:?}",
            document.text(|_| None),
            self.text()
        );
    }

    /// The first event of a type that was seen.
    pub fn seen(&self, kind: &str) -> Option<&Value> {
        self.events.iter().find(|event| event["type"] == kind)
    }

    /// Waits for an event of a type, ten seconds at most; answers it.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn event(&mut self, kind: &str) -> Value {
        let start = std::time::Instant::now();
        loop {
            if let Some(event) = self.seen(kind) {
                return event.clone();
            }
            assert!(
                start.elapsed().as_secs() < 10,
                "no event {kind} among {:?}",
                self.events
            );
            self.poll(2);
        }
    }

    /// The Save button; answers the code.
    ///
    /// # Panics
    /// When there is no answer, or a refusal.
    #[track_caller]
    pub fn save(&self) -> i64 {
        code(self.try_post("/save", &json!({})))
    }

    /// Sends a form; answers the code.
    ///
    /// # Panics
    /// When there is no answer, or a refusal.
    #[track_caller]
    pub fn send_form(&self, form: &Value) -> i64 {
        code(self.try_post("/save", &json!({ "form": form })))
    }

    /// Says that the editor is still there.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_heartbeat(&self) -> Result<Value, Failure> {
        self.try_post("/heartbeat", &json!({}))
    }

    /// Leaves.
    ///
    /// # Panics
    /// When there is no answer, or a refusal.
    #[track_caller]
    pub fn leave(&self) {
        match self.try_leave() {
            Ok(answer) => assert_eq!(answer["state"], "left", "{answer}"),
            Err(failure) => panic!("{failure}"),
        }
    }

    /// Leaves.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub fn try_leave(&self) -> Result<Value, Failure> {
        self.try_post("/leave", &json!({}))
    }

    /// Leaves and wants the document saved without delay.
    ///
    /// # Panics
    /// When there is no answer, or a refusal.
    #[track_caller]
    pub fn close(&self) {
        match self.try_post("/close", &json!({})) {
            Ok(answer) => assert_eq!(answer["state"], "left", "{answer}"),
            Err(failure) => panic!("{failure}"),
        }
    }
}

#[track_caller]
fn code(answer: Result<Value, Failure>) -> i64 {
    match answer {
        Ok(answer) => number(&answer["error"]),
        Err(failure) => panic!("{failure}"),
    }
}

/// The delta in a list of operations.
///
/// # Panics
/// When it is none.
#[track_caller]
pub fn delta(ops: &Value) -> Delta {
    Delta::from_value(ops).unwrap_or_else(|error| panic!("{error}: {ops}"))
}
