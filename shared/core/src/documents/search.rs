//! Beyond upstream: `GET /fs/bs/search`, full text over what a user may read.
//!
//! The index follows the documents: what changed since it was last written is written before a search, and by the
//! scheduler. Where the database has FTS5 it answers; elsewhere the texts are gone through.

use serde_json::{Value, json};
use spindle_sheet::Workbook;

use super::fields::invalid;
use super::session::{Answer, Session};
use super::view::Viewer;
use super::{Permission, content, load, sheet};
use crate::app::App;
use crate::error::Error;
use crate::ports::Level;
use crate::store::nodes::{Kind, Node};
use crate::store::search::{self, Found};
use crate::store::{Statements, Store};

/// Characters of what is searched for, at most.
const MOST_QUERY: usize = 200;
/// Documents that one search brings into the index; the rest come with the next one, and with the scheduler.
const INDEXED: i64 = 200;
/// Bytes of documents that one search brings into the index.
const MOST_BYTES: i64 = 16 << 20;
/// Hits of one answer where the caller does not say, and at most.
const PAGE: i64 = 20;
const MOST: i64 = 100;
/// Characters around a hit.
const AROUND: usize = 30;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let query = session.fields.needed("q")?;
    let query = query.trim();
    if query.is_empty() || query.chars().count() > MOST_QUERY {
        return Err(invalid("q", "is not a text of 1 to 200 characters").into());
    }
    let most = session
        .fields
        .count("pageSize")?
        .unwrap_or(PAGE)
        .clamp(1, MOST);
    let offset = session.fields.count("offset")?.unwrap_or(0).min(10_000);
    let stale = search::stale_of(&session.store, &session.app_id, user.uid, INDEXED)?;
    let left = index(&session.store, &stale)?;
    let found = search::find(
        &session.store,
        &session.app_id,
        user.uid,
        query,
        most,
        offset,
    )?;
    let nodes: Vec<&Node> = found.iter().map(|hit| &hit.node).collect();
    let viewer = Viewer::new(session, &session.store, user.uid, nodes)?;
    let mut hits: Vec<Value> = Vec::new();
    for hit in &found {
        let Some(seen) = session.see(&session.store, &hit.node.fid, user.uid)? else {
            continue;
        };
        if seen.role.may(Permission::Read) && !seen.buried {
            hits.push(json!({
                "file": viewer.document(&hit.node, seen.role),
                "snippet": snippet(hit, query),
            }));
        }
    }
    Ok(Answer::of(
        &json!({ "hits": hits, "complete": left == 0 && stale.len() < INDEXED as usize }),
    ))
}

/// The text around the first hit; of the beginning where the hit is in the name.
fn snippet(hit: &Found, query: &str) -> String {
    let text = hit.text.replace(['\n', '\t'], " ");
    let lower = text.to_lowercase();
    let at = lower.find(&query.to_lowercase()).unwrap_or(0);
    // Lower case may have other lengths; a place that is near will do.
    let before = lower.get(..at).map_or(0, |head| head.chars().count());
    let start = before.saturating_sub(AROUND);
    let count = query.chars().count() + 2 * AROUND;
    let part: String = text.chars().skip(start).take(count).collect();
    let cut = if start > 0 { "…" } else { "" };
    format!("{cut}{}", part.trim())
}

/// Brings documents into the index; answers how many were left for later.
pub(crate) fn index(store: &Store<'_>, stale: &[Node]) -> Result<usize, Error> {
    let mut bytes = 0_i64;
    for (index, node) in stale.iter().enumerate() {
        bytes = bytes.saturating_add(node.bytes);
        if bytes > MOST_BYTES && index > 0 {
            return Ok(stale.len() - index);
        }
        // One that cannot be read is found by its name; it keeps no other one from being found.
        let text = text(store, node).unwrap_or_else(|error| {
            let line = format!("the text of {} cannot be indexed: {error}", node.fid);
            store.log(Level::Error, &line);
            String::new()
        });
        store.transaction(|transaction| {
            search::put(transaction, node, &text).map_err(Error::from)
        })?;
    }
    Ok(0)
}

fn text(on: &impl Statements, node: &Node) -> Result<String, Error> {
    match node.kind {
        Kind::Sheet => {
            let json = sheet::at(on, &node.fid, node.version)?;
            let workbook =
                Workbook::parse(&json).map_err(|error| load::damaged(&node.fid, &error))?;
            Ok(workbook.text())
        }
        Kind::Note => Ok(content::plain(&load::note(on, &node.fid, node.version)?)),
        Kind::Folder | Kind::File => Ok(String::new()),
    }
}

/// Brings documents of all apps into the index; for the scheduler. Answers how many.
pub(crate) fn catch_up(app: &App<'_>, most: i64) -> Result<usize, Error> {
    let store = Store::open(&app.ports)?;
    let stale = search::stale(&store, most)?;
    let left = index(&store, &stale)?;
    Ok(stale.len() - left)
}
