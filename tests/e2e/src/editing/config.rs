//! The configuration that an integrator gives to an editor.

use serde_json::{Value, json};

use crate::token::sign;

/// What an editor joins with.
#[derive(Debug, Clone)]
pub struct Config {
    value: Value,
    secret: Option<String>,
}

impl Config {
    /// Editing of the document at `url` under `key`, by user `u1`. The extension of the URL tells the type.
    pub fn new(key: &str, url: &str) -> Self {
        let extension = url.rsplit('.').next().unwrap_or("docx");
        let value = json!({
            "document": { "key": key, "url": url, "fileType": extension, "title": format!("{key}.{extension}") },
            "editorConfig": {},
        });
        Self {
            value,
            secret: None,
        }
        .user("u1")
    }

    /// What a page of this service has in it.
    pub fn of_page(value: Value) -> Self {
        Self {
            value,
            secret: None,
        }
    }

    /// Another user; his name is `Name <id>`.
    #[must_use]
    pub fn user(self, id: &str) -> Self {
        let user = json!({ "id": id, "name": format!("Name {id}") });
        self.set("/editorConfig", "user", user)
    }

    /// Where the storage listens.
    #[must_use]
    pub fn callback(self, url: &str) -> Self {
        self.set("/editorConfig", "callbackUrl", json!(url))
    }

    /// A viewer.
    #[must_use]
    pub fn view(self) -> Self {
        self.set("/editorConfig", "mode", json!("view"))
    }

    /// Sets a member of the object at a JSON pointer.
    ///
    /// # Panics
    /// When there is no such object.
    #[must_use]
    pub fn set(mut self, pointer: &str, name: &str, value: Value) -> Self {
        let object = self.value.pointer_mut(pointer).expect("an object");
        object[name] = value;
        self
    }

    /// Signs all of it; the token is its member `token`.
    #[must_use]
    pub fn signed(mut self, secret: &str) -> Self {
        self.secret = Some(secret.to_owned());
        self
    }

    /// The configuration without a token.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The body of the call.
    pub fn body(&self) -> Value {
        let mut body = self.value.clone();
        if let Some(secret) = &self.secret {
            body["token"] = json!(sign(&self.value, secret));
        }
        body
    }
}
