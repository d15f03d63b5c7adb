//! Beyond upstream: `PUT /fs/bs/doc/restore` brings a document back to what it was at a version (`v`) or a time (`time`).
//!
//! It is a new version, so that nothing is lost by it; the history shows it as `fileregain`, a kind that upstream has.

use serde_json::{Value, json};
use spindle_sheet::Workbook;

use super::catalogue::Event;
use super::draft::{Change, Draft};
use super::session::{Answer, Session};
use super::{DocumentError, Permission, commit, content, load, sheet, view};
use crate::error::Error;
use crate::store::Transaction;
use crate::store::nodes::Kind;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let expect_v = session.fields.count("expectV")?;
    if session.fields.value("v")?.is_none() && session.fields.value("time")?.is_none() {
        return Err(DocumentError::Missing("v").into());
    }
    // What is restored is read before the database is held; it does not change.
    let seen = session.document(&session.store, &fid, user.uid, Permission::Edit)?;
    let v = content::version(session, &seen.node)?;
    let wanted = match seen.node.kind {
        Kind::Sheet => Wanted::Sheet(sheet::at(&session.store, &fid, v)?),
        Kind::Note | Kind::Folder | Kind::File => {
            Wanted::Note(load::note(&session.store, &fid, v)?)
        }
    };
    session.write(|transaction| {
        let now = session.document(transaction, &fid, user.uid, Permission::Edit)?;
        if let Some(expected) = expect_v.filter(|expected| *expected != now.node.version) {
            let current = now.node.version;
            return Err(DocumentError::OtherVersion { expected, current }.into());
        }
        let how = commit::As::Event(
            Event::FileRegain,
            json!({ "revertpoint": format!("版本 {v}") }),
        );
        write(session, transaction, &now.node, user.uid, wanted, how)?;
        let (seen, detail) = view::made(session, transaction, &fid, user.uid)?;
        let answer: Value = json!({ "v": seen.node.version, "detail": detail });
        Ok(Answer::of(&answer))
    })
}

enum Wanted {
    Note(spindle_delta::Document),
    Sheet(String),
}

fn write(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    node: &crate::store::nodes::Node,
    uid: i64,
    wanted: Wanted,
    how: commit::As,
) -> Result<(), Error> {
    match wanted {
        Wanted::Note(document) => {
            let current = load::note(transaction, &node.fid, node.version)?;
            let draft = Draft::new(current, node.version, Change::Become(document), uid);
            let mut made = draft.finish(&commit::state(node), &session.own().limits)?;
            commit::note(transaction, &node.fid, uid, node.version, &mut made, how)
        }
        Wanted::Sheet(json) => {
            let mut workbook =
                Workbook::parse(&json).map_err(|error| load::damaged(&node.fid, &error))?;
            workbook.set_version(node.version + 1);
            commit::sheet(
                &session.own().limits,
                transaction,
                &node.fid,
                uid,
                &commit::SheetVersion {
                    from: node.version,
                    before: &commit::state(node),
                    json: &workbook.to_json(),
                    body: sheet::REPLACED,
                    how,
                },
            )?;
            Ok(())
        }
    }
}
