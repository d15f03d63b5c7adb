//! Edits of a spreadsheet: commands on the workbook as it is, in order, or a whole workbook.

use spindle_sheet::Workbook;

use super::super::session::{Caller, Session};
use super::super::{DocumentError, commit, load, sheet};
use super::asked::{Asked, SheetChange};
use super::reply::{self, Outcome};
use super::target::{Action, Place};
use crate::error::Error;
use crate::store::Transaction;
use crate::store::operations::State;
use crate::store::users::User;

pub(super) fn apply(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    place: &Place,
) -> Result<Outcome, Error> {
    if asked.note.is_some() {
        let reason = "a spreadsheet takes `commands`, not `ops`";
        return Err(DocumentError::DocType(reason.to_owned()).into());
    }
    // A workbook is read and written while the database is held: commands apply to the latest one, whoever comes first.
    session.write(|transaction| {
        if let Some(outcome) = reply::remembered(session, transaction, caller, asked)? {
            return Ok(outcome);
        }
        let user = session.ensure(transaction, caller)?;
        let mut book = match place.action {
            Action::Apply | Action::BringBack => {
                existing(session, transaction, asked, place, &user)?
            }
            Action::Make | Action::Copy => fresh(session, transaction, asked, place, &user)?,
        };
        change(session, transaction, asked, &mut book)?;
        reply::keep(
            session,
            transaction,
            asked,
            place.outcome,
            (&book.fid, book.uid),
            None,
        )
    })
}

/// A workbook that an upload changes.
struct Book {
    fid: String,
    uid: i64,
    version: i64,
    state: State,
    json: String,
}

fn existing(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    asked: &Asked,
    place: &Place,
    user: &User,
) -> Result<Book, Error> {
    let raced = DocumentError::Raced(1);
    let Some(seen) = &place.seen else {
        return Err(raced.into());
    };
    let now = session
        .see(transaction, &seen.node.fid, user.uid)?
        .filter(|now| now.node.status == seen.node.status && now.role == seen.role)
        .ok_or(raced)?;
    asked.expect(now.node.version)?;
    if place.action == Action::BringBack {
        commit::bring_back(session, transaction, &now.node, user.uid)?;
    }
    Ok(Book {
        uid: user.uid,
        version: now.node.version,
        state: commit::state(&now.node),
        json: sheet::at(transaction, &now.node.fid, now.node.version)?,
        fid: now.node.fid,
    })
}

/// A new workbook, empty or a copy of one that the caller may not change any more.
fn fresh(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    asked: &Asked,
    place: &Place,
    user: &User,
) -> Result<Book, Error> {
    let original = place.seen.as_ref().map(|seen| &seen.node);
    let name = asked
        .name
        .as_deref()
        .or(original.map(|node| node.name.as_str()));
    let mut book = Book {
        fid: place.make(session, transaction, asked, user, name)?,
        uid: user.uid,
        version: 1,
        state: commit::NEW,
        json: Workbook::new().to_json(),
    };
    if let Some(node) = original {
        let json = sheet::at(transaction, &node.fid, node.version)?;
        let copy = Workbook::parse(&json).map_err(|error| load::damaged(&node.fid, &error))?;
        write(session, transaction, &mut book, copy, sheet::REPLACED)?;
    }
    Ok(book)
}

/// Applies what the upload says to a workbook.
fn change(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    asked: &Asked,
    book: &mut Book,
) -> Result<(), Error> {
    let parse = |json: &str| {
        Workbook::parse(json).map_err(|error| Error::from(load::damaged(&book.fid, &error)))
    };
    let (workbook, body) = match &asked.sheet {
        None => return Ok(()),
        Some(SheetChange::Commands(commands)) if commands.is_empty() => return Ok(()),
        Some(SheetChange::Commands(commands)) => {
            let mut workbook = parse(&book.json)?;
            sheet::apply(
                &mut workbook,
                commands,
                session.own().record_unknown_commands,
            )?;
            let body = serde_json::to_string(commands)
                .map_err(|error| load::damaged("the commands cannot be written", &error))?;
            (workbook, body)
        }
        // It was parsed when it came.
        Some(SheetChange::Become(json)) => (parse(json)?, sheet::REPLACED.to_owned()),
    };
    write(session, transaction, book, workbook, &body)
}

/// Writes the workbook's next version.
fn write(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    book: &mut Book,
    mut workbook: Workbook,
    body: &str,
) -> Result<(), Error> {
    workbook.set_version(book.version + 1);
    book.json = workbook.to_json();
    let version = commit::SheetVersion {
        from: book.version,
        before: &book.state,
        json: &book.json,
        body,
        how: commit::As::Edits,
    };
    book.state = commit::sheet(
        &session.own().limits,
        transaction,
        &book.fid,
        book.uid,
        &version,
    )?;
    book.version += 1;
    Ok(())
}
