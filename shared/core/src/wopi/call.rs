//! One WOPI request: who asks, for what, and what operations read of it.

use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::error::WopiError;
use super::permissions::Permissions;
use super::registry::{At, Operation};
use super::tree::{Entry, Folder};
use super::urls::Urls;
use super::{rendering, utf7};
use crate::app::App;
use crate::auth::grant::{Grant, Target};
use crate::dialect::wopi::{LOCK, SERVER_VERSION, TYPE, header};
use crate::http::{Body, Request, Response};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::Store;
use crate::store::contents::{self, Bytes, Head};
use crate::store::nodes::anywhere::{self, FoundFile};
use crate::version::SPINDLE_VERSION;

use super::lock::MOST_ID;

/// The version of a file's content.
const ITEM_VERSION: HeaderName = HeaderName::from_static("x-wopi-itemversion");

/// A request whose token is good.
pub(crate) struct Call<'c, 'a> {
    pub app: &'c App<'a>,
    pub settings: &'c Settings,
    pub store: Store<'a>,
    pub request: Request,
    pub grant: Grant,
    pub urls: Urls<'c>,
    /// The id in the path.
    pub id: String,
}

/// A file as WOPI sees it.
pub(crate) struct File {
    pub entry: Entry,
    pub head: Head,
}

impl<'a> Call<'_, 'a> {
    /// The request's time, milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.app.ports.clock.now_ms()
    }

    /// Refuses what the token does not allow; what is not there is not there, whatever one may do with it.
    pub(crate) fn permit(&self, operation: &Operation, at: At) -> Result<(), WopiError> {
        let permissions = self.grant.permissions;
        let (allowed, needs) = match operation.needs {
            Permissions::NONE => (permissions.saves(), "write".to_owned()),
            needs => (permissions.has(needs), needs.names().join(", ")),
        };
        if allowed {
            return Ok(());
        }
        if at.is_of_file() {
            Entry::find(&self.store, &self.id)?.ok_or_else(|| self.gone())?;
        } else if at.is_of_container() {
            self.folder()?;
        }
        Err(WopiError::NotAllowed(format!(
            "{} needs the permission `{needs}`, which the token does not have",
            operation.name
        )))
    }

    /// Logs a line about the request.
    pub(crate) fn note(&self, words: &str) {
        self.app.ports.log.line(Level::Warn, words);
    }

    /// A header's text, without the space around it; `None` where it is not there, or empty: some clients send an empty one
    /// for none.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let value = self.request.headers.get(name)?.to_str().ok()?;
        Some(value.trim()).filter(|text| !text.is_empty())
    }

    /// A header that says yes or no.
    pub(crate) fn switch(&self, names: &[&str]) -> Option<bool> {
        let text = names.iter().find_map(|name| self.header(name))?;
        Some(text.eq_ignore_ascii_case("true"))
    }

    /// A header with a name in UTF-7.
    pub(crate) fn name(&self, header: &str) -> Result<Option<String>, WopiError> {
        let Some(value) = self.request.headers.get(header) else {
            return Ok(None);
        };
        let name = utf7::decode(value.as_bytes())
            .map_err(|error| WopiError::Request(format!("the header {header}: {error}")))?;
        Ok(Some(name).filter(|name| !name.is_empty()))
    }

    /// A lock's id out of a header.
    pub(crate) fn lock_id(&self, header: &str) -> Result<Option<String>, WopiError> {
        let Some(value) = self.request.headers.get(header) else {
            return Ok(None);
        };
        let id = value
            .to_str()
            .map_err(|_| WopiError::Request(format!("the header {header} is not ASCII")))?
            // Space around a value is not of it, whether the server took it away or not (RFC 9110, 5.5).
            .trim();
        if id.len() > MOST_ID {
            let words = format!(
                "the header {header} has {} characters, more than {MOST_ID}",
                id.len()
            );
            return Err(WopiError::Request(words));
        }
        Ok(Some(id.to_owned()).filter(|id| !id.is_empty()))
    }

    /// The id of the lock that the request is about.
    pub(crate) fn needed_lock(&self) -> Result<String, WopiError> {
        self.lock_id("X-WOPI-Lock")?.ok_or_else(|| {
            WopiError::Request("the header X-WOPI-Lock is missing or empty".to_owned())
        })
    }

    /// The file of the path, with what it is now. An online document is written as a file where it was not before, or is
    /// another one by now.
    pub(crate) fn file(&self) -> Result<File, WopiError> {
        Ok(self.find(false)?.0)
    }

    /// The same with its bytes, of one moment.
    pub(crate) fn file_and_bytes(&self) -> Result<(File, Bytes), WopiError> {
        let (mut file, bytes) = self.find(true)?;
        if let Some(bytes) = bytes {
            return Ok((file, bytes));
        }
        // A document was written just now.
        let (head, bytes) = contents::current(&self.store, &self.id)?.ok_or_else(|| self.gone())?;
        file.head = head;
        Ok((file, bytes))
    }

    fn find(&self, with_bytes: bool) -> Result<(File, Option<Bytes>), WopiError> {
        let FoundFile { found, head, bytes } =
            anywhere::open_file(&self.store, &self.id, with_bytes)?.ok_or_else(|| self.gone())?;
        if found.is_folder() {
            return Err(self.gone());
        }
        let before = head.as_ref().map(|head| head.version);
        let head = if found.is_document() {
            rendering::current(self, &found, head)?
        } else {
            head.ok_or_else(|| self.gone())?
        };
        let bytes = bytes.filter(|_| before == Some(head.version));
        Ok((File { entry: found, head }, bytes))
    }

    fn gone(&self) -> WopiError {
        WopiError::NotFound(format!("there is no file {}", self.id))
    }

    /// The folder of the path.
    pub(crate) fn folder(&self) -> Result<Folder, WopiError> {
        Folder::find(&self.store, &self.id)?
            .ok_or_else(|| WopiError::NotFound(format!("there is no folder {}", self.id)))
    }

    /// The folder that is the top for the user of this token.
    pub(crate) fn top(&self) -> Result<Folder, WopiError> {
        let no_folder = |id: &str| WopiError::NotFound(format!("there is no folder {id}"));
        match &self.grant.target {
            Target::Ecosystem(id) => Folder::find(&self.store, id)?.ok_or_else(|| no_folder(id)),
            Target::Container(id) => Folder::find(&self.store, id)?
                .map(|folder| folder.top())
                .ok_or_else(|| no_folder(id)),
            Target::File(id) => Entry::find(&self.store, id)?
                .map(|entry| entry.top())
                .ok_or_else(|| self.gone()),
        }
    }

    /// What the token says of its holder for another file.
    pub(crate) fn for_file(&self, id: &str) -> Grant {
        self.grant.on(Target::File(id.to_owned()))
    }

    /// And for a folder.
    pub(crate) fn for_folder(&self, id: &str) -> Grant {
        self.grant.on(Target::Container(id.to_owned()))
    }
}

/// 200 with JSON.
pub(crate) fn json<'a>(value: &impl Serialize) -> Response<'a> {
    versioned(Response::json(TYPE, value))
}

/// 200 with nothing in it.
pub(crate) fn done<'a>() -> Response<'a> {
    versioned(Response {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Body::Bytes(Vec::new()),
        after: None,
    })
}

fn versioned(mut response: Response<'_>) -> Response<'_> {
    let version = HeaderValue::from_static(SPINDLE_VERSION);
    response.headers.insert(SERVER_VERSION, version);
    response
}

/// The version as WOPI tells it.
pub(crate) fn version_text(head: &Head) -> String {
    head.version.to_string()
}

/// The same with X-WOPI-ItemVersion.
pub(crate) fn with_version<'a>(mut response: Response<'a>, head: &Head) -> Response<'a> {
    let version = header(&version_text(head));
    response.headers.insert(ITEM_VERSION, version);
    response
}

/// The same with X-WOPI-Lock.
pub(crate) fn with_lock<'a>(mut response: Response<'a>, lock: &str) -> Response<'a> {
    response.headers.insert(LOCK, header(lock));
    response
}
