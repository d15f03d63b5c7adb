//! What these tests share: a service and a storage, and random typists.

use std::time::Duration;

use serde_json::{Value, json};
use spindle_delta::{Attributes, Delta, Document};
use spindle_e2e::{Callback, Config, Editor, Service, ServiceBuilder, Storage, office, sign};

/// The text of the documents that are opened.
pub const PLAN: &str = "Plan\n";

/// Long enough for everything that was to come to have come.
pub const QUIET: Duration = Duration::from_millis(1200);

/// Short pauses: what waits in these tests, waits for its own sake.
fn quick(builder: ServiceBuilder) -> ServiceBuilder {
    builder
        .variable("savetimeoutdelay", "300")
        .variable("callback_retry_min_ms", "100")
}

/// A service without tokens.
pub fn open() -> ServiceBuilder {
    quick(Service::open())
}

/// A service with tokens.
pub fn guarded() -> ServiceBuilder {
    quick(Service::builder())
}

/// A service and a storage.
pub struct Setup {
    pub service: Service,
    pub storage: Storage,
    guarded: bool,
}

impl Setup {
    /// Of a service without tokens.
    pub fn open(service: Service) -> Self {
        Self {
            service,
            storage: Storage::start(),
            guarded: false,
        }
    }

    /// Of a service with tokens: all that is sent is signed.
    pub fn guarded(service: Service) -> Self {
        Self {
            guarded: true,
            ..Self::open(service)
        }
    }

    /// What a user opens: a docx file, with the callback URL of the key and the user.
    pub fn config(&self, key: &str, user: &str) -> Config {
        let callback = self.storage.callback_url(key, user);
        self.silent(key, user).callback(&callback)
    }

    /// The same without a callback URL.
    pub fn silent(&self, key: &str, user: &str) -> Config {
        let path = format!("/docs/{key}.docx");
        let url = self
            .storage
            .document(&path, office::docx(&[PLAN.trim_end()]));
        self.sign(Config::new(key, &url).user(user))
    }

    /// A configuration of a file of another type.
    pub fn file(&self, key: &str, extension: &str, bytes: Vec<u8>) -> Config {
        let path = format!("/docs/{key}.{extension}");
        let url = self.storage.document(&path, bytes);
        let callback = self.storage.callback_url(key, "u1");
        self.sign(Config::new(key, &url).callback(&callback))
    }

    /// Signs where the service wants it.
    pub fn sign(&self, config: Config) -> Config {
        if self.guarded {
            config.signed(Service::SECRET)
        } else {
            config
        }
    }

    #[track_caller]
    pub fn join(&self, key: &str, user: &str) -> Editor {
        Editor::join(&self.service.client, &self.config(key, user))
    }

    /// A document with one change by one user, who is still there.
    #[track_caller]
    pub fn edited(&self, key: &str, user: &str) -> Editor {
        let mut editor = self.join(key, user);
        editor.insert(0, "My ");
        editor
    }

    /// Sends a command; answers what came without the reason in words.
    #[track_caller]
    pub fn command(&self, command: &Value) -> Value {
        let body = match self.guarded {
            true => json!({ "token": sign(command, Service::SECRET) }),
            false => command.clone(),
        };
        let answer = self.service.client.post("/command", &body);
        assert_eq!(answer.status, 200, "{command}: {}", answer.text());
        let mut told = answer.json();
        if let Some(members) = told.as_object_mut() {
            members.shift_remove("message");
        }
        told
    }

    /// Sends a command that needs a key only; answers the code.
    #[track_caller]
    pub fn code(&self, command: &str, key: &str) -> i64 {
        let told = self.command(&json!({ "c": command, "key": key }));
        told["error"].as_i64().expect("a code")
    }

    /// The users that `info` tells.
    #[track_caller]
    pub fn users(&self, key: &str) -> Value {
        let told = self.command(&json!({ "c": "info", "key": key }));
        assert_eq!(told["error"], 0, "{told}");
        told["users"].clone()
    }

    /// The keys of the forgotten files, sorted.
    #[track_caller]
    pub fn forgotten(&self) -> Vec<String> {
        let told = self.command(&json!({ "c": "getForgottenList" }));
        let keys = told["keys"].as_array().expect("a list");
        let mut keys: Vec<String> = keys
            .iter()
            .map(|key| key.as_str().expect("a key").to_owned())
            .collect();
        keys.sort();
        keys
    }

    /// Waits until a key has a forgotten file.
    #[track_caller]
    pub fn wait_forgotten(&self, key: &str) {
        self.wait_until(&format!("a forgotten file of {key}"), || {
            self.code("getForgotten", key) == 0
        });
    }

    /// Waits until a save of the key was accepted: whoever joins is told so.
    #[track_caller]
    pub fn wait_saved(&self, key: &str) {
        self.wait_until(&format!("the end of {key}"), || {
            let told = self.try_join_state(key);
            told == "outdated"
        });
    }

    /// What joining as a viewer comes to: a state, or the code of a refusal.
    fn try_join_state(&self, key: &str) -> String {
        // Without a callback URL of his own: the storage is not to be told at another one.
        let config = self.sign(self.silent(key, "reader").view());
        let answer = self.service.client.post("/editing", &config.body()).json();
        let told = answer["state"]
            .as_str()
            .or_else(|| answer["error"].as_str());
        if let Some(session) = answer["session"].as_str() {
            let target = format!("/editing/{session}/leave");
            self.service.client.post(&target, &json!({}));
        }
        told.unwrap_or_default().to_owned()
    }

    /// Waits until something is so, 20 seconds at most.
    #[track_caller]
    pub fn wait_until(&self, what: &str, so: impl Fn() -> bool) {
        let start = std::time::Instant::now();
        while !so() {
            let waited = start.elapsed();
            assert!(waited.as_secs() < 20, "{what} did not come to be");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The text of the docx file that a callback told.
    #[track_caller]
    pub fn result(&self, callback: &Callback) -> String {
        office::docx_text(&callback.download(&self.service.client))
    }
}

/// A configuration as a viewer, signed anew.
pub fn viewer(setup: &Setup, key: &str, user: &str) -> Config {
    setup.sign(setup.config(key, user).view())
}

/// The user ids of a list of actions, with their types.
pub fn actions(callback: &Callback) -> Vec<(i64, String)> {
    let list = callback.body["actions"].as_array().into_iter().flatten();
    list.map(|action| {
        let kind = action["type"].as_i64().expect("a type");
        (kind, action["userid"].as_str().expect("an id").to_owned())
    })
    .collect()
}

/// The users that a callback tells.
pub fn users(callback: &Callback) -> Vec<String> {
    let list = callback.body["users"].as_array().into_iter().flatten();
    list.map(|user| user.as_str().expect("an id").to_owned())
        .collect()
}

/// Random numbers that are the same in every run, and what is made of them here.
pub struct Random(spindle_e2e::random::Random);

impl Random {
    /// Another series for each seed.
    pub fn new(seed: u64) -> Self {
        Self(spindle_e2e::random::Random::new(seed))
    }

    /// Less than `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0.below(below)
    }

    /// Letters and digits that no packing makes much shorter.
    pub fn noise(&mut self, length: usize) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut letter = || letters[self.below(letters.len() as u64) as usize] as char;
        (0..length).map(|_| letter()).collect()
    }

    /// Some edit of a text: insertions for the most part, also deletions and formats. The last line break stays.
    pub fn edit(&mut self, document: &Document, name: &str) -> Delta {
        let last = document.len().saturating_sub(1);
        let at = self.below(last + 1);
        let some = (self.below(4) + 1).min(last - at);
        match self.below(8) {
            0 if some > 0 => Delta::new().retain(at, ()).delete(some),
            1 if some > 0 => {
                let bold = Attributes::from([("bold", json!(true))]);
                Delta::new().retain(at, ()).retain(some, bold)
            }
            2 => Delta::new().retain(at, ()).insert(format!("{name}\n"), ()),
            3 => Delta::new().retain(at, ()).insert("汉字", ()),
            kind => Delta::new()
                .retain(at, ())
                .insert(format!("{name}{kind} "), ()),
        }
    }
}
