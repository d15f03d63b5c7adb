//! How a client's calls go out, and how often their answers are lost.

use std::time::Duration;

use serde_json::{Value, json};
use spindle_delta::Delta;
use spindle_e2e::{Docs, Envelope};

use super::Replica;

const UPLOAD: &str = "/fs/bs/doc/offlineUpload";
/// The service lost the race too often and says so: the call is to be sent again.
const RACED: i64 = 40900;

impl Replica {
    fn body(&self) -> Value {
        let mut members = json!({ "v": self.v, "inflightOp": { "ops": self.sent[0] } });
        let pending: Vec<&Delta> = self.sent.iter().skip(1).collect();
        if !pending.is_empty() {
            members["pendingOps"] = json!(pending);
        }
        if self.identity.marked {
            members["src"] = json!(self.identity.name);
            members["seq"] = json!(self.seq);
        }
        Docs::upload_body(&self.identity.user, &self.fid, &members)
    }

    /// Sends what is to be sent until an answer is seen. Three of ten answers get lost, and the very same body is sent
    /// again, signed anew; some bodies go out twice at once.
    pub(super) fn deliver(&mut self) -> Value {
        let mut body = self.body();
        loop {
            let chance = self.random.below(100);
            if chance < 30 {
                self.send_and_forget(&body);
                // The user does not wait for the network. Where nothing but the inflight operation was sent, what he
                // does goes along as pending; what was sent as pending is known to the service by its whole body only.
                if self.sent.len() == 1 && self.random.percent(40) {
                    self.edit();
                    self.sent.append(&mut self.later.drain(..).collect());
                    body = self.body();
                } else if self.random.percent(20) {
                    self.edit();
                }
            } else if chance < 36 {
                if let Some(data) = self.send_twice(&body) {
                    return data;
                }
            } else if let Some(data) = self.send(&body) {
                return data;
            }
        }
    }

    fn send_and_forget(&mut self, body: &Value) {
        let body = body.to_string();
        match self.docs.answer("POST", UPLOAD, body.as_bytes()) {
            Ok(_) => self.ignored += 1,
            Err(error) => self.bear(&error),
        }
    }

    /// A call without an answer is no surprise where the host dies.
    pub(super) fn bear(&mut self, error: &str) {
        assert!(self.patient, "{error}");
        self.unanswered += 1;
        std::thread::sleep(Duration::from_millis(20));
    }

    fn send(&mut self, body: &Value) -> Option<Value> {
        let answer = upload(&self.docs, body);
        self.judge(answer)
    }

    /// Two threads send the same at the same time: one answer is as good as the other.
    fn send_twice(&mut self, body: &Value) -> Option<Value> {
        let docs = &self.docs;
        let (one, two) = std::thread::scope(|scope| {
            let other = scope.spawn(|| upload(docs, body));
            (upload(docs, body), other.join().expect("an answer"))
        });
        let (one, two) = (self.judge(one), self.judge(two));
        if let (Some(one), Some(two)) = (&one, &two) {
            for name in ["_v", "_o", "ops"] {
                assert_eq!(one["document"][name], two["document"][name], "{name}");
            }
        }
        one.or(two)
    }

    fn judge(&mut self, answer: Result<Envelope, String>) -> Option<Value> {
        match answer {
            Ok(envelope) if envelope.code == RACED => {
                self.raced += 1;
                None
            }
            Ok(envelope) => {
                let data = envelope.ok();
                assert_eq!(data["type"], 1);
                Some(data)
            }
            Err(error) => {
                self.bear(&error);
                None
            }
        }
    }
}

fn upload(docs: &Docs, body: &Value) -> Result<Envelope, String> {
    let body = body.to_string();
    let answer = docs.answer("POST", UPLOAD, body.as_bytes())?;
    Ok(Envelope::of(&answer))
}
