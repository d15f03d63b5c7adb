//! Editors, and looks into the tables.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use spindle_core::ports::{Row, Sql as _};
use spindle_testkit::test_app::Call;
use spindle_testkit::{Answer, TestApp};

use super::storage::Storage;

pub const KEY: &str = "k1";

/// An editor's session.
#[derive(Debug, Clone)]
pub struct Seat {
    pub session: String,
    pub version: i64,
    pub seq: i64,
}

pub struct Desk {
    pub app: TestApp,
    pub storage: Storage,
    seats: BTreeMap<String, Seat>,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(|app| app)
    }

    pub fn with(more: impl FnOnce(TestApp) -> TestApp) -> Self {
        let storage = Storage::default();
        Self {
            app: more(storage.app()),
            storage,
            seats: BTreeMap::new(),
        }
    }

    /// What a user's editor sends to join.
    pub fn config(key: &str, user: &str, mode: &str) -> Value {
        json!({
            "document": { "key": key, "url": Storage::document(), "fileType": "md", "title": "plan.md" },
            "editorConfig": {
                "callbackUrl": Storage::callback(user), "mode": mode,
                "user": { "id": user, "name": format!("Name {user}") },
            },
        })
    }

    pub fn joining(&self, user: &str, mode: &str) -> Call<'_> {
        self.joining_key(KEY, user, mode)
    }

    /// The same of another key.
    pub fn joining_key(&self, key: &str, user: &str, mode: &str) -> Call<'_> {
        self.app
            .post("/editing")
            .json(&Self::config(key, user, mode))
    }

    /// Writes down who sits where, if the answer says so; answers whether it does.
    pub fn sit(&mut self, user: &str, answer: &Answer) -> bool {
        let body = answer.json();
        if answer.status != 200 || body["state"] != "open" {
            return false;
        }
        let seat = Seat {
            session: body["session"].as_str().unwrap().to_owned(),
            version: body["version"].as_i64().unwrap(),
            seq: 0,
        };
        self.seats.insert(user.to_owned(), seat);
        true
    }

    /// Joins as an editor.
    #[track_caller]
    pub fn join(&mut self, user: &str) -> Value {
        let answer = self.joining(user, "edit").send();
        assert!(self.sit(user, &answer), "{}", answer.text());
        answer.json()
    }

    #[track_caller]
    pub fn view(&mut self, user: &str) {
        let answer = self.joining(user, "view").send();
        assert!(self.sit(user, &answer), "{}", answer.text());
    }

    /// Joins a document of another key.
    #[track_caller]
    pub fn join_key(&mut self, key: &str, user: &str, mode: &str) {
        let answer = self.joining_key(key, user, mode).send();
        assert!(self.sit(user, &answer), "{}", answer.text());
    }

    pub fn seat(&self, user: &str) -> Option<Seat> {
        self.seats.get(user).cloned()
    }

    pub fn calling(&self, user: &str, verb: &str) -> Call<'_> {
        let session = &self.seats[user].session;
        self.app.post(&format!("/editing/{session}/{verb}"))
    }

    /// The call that inserts a text at the document's beginning.
    pub fn changing(&self, user: &str, text: &str) -> Call<'_> {
        let seat = &self.seats[user];
        self.calling(user, "changes").json(&json!({
            "version": seat.version, "seq": seat.seq + 1, "changes": [{ "ops": [{ "insert": text }] }],
        }))
    }

    /// Goes on from the answer to a change.
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

    /// Leaves, and the instance dies with its answer.
    #[track_caller]
    pub fn vanish(&mut self, user: &str, verb: &str) {
        let (answer, _) = self.calling(user, verb).send_and_hold();
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.seats.remove(user);
    }

    pub fn rise(&mut self, user: &str) {
        self.seats.remove(user);
    }

    pub fn command(&self, body: &Value) -> Answer {
        self.app.post("/command").json(body).send()
    }

    #[track_caller]
    pub fn tick(&self) {
        let answer = self.app.post("/internal/tick").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// What the operator sees of the outbox.
    pub fn outbox(&self) -> Vec<Value> {
        let answer = self.app.get("/v1/outbox").send().json();
        answer["results"].as_array().unwrap().clone()
    }

    /// Delivers a result again.
    pub fn deliver(&self, row: &Value) -> Answer {
        let path = format!("/v1/outbox/{}/deliver", row["id"]);
        self.app.post(&path).send()
    }

    pub fn events(&self, user: &str, after: i64) -> Value {
        let seat = &self.seats[user];
        let path = format!(
            "/editing/{}/events?version={}&event={after}&wait=0",
            seat.session, seat.version
        );
        self.app.get(&path).send().json()["events"].clone()
    }

    pub fn rows(&self, statement: &str) -> Vec<Row> {
        let connection = self.app.sql.open().unwrap();
        connection.execute(statement, &[]).unwrap().rows
    }

    pub fn count(&self, statement: &str) -> i64 {
        self.rows(statement)[0].integer(0).unwrap()
    }

    /// The forgotten files, by their keys.
    pub fn forgotten(&self) -> Vec<String> {
        let answer = self.command(&json!({ "c": "getForgottenList" })).json();
        let keys = answer["keys"].as_array().unwrap();
        keys.iter()
            .map(|key| key.as_str().unwrap().to_owned())
            .collect()
    }

    pub fn forgotten_text(&self, key: &str) -> String {
        let answer = self.command(&json!({ "c": "getForgotten", "key": key }));
        assert_eq!(answer.error(), Some(0), "{}", answer.text());
        let file = self.app.get(answer.json()["url"].as_str().unwrap()).send();
        assert_eq!(file.status, 200);
        file.text().to_owned()
    }
}
