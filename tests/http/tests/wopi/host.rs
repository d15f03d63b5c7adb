//! What the tests share: an operator who uploads and signs, and an editor with a token.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::Method;
use serde_json::{Value, json};
use spindle_testkit::test_app::Call;
use spindle_testkit::{Answer, TestApp};

/// A lock as Microsoft's clients make them.
pub const LOCK: &str = r#"{"S":"7a1c4a3e-62a8-4b5c-9e3e-0d5b6b1f7a10","F":4,"E":2,"M":"a"}"#;
/// Another one that differs in one character.
pub const OTHER: &str = r#"{"S":"7a1c4a3e-62a8-4b5c-9e3e-0d5b6b1f7a10","F":4,"E":2,"M":"A"}"#;

/// The service and its operator.
pub struct Host {
    pub app: TestApp,
}

impl Host {
    pub fn new() -> Self {
        Self::with(|app| app)
    }

    /// With other variables.
    pub fn with(settings: impl FnOnce(TestApp) -> TestApp) -> Self {
        Self {
            app: settings(TestApp::new()),
        }
    }

    /// A new file at the top; its id.
    pub fn upload(&self, name: &str, bytes: impl Into<Vec<u8>>) -> String {
        self.upload_to("root", name, bytes)
    }

    /// A new file in a folder.
    pub fn upload_to(&self, folder: &str, name: &str, bytes: impl Into<Vec<u8>>) -> String {
        let target = format!("/v1/files?name={}&folder={folder}", encoded(name));
        let answer = self.app.call(Method::PUT, &target).body(bytes).send();
        assert_eq!(answer.status, 201, "{}", answer.text());
        text(&answer.json()["id"])
    }

    /// A new folder in a folder.
    pub fn folder(&self, folder: &str, name: &str) -> String {
        let target = format!(
            "/v1/files?kind=folder&name={}&folder={folder}",
            encoded(name)
        );
        let answer = self.app.call(Method::PUT, &target).send();
        assert_eq!(answer.status, 201, "{}", answer.text());
        text(&answer.json()["id"])
    }

    /// Asks for a token.
    pub fn ask_token(&self, id: &str, asked: &Value) -> Answer {
        let target = format!("/v1/files/{id}/tokens");
        self.app.post(&target).json(asked).send()
    }

    /// Somebody with a token of those permissions (a list, or `"all"`) for a file or folder.
    pub fn editor_with(&self, id: &str, client: &str, permissions: &Value) -> Editor<'_> {
        let asked = json!({
            "userId": "u1", "userName": "Zoë", "permissions": permissions, "client": client,
        });
        let answer = self.ask_token(id, &asked);
        assert_eq!(answer.status, 200, "{}", answer.text());
        Editor {
            host: self,
            id: id.to_owned(),
            token: text(&answer.json()["access_token"]),
        }
    }

    /// Somebody who may do anything with a file or folder.
    pub fn editor(&self, id: &str) -> Editor<'_> {
        self.editor_with(id, "microsoft", &json!("all"))
    }

    /// The same, who may only do that.
    pub fn only(&self, id: &str, permissions: &[&str]) -> Editor<'_> {
        self.editor_with(id, "microsoft", &json!(permissions))
    }

    /// The editor of what an answer's URL names, token included.
    pub fn follow(&self, url: &Value) -> Editor<'_> {
        let url = url.as_str().unwrap_or_else(|| panic!("{url}"));
        let (place, token) = url.split_once("?access_token=").unwrap();
        let id = place.rsplit('/').next().unwrap();
        Editor {
            host: self,
            id: id.to_owned(),
            token: token.to_owned(),
        }
    }

    /// A JSON answer of the operator's API.
    pub fn told(&self, target: &str) -> Value {
        let answer = self.app.get(target).send();
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        answer.json()
    }

    /// The current bytes, as the operator gets them.
    pub fn bytes(&self, id: &str) -> Vec<u8> {
        let answer = self.app.get(&format!("/v1/files/{id}")).send();
        assert_eq!(answer.status, 200, "{id}");
        answer.body
    }

    /// The bytes of a version.
    pub fn version(&self, id: &str, version: &str) -> Option<Vec<u8>> {
        let target = format!("/v1/files/{id}?version={version}");
        let answer = self.app.get(&target).send();
        match answer.status.as_u16() {
            200 => Some(answer.body),
            404 => None,
            other => panic!("{other}: {}", answer.text()),
        }
    }

    /// The numbers of the versions that are kept, the latest first.
    pub fn versions(&self, id: &str) -> Vec<String> {
        let told = self.told(&format!("/v1/files/{id}/versions"));
        let versions = told["versions"].as_array().unwrap().iter();
        versions.map(|version| text(&version["version"])).collect()
    }

    /// The saves that were refused, the latest first.
    pub fn recovery(&self, id: &str) -> Vec<Value> {
        let told = self.told(&format!("/v1/files/{id}/recovery"));
        told["recovery"].as_array().unwrap().clone()
    }

    /// The names of what lies in a folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let told = self.told(&format!("/v1/files?folder={folder}"));
        let files = told["files"].as_array().unwrap().iter();
        files.map(|file| text(&file["name"])).collect()
    }

    /// All that a refusal must leave as it is: the file, its versions and bytes, what lies beside it, the locks.
    pub fn state(&self, id: &str) -> Value {
        json!({
            "info": self.told(&format!("/v1/files/{id}/info")),
            "versions": self.told(&format!("/v1/files/{id}/versions")),
            "bytes": self.bytes(id),
            "top": self.told("/v1/files"),
            "locks": self.told("/v1/locks"),
        })
    }
}

/// Somebody with a token for a file or folder.
#[derive(Clone)]
pub struct Editor<'h> {
    pub host: &'h Host,
    pub id: String,
    pub token: String,
}

impl<'h> Editor<'h> {
    /// A request under `/wopi`, with the token.
    pub fn call(&self, method: Method, path: &str) -> Call<'h> {
        let target = format!("/wopi/{path}?access_token={}", self.token);
        self.host.app.call(method, &target)
    }

    /// A GET of the file (`""`), or of what is under it (`"/contents"`).
    pub fn read(&self, under: &str) -> Answer {
        self.call(Method::GET, &format!("files/{}{under}", self.id))
            .send()
    }

    /// A GET of the folder or what is under it.
    pub fn browse(&self, under: &str) -> Answer {
        self.call(Method::GET, &format!("containers/{}{under}", self.id))
            .send()
    }

    /// CheckFileInfo, which must succeed.
    #[track_caller]
    pub fn info(&self) -> Value {
        let answer = self.read("");
        done(&answer);
        answer.json()
    }

    /// The version as CheckFileInfo tells it.
    #[track_caller]
    pub fn version(&self) -> String {
        text(&self.info()["Version"])
    }

    /// The bytes as GetFile tells them.
    #[track_caller]
    pub fn bytes(&self) -> Vec<u8> {
        let answer = self.read("/contents");
        done(&answer);
        answer.body
    }

    /// A POST to the file.
    pub fn op(&self, name: &str) -> Call<'h> {
        self.call(Method::POST, &format!("files/{}", self.id))
            .header("x-wopi-override", name)
    }

    /// A POST to the folder.
    pub fn folder_op(&self, name: &str) -> Call<'h> {
        self.call(Method::POST, &format!("containers/{}", self.id))
            .header("x-wopi-override", name)
    }

    /// A POST to the file with a lock.
    pub fn with_lock(&self, name: &str, lock: &str) -> Answer {
        self.op(name).header("x-wopi-lock", lock).send()
    }

    pub fn lock(&self, lock: &str) -> Answer {
        self.with_lock("LOCK", lock)
    }

    pub fn refresh(&self, lock: &str) -> Answer {
        self.with_lock("REFRESH_LOCK", lock)
    }

    pub fn unlock(&self, lock: &str) -> Answer {
        self.with_lock("UNLOCK", lock)
    }

    pub fn relock(&self, old: &str, new: &str) -> Answer {
        self.op("LOCK")
            .header("x-wopi-lock", new)
            .header("x-wopi-oldlock", old)
            .send()
    }

    /// The lock as GetLock tells it.
    #[track_caller]
    pub fn held(&self) -> String {
        let answer = self.op("GET_LOCK").send();
        done(&answer);
        answer.header("x-wopi-lock").unwrap().to_owned()
    }

    /// A save on its way.
    pub fn saving(&self, lock: Option<&str>, bytes: impl Into<Vec<u8>>) -> Call<'h> {
        let bytes = bytes.into();
        let call = self
            .call(Method::POST, &format!("files/{}/contents", self.id))
            .header("x-wopi-override", "PUT")
            .header("content-length", &bytes.len().to_string());
        let call = match lock {
            Some(lock) => call.header("x-wopi-lock", lock),
            None => call,
        };
        call.body(bytes)
    }

    pub fn put(&self, lock: Option<&str>, bytes: impl Into<Vec<u8>>) -> Answer {
        self.saving(lock, bytes).send()
    }
}

/// Holds an answer to 200.
#[track_caller]
pub fn done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{:?}", answer.headers);
}

/// Holds an answer to a refusal with its reason in words.
#[track_caller]
pub fn refused(answer: &Answer, status: u16) {
    let reason = answer.header("x-wopi-servererror");
    assert_eq!(answer.status, status, "{reason:?} {}", answer.text());
    assert!(reason.is_some_and(|reason| !reason.is_empty()));
}

/// Holds an answer to 409 with the lock that is in the way.
#[track_caller]
pub fn locked(answer: &Answer, current: &str) {
    refused(answer, 409);
    let told: Vec<_> = answer.headers.get_all("x-wopi-lock").iter().collect();
    assert_eq!(told, [current], "exactly one X-WOPI-Lock");
}

/// A string in JSON.
#[track_caller]
pub fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("{value} is not a string"))
        .to_owned()
}

/// A value for a query.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A name as Microsoft's clients write it in a header.
pub fn utf7(text: &str) -> String {
    let plain =
        |character: &char| character.is_ascii_alphanumeric() || "'(),-./:? ".contains(*character);
    let mut written = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run: String = if plain(&first) {
            rest.chars().take_while(plain).collect()
        } else {
            rest.chars().take_while(|next| !plain(next)).collect()
        };
        rest = &rest[run.len()..];
        if plain(&first) {
            written.push_str(&run);
        } else {
            let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            written.push_str(&format!("+{}-", STANDARD_NO_PAD.encode(units)));
        }
    }
    written
}

/// So many bytes in which every place differs from its neighbours, other ones for every seed.
pub fn pattern(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}
