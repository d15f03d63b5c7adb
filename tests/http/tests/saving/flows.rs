//! What a real ONLYOFFICE server told a storage, and what is told here when the same happens: `fixtures/callbacks.jsonl`.
//!
//! A row is a callback, with whose URL it went to and what was answered, or a command with its answer, in the order of the
//! recording. What two servers cannot have alike is masked there as it is here: links, times, digests, tokens, versions.

use std::collections::VecDeque;

use serde_json::{Value, json};
use spindle_core::auth::jwt;
use spindle_core::ports::Clock as _;
use spindle_model::convert::{Formats as _, Job};
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::SECRET;

use super::FORMATS;
use super::desk::{Desk, KEY};
use super::storage::Told;

/// What happened, and where something else is told or answered here. `cmd` is the next recorded command; with `cut` and
/// `hold`, which leaves, the instance dies after its answer; `s` lets seconds pass and asks for something.
struct Scenario {
    name: &'static str,
    steps: &'static str,
    /// Rows of the recording, counted from 0, that come out otherwise, and why. A row that comes out as recorded fails.
    deviations: &'static [(usize, &'static str)],
}

const fn scenario(name: &'static str, steps: &'static str) -> Scenario {
    Scenario {
        name,
        steps,
        deviations: &[],
    }
}

const SCENARIOS: &[Scenario] = &[
    scenario(
        "S1",
        "join u1, cmd, cmd, cmd, cmd, change u1, cmd, cmd, change u1, cut, cmd, change u1, save u1, join u2, cmd, mute v, cmd, cmd, \
         change u2, change u1, change u2, leave u2, cmd, cmd, cmd, hold u1, cmd, s 6, cmd, cmd, cmd, late u3, cmd",
    ),
    scenario("S2", "join u1, leave u1, cmd, cmd"),
    scenario("S2b", "view u1, cmd, cmd"),
    scenario("S3", "join u1, change u1, leave u1, cmd, cmd"),
    scenario("S4", "join u1, change u1, leave u1, cmd, cmd"),
    scenario("S5", "join u1, change u1, leave u1, cmd"),
    scenario("S5e", "join u1, change u1, leave u1, cmd"),
    scenario(
        "S6",
        "join u1, change u1, break, cmd, cmd, leave u1, cmd, cmd",
    ),
    scenario(
        "S7",
        "join u1, change u1, hold u1, s 2, join u1, change u1, leave u1",
    ),
    scenario("S9", "join u1, change u1, cmd, cmd, cmd, leave u1"),
    scenario("S10", "join u1, change u1, close u1"),
    scenario("S13", "gone, join u1, change u1, leave u1, cmd"),
    Scenario {
        name: "S15",
        steps: "join u1, change u1, form u1, leave u1",
        deviations: &[(
            2,
            "the changes that went with a form are saved when the last editor leaves, as all others",
        )],
    },
    scenario(
        "S16",
        "join 78e1e841-8314-48465-8fc0-e7d6451b6475, cmd, cmd, leave 78e1e841-8314-48465-8fc0-e7d6451b6475",
    ),
    scenario("S17", "join a, join b, duel, leave b, leave a"),
    scenario(
        "S19",
        "join u1, cmd, cmd, cmd, change u1, cmd, cmd, leave u1",
    ),
    scenario(
        "S22",
        "join zed, join 10, join 9, cmd, join zed#2, cmd, leave zed#2, cmd, leave zed, leave 10, leave 9",
    ),
];

/// The recorded rows of a scenario.
fn recorded(name: &str) -> Vec<Value> {
    let text = include_str!("../../fixtures/callbacks.jsonl");
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["scenario"] == name)
        .collect()
}

/// A text as a docx file.
pub fn docx() -> Vec<u8> {
    let mut progress = |_| {};
    let reader = FORMATS.reader("md").unwrap();
    let content = reader
        .read(b"base\n", &mut Job::new(&mut progress))
        .unwrap();
    let writer = FORMATS.writer("docx").unwrap();
    writer
        .write(&content, &mut Job::new(&mut progress))
        .unwrap()
}

struct Play {
    desk: Desk,
    commands: VecDeque<Value>,
    /// What was told or answered, as rows of the recording.
    seen: Vec<Value>,
    /// The users whose names are too long to be written more than once.
    long: Vec<String>,
}

impl Play {
    fn new(rows: &[Value]) -> Self {
        let desk = Desk::with(|app| app.with_tokens().may_leave_jobs());
        desk.storage.keep(docx());
        let (mut commands, mut long) = (VecDeque::new(), Vec::new());
        for row in rows {
            match row.get("command") {
                Some(command) => commands.push_back(command.clone()),
                None => {
                    let status = row["body"]["status"].as_i64().unwrap();
                    let code = u16::try_from(row["replied"][0].as_u64().unwrap()).unwrap();
                    let reply = Reply::status(code, row["replied"][1].as_str().unwrap());
                    desk.storage.answer(status, reply);
                    let user = row["body"]["actions"][0]["userid"].as_str();
                    let user = user.unwrap_or_default().to_owned();
                    if user.len() > 100 && !long.contains(&user) {
                        long.push(user);
                    }
                }
            }
        }
        Self {
            desk,
            commands,
            seen: Vec::new(),
            long,
        }
    }

    fn token(&self, claims: &Value) -> String {
        let now = self.desk.app.clock.now_s();
        jwt::sign(claims.as_object().unwrap().clone(), SECRET, now, 300)
    }

    fn join(&mut self, seat: &str, mode: &str, callback: bool) -> Value {
        let user = match (seat, &*self.long) {
            ("a", [a, _]) => a.clone(),
            ("b", [_, b]) => b.clone(),
            _ => seat.split('#').next().unwrap().to_owned(),
        };
        let mut config = Desk::config(KEY, &user, mode);
        config["document"]["fileType"] = json!("docx");
        if !callback {
            config["editorConfig"]["callbackUrl"] = Value::Null;
        }
        let body = json!({ "token": self.token(&config) });
        let answer = self.desk.app.post("/editing").json(&body).send();
        self.desk.sit(seat, &answer);
        answer.json()
    }

    /// Both tokens say what stands in the clear; that in the body says the history even where it is too long for a header.
    fn check_tokens(&self, told: &Told) {
        let now = self.desk.app.clock.now_s();
        let verified = |token: &str| {
            let mut claims = jwt::verify(token, SECRET, now).unwrap();
            let members = claims.as_object_mut().unwrap();
            let until = members.shift_remove("exp").unwrap().as_i64().unwrap();
            assert_eq!(members.shift_remove("iat"), Some(json!(until - 300)));
            claims
        };
        let mut clear = told.body.clone();
        let members = clear.as_object_mut().unwrap();
        let inner = members.shift_remove("token").unwrap();
        let header = told.header.as_deref().unwrap();
        let header = verified(header.strip_prefix("Bearer ").unwrap());
        assert_eq!(header, json!({ "payload": clear }));
        let inner = verified(inner.as_str().unwrap());
        if clear["history"] == json!({}) {
            assert_eq!(inner["history"]["changes"].as_array().unwrap().len(), 16);
            assert!(inner["changesurl"].is_string());
        } else {
            assert_eq!(inner, clear);
        }
    }

    /// Notes what was told since.
    fn note(&mut self) {
        for told in self.desk.storage.take() {
            self.check_tokens(&told);
            if let Some(bytes) = &told.changes {
                // An item of the history, a list of changes.
                let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
                let items = told.body["history"]["changes"].as_array().unwrap();
                assert_eq!(archive.len(), items.len());
                assert!(archive.index_for_name("changes0.json").is_some());
            }
            let (_, to) = told.url.split_once("u=").unwrap();
            self.seen
                .push(json!({ "to": to, "body": masked(&told.body) }));
        }
    }

    fn take(&mut self, step: &str) {
        let (verb, who) = step.split_once(' ').unwrap_or((step, ""));
        match verb {
            "join" => assert_eq!(self.join(who, "edit", true)["state"], "open"),
            "view" => assert_eq!(self.join(who, "view", true)["state"], "open"),
            "mute" => assert_eq!(self.join(who, "view", false)["state"], "open"),
            "late" => assert_eq!(self.join(who, "edit", true)["state"], "outdated"),
            "change" => self.desk.change(who, "x"),
            "duel" => {
                for user in ["a", "b"].repeat(8) {
                    self.desk.change(user, "x");
                }
            }
            "leave" => self.desk.leave(who),
            "hold" => self.desk.vanish(who, "leave"),
            "close" => {
                assert_eq!(self.desk.calling(who, "close").send().status, 200);
            }
            "save" => {
                assert_eq!(self.desk.calling(who, "save").send().error(), Some(0));
            }
            "form" => {
                let form = json!({ "form": [{ "key": "k", "value": "v", "type": "text" }] });
                let call = self.desk.calling(who, "save").json(&form);
                assert_eq!(call.send().error(), Some(0));
            }
            "s" => {
                self.desk.app.clock.advance_s(who.parse().unwrap());
                let body = json!({ "token": self.token(&json!({ "c": "version" })) });
                self.desk.command(&body);
            }
            "break" => self.desk.app.config.set("limit_output_bytes", "1"),
            "gone" => self.desk.storage.set_closed(true),
            "cmd" | "cut" => {
                let mut command = self.commands.pop_front().unwrap();
                command["key"] = json!(KEY);
                let body = json!({ "token": self.token(&command) });
                let call = self.desk.app.post("/command").json(&body);
                let (answer, after) = call.send_and_hold();
                // What was told before the answer comes before it.
                self.note();
                let mut answer = answer.json();
                answer.as_object_mut().unwrap().shift_remove("message");
                command["key"] = json!("<key>");
                let answer = masked(&answer);
                self.seen
                    .push(json!({ "command": command, "answer": answer }));
                if let (Some(after), "cmd") = (after, verb) {
                    after(&self.desk.app.app());
                }
            }
            other => panic!("{other} is no step"),
        }
        self.note();
    }
}

/// A body without what two servers cannot have alike.
fn masked(body: &Value) -> Value {
    let mut body = body.clone();
    let members = body.as_object_mut().unwrap();
    if matches!(members.get("status").and_then(Value::as_i64), Some(2 | 6)) {
        let next = members.shift_remove("nextKey");
        assert!(next.is_some_and(|next| next.is_string()), "{members:?}");
    }
    for (name, value) in members.iter_mut() {
        match name.as_str() {
            "key" => *value = json!("<key>"),
            "token" => *value = json!("<token>"),
            "lastsave" => *value = json!("<time>"),
            "url" | "changesurl" | "formsdataurl" => {
                let link = value.as_str().unwrap();
                let path = link.split('?').next().unwrap();
                *value = json!(path.rsplit('/').next().unwrap());
            }
            "history" if value.get("changes").is_some() => {
                value["serverVersion"] = json!("<version>");
                for change in value["changes"].as_array_mut().unwrap() {
                    change["documentSha256"] = json!("<digest>");
                    change["created"] = json!("<time>");
                }
            }
            _ => {}
        }
    }
    body
}

/// A recorded row as it would be seen.
fn expected(row: &Value) -> Value {
    match row.get("command") {
        Some(command) => json!({ "command": command, "answer": row["answer"] }),
        None => json!({ "to": row["to"], "body": row["body"] }),
    }
}

#[test]
fn storages_are_told_what_a_real_server_tells_them() {
    let mut wrong = Vec::new();
    let mut rows_seen = 0;
    for Scenario {
        name,
        steps,
        deviations,
    } in SCENARIOS
    {
        let rows = recorded(name);
        rows_seen += rows.len();
        let mut play = Play::new(&rows);
        for step in steps.split(',') {
            play.take(step.trim());
        }
        if play.seen.len() != rows.len() {
            let (here, there) = (play.seen.len(), rows.len());
            wrong.push(format!("{name}: {here} rows instead of {there}"));
        }
        for (index, row) in rows.iter().enumerate() {
            // The order of members counts, too.
            let there = expected(row).to_string();
            let here = play.seen.get(index).map(Value::to_string);
            let listed = deviations.iter().find(|(number, _)| *number == index);
            match (here.as_ref() == Some(&there), listed) {
                (true, None) | (false, Some(_)) => {}
                (true, Some((_, reason))) => {
                    wrong.push(format!(
                        "{name} {index}: as recorded, and yet listed: {reason}"
                    ));
                }
                (false, None) => wrong.push(format!("{name} {index}:\n  {there}\n  {here:?}")),
            }
        }
    }
    let all = include_str!("../../fixtures/callbacks.jsonl")
        .lines()
        .count();
    assert_eq!(rows_seen, all, "a recorded scenario is not played");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
