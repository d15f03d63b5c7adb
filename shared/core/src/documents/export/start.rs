//! `GET /fs/bs/export/start`: begins an export and answers at once. A folder becomes an archive of its documents.

use serde_json::Value;

use super::{Meta, TYPES, Type, WORK, process};
use crate::documents::session::{Answer, Session};
use crate::documents::{DocumentError, Permission, webhook};
use crate::error::Error;
use crate::jobs::{milliseconds, to_row};
use crate::store::nodes::Kind;
use crate::store::{NewJob, jobs};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fields = &session.fields;
    let fid = fields.needed("fid")?;
    let asked = fields
        .value("exportType")?
        .ok_or(DocumentError::Missing("exportType"))?;
    let with_annotation = fields.switch("withAnnotation")?.unwrap_or(false);
    let version = fields.count("v")?;
    let notify = webhook::asked(session)?;
    let seen = session
        .anything(&session.store, &fid, user.uid, Permission::Export)?
        .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
    let node = seen.node;
    let (kind, export_type) = find_type(session, &asked, node.kind)?;
    let v = match (node.kind, version) {
        (Kind::Folder, _) => 0,
        (_, None) => node.version,
        (_, Some(0)) => return Err(none_at_zero().into()),
        (_, Some(v)) if v > node.version => {
            return Err(DocumentError::FutureVersion {
                v,
                current: node.version,
            }
            .into());
        }
        (_, Some(v)) => v,
    };
    let meta = to_row(&Meta {
        uid: user.uid,
        app_id: session.app_id.clone(),
        fid: fid.clone(),
        v,
        export_type,
        format: kind.format.to_owned(),
        extension: match node.kind {
            Kind::Folder => "zip".to_owned(),
            Kind::Note | Kind::Sheet | Kind::File => kind.extension.to_owned(),
        },
        with_annotation,
        name: node.name,
        notify,
    })?;
    // What would come to the same file is asked for again while it is made.
    let twin = format!(
        "{}|{fid}|{v}|{}|{with_annotation}|{}",
        user.uid,
        kind.format,
        if node.kind == Kind::Folder {
            node.changed
        } else {
            0
        }
    );
    let now = session.now_ms();
    let keep_ms = session.own().export_keep_s.saturating_mul(2000);
    let request_id = session.write(|transaction| {
        let job = NewJob {
            kind: WORK.kind,
            key: &transaction.object_id(now),
            input: "{}",
            meta: &meta,
            twin: Some(&twin),
            max_attempts: 2,
            expires: now.saturating_add(keep_ms),
            lease_ms: milliseconds(session.settings.job.lease),
            claim: None,
        };
        Ok(jobs::insert_twin(transaction, &job, now)?)
    })?;
    let job = session
        .store
        .job(WORK.kind, &request_id)?
        .ok_or_else(|| DocumentError::NoExport(request_id.clone()))?;
    let mut answer = Answer::of(&process(&session.own().enums, &job, None)?);
    answer.drive = Some((&WORK, request_id));
    Ok(answer)
}

fn none_at_zero() -> DocumentError {
    DocumentError::Invalid {
        name: "v",
        reason: "is 0: documents begin with version 1".to_owned(),
    }
}

/// The type of export that a value stands for, and the value as answers repeat it.
fn find_type(
    session: &Session<'_, '_>,
    asked: &Value,
    kind: Kind,
) -> Result<(&'static Type, Value), DocumentError> {
    let enums = &session.own().enums;
    // What comes in a query is a text.
    let typed = match asked {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| asked.clone()),
        other => other.clone(),
    };
    let found = TYPES.iter().find(|row| enums.is(row.term, &typed));
    match found {
        Some(row) if row.takes(kind) => Ok((row, enums.value(row.term))),
        Some(row) => {
            let what = match kind {
                Kind::Sheet => "a spreadsheet",
                Kind::File => "a file",
                Kind::Note | Kind::Folder => "a text document",
            };
            let words = format!("{what} is not written as {}", row.extension);
            Err(DocumentError::ExportType(words))
        }
        None => {
            let known: Vec<String> = TYPES
                .iter()
                .map(|row| format!("{} {}", enums.value(row.term), row.extension))
                .collect();
            let shown: String = typed.to_string().chars().take(40).collect();
            let words = format!("{shown}; known are {}", known.join(", "));
            Err(DocumentError::ExportType(words))
        }
    }
}
