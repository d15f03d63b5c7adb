//! `GET /v1/outbox`: results of saves that no storage has taken, and why; `POST /v1/outbox/{id}/deliver`: delivers one again.

use std::fmt::Write as _;

use ::http::StatusCode;
use ::http::header::ACCEPT;
use serde_json::{Value, json};
use spindle_model::calendar;

use super::{json as answer, refused};
use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::saving::notice;
use crate::saving::{due, has_file};
use crate::settings::Settings;
use crate::store::editings::{self, Phase, Set};
use crate::store::outbox::{self, Delivery, Outgoing};
use crate::store::participants::{self, Presence};
use crate::store::{Store, StoreError, Transaction, saves};
use crate::wopi_client::Reached;

const PREFIX: &str = "/v1/outbox/";
/// Rows of one answer.
const MOST: i64 = 1000;

/// What is in the outbox: undelivered results, or with `all=true` everything that is remembered. For browsers, a page.
pub(crate) fn list<'a>(
    app: &App<'a>,
    _: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let query = query_parameters(request.query.as_deref());
    let everything = query.get("all").and_then(Value::as_str) == Some("true");
    let store = Store::open(&app.ports)?;
    let rows = outbox::list(&store, everything, MOST)?;
    let wants_page = request
        .headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    if wants_page {
        return Ok(Response::new(
            StatusCode::OK,
            "text/html; charset=utf-8",
            page(&rows),
        ));
    }
    let results: Vec<Value> = rows.iter().map(shown).collect();
    Ok(answer(StatusCode::OK, &json!({ "results": results })))
}

fn shown(row: &Outgoing) -> Value {
    json!({
        "id": row.id,
        "key": row.key,
        "status": row.status,
        "state": row.delivery.name(),
        "attempts": row.attempts,
        "callback": Reached::shown(&row.to.callback),
        "reason": row.reason,
        "due": matches!(row.delivery, Delivery::Waiting | Delivery::Delivering).then(|| calendar::iso_8601(row.due)),
        "created": calendar::iso_8601(row.created),
    })
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn page(rows: &[Outgoing]) -> String {
    let mut page = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Outbox</title>\n<style>\n\
         body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222 }\n\
         table { border-collapse: collapse } th, td { text-align: left; padding: .4rem .8rem; border-bottom: 1px solid #ddd; \
         vertical-align: top } td { overflow-wrap: anywhere }\n</style>\n</head>\n<body>\n<h1>Outbox</h1>\n",
    );
    if rows.is_empty() {
        page.push_str("<p>Every result was delivered.</p>\n");
    } else {
        page.push_str(
            "<p>Results of saves that no storage has taken. POST /v1/outbox/ID/deliver delivers one again.</p>\n<table>\n\
             <tr><th>ID<th>Key<th>Status<th>State<th>Attempts<th>Callback<th>Reason<th>Since\n",
        );
        for row in rows {
            // Writing to a String cannot fail.
            let _ = writeln!(
                page,
                "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}",
                row.id,
                escaped(&row.key),
                row.status,
                row.delivery.name(),
                row.attempts,
                escaped(Reached::shown(&row.to.callback)),
                escaped(&row.reason),
                calendar::iso_8601(row.created),
            );
        }
        page.push_str("</table>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Delivers a result again, and answers what became of it.
pub(crate) fn deliver<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let rest = request.path.get(PREFIX.len()..).unwrap_or_default();
    let id = rest
        .trim_end_matches('/')
        .strip_suffix("/deliver")
        .and_then(|id| id.parse::<i64>().ok());
    let store = Store::open(&app.ports)?;
    let Some(row) = id.map(|id| outbox::find(&store, id)).transpose()?.flatten() else {
        return Ok(refused(StatusCode::NOT_FOUND, "there is no such result"));
    };
    if let Some(reason) = store.transaction(|transaction| prepare(transaction, &row))? {
        return Ok(refused(StatusCode::CONFLICT, reason));
    }
    due::drive(app, settings, &store, &row.key, 0)?;
    let now = outbox::find(&store, row.id)?.unwrap_or(row);
    Ok(answer(StatusCode::OK, &shown(&now)))
}

/// Makes a result due again; why not, in words.
fn prepare(
    transaction: &Transaction<'_>,
    row: &Outgoing,
) -> Result<Option<&'static str>, StoreError> {
    match row.delivery {
        Delivery::Accepted => return Ok(Some("the storage has taken it")),
        Delivery::Cancelled => return Ok(Some("a later save stands in for it")),
        Delivery::Delivering if row.lease_until > transaction.now_ms() => {
            return Ok(Some("it is being delivered this moment"));
        }
        Delivery::Waiting | Delivery::Delivering | Delivery::Refused => {}
    }
    let open = editings::find(transaction, &row.key)?.filter(|open| open.phase != Phase::Saved);
    if row.status == notice::SAVE_FAILED {
        // There is no file to deliver: it is assembled once more.
        return Ok(match open {
            Some(open) if open.doc == row.doc => {
                let now = transaction.now_ms();
                editings::set(transaction, &open.doc, &Set::SaveDue(Some(now)))?;
                outbox::drop_refused(transaction, row.id)?;
                None
            }
            _ => Some("the document is not open any more"),
        });
    }
    if let Some(open) = open.filter(|open| open.doc != row.doc) {
        let people = participants::of(transaction, &open.doc)?;
        let is_quiet = people.iter().all(|one| one.presence == Presence::Left)
            && !open.is_changed()
            && open.save_due.is_none()
            && saves::final_under_way(transaction, &open.doc)?.is_none();
        if !is_quiet {
            return Ok(Some(
                "the document is open again from the forgotten file: its next save brings it",
            ));
        }
        // Somebody looked at it and left.
        editings::remove(transaction, &open)?;
    }
    if !has_file(transaction, row)? {
        return Ok(Some("its file is not there any more"));
    }
    outbox::again(transaction, row.id)?;
    Ok(None)
}
