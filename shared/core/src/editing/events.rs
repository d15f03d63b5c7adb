//! `GET /editing/{session}/events`: what others did, by long poll or as a stream.

use ::http::header::ACCEPT;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::changes::shown;
use super::cursors;
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
pub(super) struct Place {
    pub version: i64,
    pub event: i64,
    /// Of whoever asks for selections: the newest move of one that he knows.
    pub cursor: Option<i64>,
}

/// What is new to it.
pub(super) struct News {
    pub place: Place,
    pub changes: Vec<Value>,
    pub events: Vec<(i64, Box<RawValue>)>,
    /// Selections that moved, with the counts of the moves.
    pub cursors: Vec<(i64, Value)>,
}

impl News {
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty() && self.cursors.is_empty()
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
    let mut from = start(&session, &request, &query)?;
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
        // One's own moves are nothing to be told of, and not looked at again.
        from.cursor = news.place.cursor;
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
    let mut written = json!({
        "version": news.place.version,
        "event": news.place.event,
        "changes": news.changes,
        "events": events,
    });
    if let (Some(cursor), Value::Object(members)) = (news.place.cursor, &mut written) {
        let cursors = news.cursors.into_iter().map(|(_, one)| one).collect();
        members.insert("cursor".to_owned(), cursor.into());
        members.insert("cursors".to_owned(), Value::Array(cursors));
    }
    written
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
) -> Result<Place, Refusal> {
    let last = request
        .headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(place_of);
    if let Some(last) = last {
        return Ok(last);
    }
    Ok(Place {
        version: number(query, "version")?.unwrap_or(session.editing.version),
        event: number(query, "event")?.unwrap_or(session.editing.event),
        cursor: number(query, "cursor")?,
    })
}

/// What an id of a stream's block says: `<version>.<event>`, and `.<cursor>` of a stream with selections.
fn place_of(id: &str) -> Option<Place> {
    let mut numbers = id.split('.').map(|number| number.parse().ok());
    let place = Place {
        version: numbers.next()??,
        event: numbers.next()??,
        cursor: numbers.next().flatten(),
    };
    numbers.next().is_none().then_some(place)
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

/// What happened after a place.
pub(super) fn news(on: &impl Statements, name: &str, from: Place) -> Result<News, Refusal> {
    let me = participants::find(on, name)?.ok_or_else(Refusal::no_session)?;
    let editing = editings::of_doc(on, &me.doc)?
        .filter(|editing| editing.phase == Phase::Open)
        .ok_or_else(Refusal::no_session)?;
    let mut news = News {
        place: from,
        changes: Vec::new(),
        events: Vec::new(),
        cursors: Vec::new(),
    };
    if editing.event > from.event {
        let told = editings::told_after(on, &editing.doc, from.event, MOST)?;
        for (event, body) in told {
            let body = RawValue::from_string(body).map_err(|error| StoreError::Damaged {
                what: "event",
                reason: error.to_string(),
            })?;
            news.place.event = event;
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
        news.place.version = to;
    }
    if let Some(after) = from.cursor.filter(|after| editing.cursor > *after) {
        // Selections are of the document as it is; who is further behind gets them with the last changes.
        if news.place.version >= editing.version {
            let at = news.place.version;
            let moved = cursors::moved(on, &editing, name, (after, at))?;
            news.place.cursor = Some(moved.upto);
            news.cursors = moved.cursors;
        }
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
