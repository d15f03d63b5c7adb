//! Many writers at once, through the core's own store.

use http::StatusCode;
use serde_json::json;
use spindle_core::http::{Request, Response};
use spindle_core::ports::Ports;
use spindle_core::store::{JobState, NewJob, Store, StoreError};

use crate::query::parameter;
use crate::wire::answer;

const KIND: &str = "adapters";
const HOUR_MS: i64 = 3_600_000;

/// Which rows a request is about: `run` sets one test apart from the next, then numbers `from .. from + n`.
struct Rows {
    run: String,
    from: u64,
    count: u64,
}

fn rows(request: &Request) -> Rows {
    let number = |name| parameter(request, name).and_then(|text| text.parse().ok());
    Rows {
        run: parameter(request, "run").unwrap_or_default(),
        from: number("from").unwrap_or(0),
        count: number("n").unwrap_or(1),
    }
}

/// Writes `n` rows: each is one insert and one short transaction that begins IMMEDIATE.
pub fn write(ports: Ports<'_>, request: &Request) -> Response<'static> {
    match insert(ports, &rows(request)) {
        Ok(written) => answer(StatusCode::OK, &json!({"written": written})),
        Err(error) => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            &json!({"message": error.to_string()}),
        ),
    }
}

fn insert(ports: Ports<'_>, rows: &Rows) -> Result<u64, StoreError> {
    let store = Store::open(&ports)?;
    let mut written = 0;
    for number in rows.from..rows.from.saturating_add(rows.count) {
        let key = format!("{}-{number}", rows.run);
        let now = ports.clock.now_ms();
        store.insert_job(&NewJob {
            kind: KIND,
            key: &key,
            input: "{}",
            meta: "",
            twin: None,
            max_attempts: 1,
            expires: now + HOUR_MS,
            lease_ms: HOUR_MS,
            claim: Some("writer"),
        })?;
        if store.complete_job(KIND, &key, "writer", "{}", &[])? {
            written += 1;
        }
    }
    Ok(written)
}

/// How many of the rows are there and complete.
pub fn written(ports: Ports<'_>, request: &Request) -> Response<'static> {
    match count(ports, &rows(request)) {
        Ok(done) => answer(StatusCode::OK, &json!({"done": done})),
        Err(error) => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            &json!({"message": error.to_string()}),
        ),
    }
}

fn count(ports: Ports<'_>, rows: &Rows) -> Result<u64, StoreError> {
    let store = Store::open(&ports)?;
    let mut done = 0;
    for number in rows.from..rows.from.saturating_add(rows.count) {
        let job = store.job(KIND, &format!("{}-{number}", rows.run))?;
        if job.is_some_and(|job| job.state == JobState::Done) {
            done += 1;
        }
    }
    Ok(done)
}
