//! `GET /fs/bs/content`, and beyond it the content at a version or a time.

use serde_json::{Value, json};
use spindle_delta::Document;
use spindle_sheet::Workbook;

use super::fields::invalid;
use super::session::{Answer, Session};
use super::{DocumentError, Permission, load, sheet, view};
use crate::error::Error;
use crate::store::nodes::{Kind, Node};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let plain = session.fields.switch("plain")?.unwrap_or(false);
    let seen = session.document(&session.store, &fid, user.uid, Permission::Read)?;
    let node = &seen.node;
    let v = version(session, node)?;
    let enums = &session.own().enums;
    let doc_type = enums.value(view::doc_type(node.kind));
    if plain {
        let text = text(session, node, v)?;
        let data = json!({ "text": text, "docType": doc_type, "name": node.name, "v": v });
        return Ok(Answer::of(&data));
    }
    if node.kind == Kind::Sheet {
        let reason = "a spreadsheet has no operations: GET /sheet/bs/v1/api/getJson, or plain=true";
        return Err(DocumentError::DocType(reason.to_owned()).into());
    }
    let ops = load::note_json(&session.store, &node.fid, v)?;
    let mut data = Vec::with_capacity(ops.len() + 256);
    data.extend_from_slice(b"{\"ops\":");
    data.extend_from_slice(&ops);
    let rest = format!(
        ",\"docType\":{doc_type},\"name\":{},\"v\":{v}}}",
        json!(node.name)
    );
    data.extend_from_slice(rest.as_bytes());
    Ok(Answer::json(data))
}

/// The version that the caller asks for, by number or by time; without either the current one.
pub(crate) fn version(session: &Session<'_, '_>, node: &Node) -> Result<i64, Error> {
    let v = session.fields.count("v")?;
    let time = session.fields.count("time")?;
    match (v, time) {
        (Some(_), Some(_)) => Err(invalid("time", "cannot be asked for together with `v`").into()),
        (Some(v), None) => existing(node, v),
        (None, Some(time)) if time < node.created => {
            Err(invalid("time", "is before the document was made").into())
        }
        (None, Some(time)) => {
            let v = load::version_at(&session.store, &node.fid, time, node.version)?;
            Ok(v.clamp(1, node.version))
        }
        (None, None) => Ok(node.version),
    }
}

/// A version that the document has: from 1 on.
pub(crate) fn existing(node: &Node, v: i64) -> Result<i64, Error> {
    if v > node.version {
        let current = node.version;
        return Err(DocumentError::FutureVersion { v, current }.into());
    }
    if v < 1 {
        return Err(invalid("v", "is less than 1, the version of a new document").into());
    }
    Ok(v)
}

/// The text of a document at a version.
pub(crate) fn text(session: &Session<'_, '_>, node: &Node, v: i64) -> Result<String, Error> {
    match node.kind {
        Kind::Sheet => {
            let json = sheet::at(&session.store, &node.fid, v)?;
            let workbook =
                Workbook::parse(&json).map_err(|error| load::damaged(&node.fid, &error))?;
            Ok(workbook.to_tsv())
        }
        Kind::Note | Kind::Folder | Kind::File => {
            Ok(plain(&load::note(&session.store, &node.fid, v)?))
        }
    }
}

/// The text of a note. Embeds give what a reader would call them, pictures and rules nothing.
pub(crate) fn plain(document: &Document) -> String {
    document.text(|embed| {
        let (name, value) = embed.as_object()?.iter().next()?;
        let member = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| value.get(name))
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let itself = || value.as_str().map(str::to_owned);
        match name.as_str() {
            "mention" => member(&["name", "value"])
                .or_else(itself)
                .map(|name| format!("@{name}")),
            "formula" => itself().or_else(|| member(&["source", "formula", "value"])),
            "attachment" => member(&["name", "fileName", "filename"]).or_else(itself),
            "link" | "card" | "linkCard" | "link-card" => {
                member(&["title", "url", "href"]).or_else(itself)
            }
            _ => None,
        }
    })
}
