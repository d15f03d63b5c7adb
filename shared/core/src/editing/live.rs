//! What others did, as a stream of server-sent events (WHATWG HTML, 9.2).

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use ::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::broken;
use super::events::{News, Place, news, numbered};
use super::session::Session;
use crate::app::App;
use crate::http::{Body, Response};
use crate::store::{Store, participants};

/// A stream ends after so many milliseconds; `EventSource` comes again. Instances are not kept for ever.
const LIFE_MS: i64 = 60_000;
/// The first and the longest pause between two looks, in milliseconds.
const PAUSES_MS: (u64, u64) = (25, 300);
/// After so many milliseconds without news something is sent all the same, so that whoever is gone shows.
const QUIET_MS: i64 = 10_000;
/// Whoever comes again does so after so many milliseconds.
const AGAIN_MS: u32 = 500;

/// Answers with a stream from a place on.
pub(super) fn stream<'a>(session: Session<'a, '_>, from: Place) -> Response<'a> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let now = session.app.ports.clock.now_ms();
    let ended = Rc::new(Cell::new(false));
    let (has_ended, name) = (Rc::clone(&ended), session.me.session.clone());
    let reader = Stream {
        app: session.app,
        store: session.store,
        session: session.me.session,
        place: from,
        until: now.saturating_add(LIFE_MS),
        spoke: now,
        pause: PAUSES_MS.0,
        ready: format!("retry: {AGAIN_MS}\n\n").into_bytes(),
        at: 0,
        ended,
    };
    Response {
        status: StatusCode::OK,
        headers,
        body: Body::Live {
            reader: Box::new(reader),
        },
        after: Some(Box::new(move |app| {
            if !has_ended.get() {
                broken::outlast(app, &name);
            }
        })),
    }
}

struct Stream<'a> {
    app: App<'a>,
    store: Store<'a>,
    session: String,
    place: Place,
    /// When it ends, milliseconds since 1970.
    until: i64,
    /// When something was sent last.
    spoke: i64,
    pause: u64,
    /// What is to be sent, and how much of it was.
    ready: Vec<u8>,
    at: usize,
    /// It ended by itself; else the client went away in the middle.
    ended: Rc<Cell<bool>>,
}

impl Stream<'_> {
    /// Looks once for something to be sent; where there is nothing, some time has passed afterwards.
    fn look(&mut self) {
        let clock = self.app.ports.clock;
        self.ready.clear();
        self.at = 0;
        let now = clock.now_ms();
        if now >= self.until {
            self.ended.set(true);
            return;
        }
        match news(&self.store, &self.session, self.place) {
            Ok(news) if !news.is_empty() => {
                self.write(news);
                self.pause = PAUSES_MS.0;
                self.spoke = now;
            }
            Ok(news) if now.saturating_sub(self.spoke) >= QUIET_MS => {
                self.place = news.place;
                // It is as good as a heartbeat: the client still reads.
                let _ = participants::saw(&self.store, &self.session, now);
                self.ready.extend_from_slice(b":\n\n");
                self.spoke = now;
            }
            Ok(news) => {
                self.place = news.place;
                clock.sleep_ms(self.pause);
                self.pause = (self.pause * 2).min(PAUSES_MS.1);
            }
            // Whoever comes again is told the reason.
            Err(_) => self.ended.set(true),
        }
    }

    fn write(&mut self, news: News) {
        let mut at = self.place;
        self.place = news.place;
        // Each has the id from which a client goes on that has read it and no more.
        for change in news.changes {
            let version = change.get("version").and_then(Value::as_i64);
            at.version = version.unwrap_or(at.version);
            self.put("changes", at, &change);
        }
        at.version = self.place.version;
        for (event, body) in news.events {
            if let Ok(Value::Object(members)) = serde_json::from_str(body.get()) {
                at.event = event;
                self.put("event", at, &numbered(event, members));
            }
        }
        at.event = self.place.event;
        for (cursor, one) in news.cursors {
            at.cursor = Some(cursor);
            self.put("cursor", at, &one);
        }
    }

    fn put(&mut self, kind: &str, at: Place, data: &Value) {
        let (version, event) = (at.version, at.event);
        let cursor = at
            .cursor
            .map_or_else(String::new, |cursor| format!(".{cursor}"));
        // JSON has no line ends of its own.
        let block = format!("id: {version}.{event}{cursor}\nevent: {kind}\ndata: {data}\n\n");
        self.ready.extend_from_slice(block.as_bytes());
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.ready.len() && !self.ended.get() {
            self.look();
            if self.ready.is_empty() && !self.ended.get() {
                // Whether the client is still there is looked at between.
                return Err(io::ErrorKind::WouldBlock.into());
            }
        }
        let rest = self.ready.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(target), Some(source)) = (into.get_mut(..count), rest.get(..count)) {
            target.copy_from_slice(source);
        }
        self.at += count;
        Ok(count)
    }
}
