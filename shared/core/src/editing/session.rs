//! A session: whoever has its name is that editor.

use ::http::StatusCode;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::app::App;
use crate::http::{Request, parameters, read_body};
use crate::saving::people::shown;
use crate::settings::Settings;
use crate::store::editings::{self, Editing, Phase};
use crate::store::participants::{self, Mode, Participant, Presence};
use crate::store::{Statements, Store, StoreError};

/// An editor who calls again within so many seconds stays there whatever `expire_presence_s` is.
const HEARTBEAT_S: i64 = 60;

/// A session that calls, and what it edits.
pub(super) struct Session<'a, 's> {
    pub app: App<'a>,
    pub settings: &'s Settings,
    pub store: Store<'a>,
    pub me: Participant,
    pub editing: Editing,
    /// What follows on the session in the path.
    pub verb: String,
}

impl<'a, 's> Session<'a, 's> {
    pub(super) fn open(
        app: &App<'a>,
        settings: &'s Settings,
        name: &str,
        verb: String,
    ) -> Result<Self, Refusal> {
        let store = Store::open(&app.ports)?;
        let me = participants::find(&store, name)?.ok_or_else(Refusal::no_session)?;
        let editing = editings::of_doc(&store, &me.doc)?
            .filter(|editing| editing.phase == Phase::Open)
            .ok_or_else(Refusal::no_session)?;
        Ok(Self {
            app: *app,
            settings,
            store,
            me,
            editing,
            verb,
        })
    }

    /// Refuses a session that is not there any more.
    pub(super) fn must_be_here(&self) -> Result<(), Refusal> {
        here(&self.me)
    }

    /// Refuses a session that may not change anything.
    pub(super) fn must_edit(&self) -> Result<(), Refusal> {
        may_edit(&self.me)
    }

    /// Says that it called.
    pub(super) fn saw(&self) -> Result<(), StoreError> {
        participants::saw(&self.store, &self.me.session, self.app.ports.clock.now_ms()).map(|_| ())
    }

    /// The body of a call, as JSON.
    pub(super) fn body(&self, request: &mut Request) -> Result<Map<String, Value>, Refusal> {
        body(self.settings, request)
    }
}

pub(super) fn here(me: &Participant) -> Result<(), Refusal> {
    match me.presence {
        Presence::Here => Ok(()),
        Presence::Dropped => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "dropped",
            "the session was ended by the storage",
        )),
        Presence::Left => Err(Refusal::new(
            StatusCode::GONE,
            "left",
            "the session has left; join again",
        )),
    }
}

pub(super) fn may_edit(me: &Participant) -> Result<(), Refusal> {
    here(me)?;
    match me.mode {
        Mode::Edit => Ok(()),
        Mode::View => Err(Refusal::read_only()),
    }
}

/// The body of a call, as JSON whatever its type is called; an empty one has no members.
pub(super) fn body(
    settings: &Settings,
    request: &mut Request,
) -> Result<Map<String, Value>, Refusal> {
    let bytes = read_body(request, settings.request_bytes, "limit_request_bytes")?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    let read = parameters(&bytes, None)?;
    match read.not_json {
        Some(reason) => Err(Refusal::bad_request(format!(
            "the body is not JSON: {reason}"
        ))),
        None => Ok(read.map),
    }
}

/// How a document and one's own place in it are answered.
pub(super) fn state(
    on: &impl Statements,
    settings: &Settings,
    editing: &Editing,
    me: &Participant,
) -> Result<Value, StoreError> {
    let people: Vec<Value> = participants::of(on, &editing.doc)?
        .iter()
        .filter(|one| one.presence != Presence::Left)
        .map(shown)
        .collect();
    let third = settings.saving.presence_ms / 3000;
    Ok(json!({
        "state": "open",
        "session": me.session,
        "key": editing.shown_key(),
        "number": me.number,
        "mode": me.mode.name(),
        "kind": editing.kind.name(),
        "fileType": editing.file_type,
        "title": editing.title,
        "version": editing.version,
        "event": editing.event,
        "participants": people,
        "heartbeat": third.clamp(1, HEARTBEAT_S),
        "forgotten": editing.forgotten,
    }))
}
