//! The texts of documents, for searching.
//!
//! With FTS5 they are in a virtual table whose index is of trigrams: words need no spaces between them, as in Chinese, and
//! any part of three characters or more is found through it. Shorter ones, and all where there is no FTS5, are looked
//! for in the texts.

use super::nodes::{self, MOST_LEVELS, Node};
use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::SqlError;

/// A document that was found.
pub(crate) struct Found {
    pub node: Node,
    pub text: String,
}

/// What a user may read: his own, what he has a role in, and what lies in folders of that kind.
fn reachable() -> String {
    format!(
        "WITH RECURSIVE reach (fid, depth) AS (
           SELECT fid, 0 FROM nodes WHERE owner = ?2 AND app_id = ?1
           UNION
           SELECT g.fid, 0 FROM grants g JOIN nodes n ON n.fid = g.fid
             WHERE g.uid = ?2 AND n.app_id = ?1 AND g.role NOT IN ('none', 'delete', 'inherit')
           UNION
           SELECT n.fid, reach.depth + 1 FROM nodes n JOIN reach ON n.parent = reach.fid
             WHERE reach.depth < {MOST_LEVELS}
         )"
    )
}

/// A user's documents that changed since the index was written, the latest first.
pub(crate) fn stale_of(
    on: &impl Statements,
    app_id: &str,
    uid: i64,
    most: i64,
) -> Result<Vec<Node>, StoreError> {
    nodes::select(
        on,
        &reachable(),
        "n.fid IN (SELECT fid FROM reach) AND n.kind = 2 AND n.status = 1 AND n.version > n.indexed
           ORDER BY n.changed DESC LIMIT ?3",
        &[app_id.into(), uid.into(), most.into()],
    )
}

/// Documents of anybody that changed since the index was written.
pub(crate) fn stale(on: &impl Statements, most: i64) -> Result<Vec<Node>, StoreError> {
    nodes::select(
        on,
        "",
        "n.kind = 2 AND n.status = 1 AND n.version > n.indexed LIMIT ?1",
        &[most.into()],
    )
}

/// Writes a document's text, unless a later version of it was written meanwhile.
pub(crate) fn put(
    transaction: &Transaction<'_>,
    node: &Node,
    text: &str,
) -> Result<(), StoreError> {
    let moved = transaction.run(
        "UPDATE nodes SET indexed = ?2 WHERE fid = ?1 AND indexed < ?2 AND name = ?3 RETURNING fid",
        &[
            node.fid.as_str().into(),
            node.version.into(),
            node.name.as_str().into(),
        ],
    )?;
    if moved.rows.is_empty() {
        return Ok(());
    }
    forget(transaction, &node.fid)?;
    transaction.run(
        "INSERT INTO texts (fid, name, body) VALUES (?1, ?2, ?3)",
        &[
            node.fid.as_str().into(),
            node.name.as_str().into(),
            text.into(),
        ],
    )?;
    Ok(())
}

/// Forgets a document's text.
pub(crate) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    table(transaction)?;
    transaction.run(
        "DELETE FROM texts WHERE rowid IN (SELECT rowid FROM texts WHERE fid = ?1)",
        &[fid.into()],
    )?;
    Ok(())
}

/// Makes the table where it is not there, as good as the database can.
fn table(on: &impl Statements) -> Result<bool, StoreError> {
    let rows = on.run("SELECT sql FROM sqlite_schema WHERE name = 'texts'", &[])?;
    if let Some(row) = rows.rows.first() {
        return Ok(Columns::of("schema", row).text(0)?.contains("fts5"));
    }
    let made = on.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5 (fid UNINDEXED, name, body, tokenize = 'trigram')",
        &[],
    );
    match made {
        Ok(_) => Ok(true),
        Err(StoreError::Sql(SqlError::Other(_))) => {
            on.run(
                "CREATE TABLE IF NOT EXISTS texts (fid TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL)",
                &[],
            )?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Documents that a user may read and whose name or text has `query` in it, the best first.
pub(crate) fn find(
    on: &impl Statements,
    app_id: &str,
    uid: i64,
    query: &str,
    most: i64,
    offset: i64,
) -> Result<Vec<Found>, StoreError> {
    // The short way needs three characters, and FTS5.
    let indexed = table(on)? && query.chars().count() >= 3;
    let (condition, order, wanted) = if indexed {
        // A phrase: whatever the user typed is text, not syntax.
        let phrase = format!("\"{}\"", query.replace('"', "\"\""));
        ("texts MATCH ?3", "bm25(texts, 0.0, 4.0, 1.0)", phrase)
    } else {
        let anywhere =
            "(instr(lower(texts.name), lower(?3)) > 0 OR instr(lower(texts.body), lower(?3)) > 0)";
        (anywhere, "n.modified DESC", query.to_owned())
    };
    let rows = on.run(
        &format!(
            "{} SELECT n.fid, texts.body FROM texts JOIN nodes n ON n.fid = texts.fid
             WHERE {condition} AND n.status = 1 AND n.fid IN (SELECT fid FROM reach)
             ORDER BY {order}, n.fid LIMIT ?4 OFFSET ?5",
            reachable()
        ),
        &[
            app_id.into(),
            uid.into(),
            wanted.into(),
            most.into(),
            offset.into(),
        ],
    )?;
    let mut found = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        let columns = Columns::of("text", row);
        let (fid, text) = (columns.string(0)?, columns.string(1)?);
        if let Some(node) = nodes::select(on, "", "n.fid = ?1", &[fid.into()])?.pop() {
            found.push(Found { node, text });
        }
    }
    Ok(found)
}
