//! `GET /editing/{session}/events`: what others did, by long poll or as a stream.

use ::http::header::ACCEPT;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::changes::shown;
use super::live;
use super::refusal::Refusal;
use super::session::{Session, here};
use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response, query_parameters};
use crate::store::editings::{self, Kind, Phase};
use crate::store::{Statements, StoreError, operations, participants};

/// How long a poll waits where it does not say, and at most, in seconds.
const WAIT_S: i64 = 25;
const MOST_WAIT_S: i64 = 55;
/// The first and the longest pause between two looks, in milliseconds.
const PAUSES_MS: (u64, u64) = (20, 400);
/// Changes and events of one answer at most.
const MOST: i64 = 1000;

/// How far a client has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    pub version: i64,
    pub event: i64,
}

/// What is new to it.
pub(super) struct News {
    pub cursor: Cursor,
    pub changes: Vec<Value>,
    pub events: Vec<(i64, Box<RawValue>)>,
}

impl News {
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty()
    }
}

pub(super) fn run<'a>(session: Session<'a, '_>, request: Request) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    // Reading works also where nothing can be written.
    let _ = session.saw();
    let query = query_parameters(request.query.as_deref());
    let wants_stream = request
        .headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/event-stream"));
    let from = start(&session, &request, &query)?;
    if wants_stream {
        return Ok(live::stream(session, from));
    }
    let wait_s = number(&query, "wait")?
        .unwrap_or(WAIT_S)
        .clamp(0, MOST_WAIT_S);
    let clock = session.app.ports.clock;
    let deadline = clock.now_ms().saturating_add(wait_s.saturating_mul(1000));
    let (mut pause, longest) = PAUSES_MS;
    loop {
        let news = news(&session.store, &session.me.session, from)?;
        if !news.is_empty() || clock.now_ms() >= deadline {
            return Ok(Response::json(SERVICE_TYPE, &written(&session.app, news)));
        }
        let left = deadline.saturating_sub(clock.now_ms());
        clock.sleep_ms(pause.min(u64::try_from(left).unwrap_or(0)).max(1));
        pause = (pause * 2).min(longest);
    }
}

fn written(app: &App<'_>, news: News) -> Value {
    let events: Vec<Value> = news
        .events
        .iter()
        .filter_map(|(event, body)| match serde_json::from_str(body.get()) {
            Ok(Value::Object(members)) => Some(numbered(*event, members)),
            _ => {
                let line = format!("event {event} is no object");
                app.ports.log.line(crate::ports::Level::Error, &line);
                None
            }
        })
        .collect();
    json!({
        "version": news.cursor.version,
        "event": news.cursor.event,
        "changes": news.changes,
        "events": events,
    })
}

/// An event with its number in front.
pub(super) fn numbered(event: i64, members: Map<String, Value>) -> Value {
    let mut numbered = Map::new();
    numbered.insert("event".to_owned(), event.into());
    numbered.extend(members);
    Value::Object(numbered)
}

/// Where the client is: what it says, what `EventSource` says of the last event, else where the document is.
fn start(
    session: &Session<'_, '_>,
    request: &Request,
    query: &Map<String, Value>,
) -> Result<Cursor, Refusal> {
    let last = request
        .headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|id| {
            let (version, event) = id.split_once('.')?;
            Some(Cursor {
                version: version.parse().ok()?,
                event: event.parse().ok()?,
            })
        });
    if let Some(last) = last {
        return Ok(last);
    }
    Ok(Cursor {
        version: number(query, "version")?.unwrap_or(session.editing.version),
        event: number(query, "event")?.unwrap_or(session.editing.event),
    })
}

fn number(query: &Map<String, Value>, name: &str) -> Result<Option<i64>, Refusal> {
    let Some(value) = query.get(name) else {
        return Ok(None);
    };
    value
        .as_str()
        .and_then(|text| text.parse::<i64>().ok())
        .filter(|number| *number >= 0)
        .map(Some)
        .ok_or_else(|| Refusal::bad_request(format!("`{name}` is no whole number from 0 on")))
}

/// What happened after a cursor.
pub(super) fn news(on: &impl Statements, name: &str, from: Cursor) -> Result<News, Refusal> {
    let me = participants::find(on, name)?.ok_or_else(Refusal::no_session)?;
    let editing = editings::of_doc(on, &me.doc)?
        .filter(|editing| editing.phase == Phase::Open)
        .ok_or_else(Refusal::no_session)?;
    let mut news = News {
        cursor: from,
        changes: Vec::new(),
        events: Vec::new(),
    };
    if editing.event > from.event {
        let told = editings::told_after(on, &editing.doc, from.event, MOST)?;
        for (event, body) in told {
            let body = RawValue::from_string(body).map_err(|error| StoreError::Damaged {
                what: "event",
                reason: error.to_string(),
            })?;
            news.cursor.event = event;
            news.events.push((event, body));
        }
    } else if editing.version <= from.version {
        // Whoever is gone hears why, once he has heard everything else.
        here(&me)?;
    }
    if from.version < editing.version {
        let from = from.version.max(1);
        let to = editing.version.min(from.saturating_add(MOST));
        news.changes = changes(on, &editing.doc, editing.kind, (from, to))?;
        news.cursor.version = to;
    }
    Ok(news)
}

fn changes(
    on: &impl Statements,
    doc: &str,
    kind: Kind,
    (from, to): (i64, i64),
) -> Result<Vec<Value>, StoreError> {
    operations::between(on, doc, from, to)?
        .iter()
        .map(|operation| shown(kind, operation))
        .collect()
}
