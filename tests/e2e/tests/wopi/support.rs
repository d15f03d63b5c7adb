//! What these tests share: an operator who uploads and signs, and an editor with a token.

use serde_json::{Value, json};
use spindle_e2e::{Answer, Client};

/// A lock as Microsoft's clients make them.
pub const LOCK: &str = r#"{"S":"7a1c4a3e-62a8-4b5c-9e3e-0d5b6b1f7a10","F":4,"E":2,"M":"a"}"#;

/// Somebody with a token for a file. Clones are the same user in other threads.
#[derive(Clone)]
pub struct Editor {
    pub client: Client,
    pub id: String,
    pub token: String,
}

/// Uploads a file as the operator; its id.
pub fn upload(client: &Client, name: &str, bytes: &[u8]) -> String {
    let answer = client.send("PUT", &format!("/v1/files?name={name}"), &[], bytes);
    assert_eq!(answer.status, 201, "{}", answer.text());
    text(&answer.json()["id"])
}

/// A token for all that may be done with a file.
pub fn editor(client: &Client, id: &str) -> Editor {
    let asked =
        json!({ "userId": "u1", "userName": "Zoë", "permissions": "all", "client": "microsoft" });
    let answer = client.post(&format!("/v1/files/{id}/tokens"), &asked);
    assert_eq!(answer.status, 200, "{}", answer.text());
    Editor {
        client: client.clone(),
        id: id.to_owned(),
        token: text(&answer.json()["access_token"]),
    }
}

impl Editor {
    /// A path under the file with the token.
    pub fn target(&self, under: &str) -> String {
        format!("/wopi/files/{}{under}?access_token={}", self.id, self.token)
    }

    #[track_caller]
    pub fn read(&self, under: &str) -> Answer {
        self.client.get(&self.target(under))
    }

    /// CheckFileInfo, which must succeed.
    #[track_caller]
    pub fn info(&self) -> Value {
        let answer = self.read("");
        done(&answer);
        answer.json()
    }

    #[track_caller]
    pub fn version(&self) -> String {
        text(&self.info()["Version"])
    }

    #[track_caller]
    pub fn bytes(&self) -> Vec<u8> {
        let answer = self.read("/contents");
        done(&answer);
        answer.body
    }

    /// A POST to the file with these headers beside the override.
    #[track_caller]
    pub fn op(&self, name: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut all = vec![("x-wopi-override", name)];
        all.extend_from_slice(headers);
        self.client.send("POST", &self.target(""), &all, body)
    }

    #[track_caller]
    pub fn lock(&self, lock: &str) -> Answer {
        self.op("LOCK", &[("x-wopi-lock", lock)], &[])
    }

    #[track_caller]
    pub fn unlock(&self, lock: &str) -> Answer {
        self.op("UNLOCK", &[("x-wopi-lock", lock)], &[])
    }

    #[track_caller]
    pub fn relock(&self, old: &str, new: &str) -> Answer {
        let headers = [("x-wopi-lock", new), ("x-wopi-oldlock", old)];
        self.op("LOCK", &headers, &[])
    }

    /// The lock as GetLock tells it.
    #[track_caller]
    pub fn held(&self) -> String {
        let answer = self.op("GET_LOCK", &[], &[]);
        done(&answer);
        told_lock(&answer)
    }

    /// A save that may come to nothing, as to a host that is being killed.
    pub fn try_put(&self, lock: &str, bytes: &[u8]) -> Result<Answer, String> {
        let headers = [("x-wopi-override", "PUT"), ("x-wopi-lock", lock)];
        let target = self.target("/contents");
        self.client.try_send("POST", &target, &headers, bytes)
    }

    #[track_caller]
    pub fn put(&self, lock: &str, bytes: &[u8]) -> Answer {
        match self.try_put(lock, bytes) {
            Ok(answer) => answer,
            Err(error) => panic!("{error}"),
        }
    }

    /// The versions that are kept, the latest first.
    pub fn versions(&self) -> Vec<String> {
        let answer = self.client.get(&format!("/v1/files/{}/versions", self.id));
        let told = answer.json();
        let versions = told["versions"].as_array().expect("a list").iter();
        versions.map(|version| text(&version["version"])).collect()
    }

    /// The bytes of a version.
    #[track_caller]
    pub fn bytes_of(&self, version: &str) -> Vec<u8> {
        let target = format!("/v1/files/{}?version={version}", self.id);
        let answer = self.client.get(&target);
        assert_eq!(answer.status, 200, "version {version}: {}", answer.text());
        answer.body
    }
}

/// Holds an answer to 200 and to its length.
#[track_caller]
pub fn done(answer: &Answer) {
    let reason = answer.header("x-wopi-servererror");
    assert_eq!(answer.status, 200, "{reason:?} {}", answer.text());
    let length = answer.body.len().to_string();
    assert_eq!(answer.header("content-length"), Some(length.as_str()));
}

/// Holds an answer to 409 with the lock that is in the way.
#[track_caller]
pub fn locked(answer: &Answer, current: &str) {
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(told_lock(answer), current);
}

/// The lock that an answer tells, which may be the empty one.
pub fn told_lock(answer: &Answer) -> String {
    answer
        .header("x-wopi-lock")
        .expect("an answer that tells the lock")
        .to_owned()
}

#[track_caller]
pub fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("{value} is not a string"))
        .to_owned()
}

/// Bytes that nothing else has, made as they are needed.
#[derive(Clone)]
pub struct Pattern(u64);

impl Pattern {
    /// Another series for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next bytes of the series; every part but the last is a multiple of 8 bytes.
    pub fn fill(&mut self, into: &mut [u8]) {
        for part in into.chunks_mut(8) {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            part.copy_from_slice(&self.0.to_le_bytes()[..part.len()]);
        }
    }
}

/// So many bytes of a series.
pub fn pattern(seed: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    Pattern::new(seed).fill(&mut bytes);
    bytes
}
