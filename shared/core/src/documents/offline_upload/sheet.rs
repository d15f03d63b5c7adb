//! Edits of a spreadsheet: commands on the workbook as it is, in order, or a whole workbook (reference, 4.3 and 7.3).

use spindle_sheet::Workbook;

use super::super::create::{self, NewDocument, UNTITLED};
use super::super::session::{Caller, Session};
use super::super::{DocumentError, commit, load, retry_key, sheet, view};
use super::asked::{Asked, SheetChange};
use super::reply::{self, Outcome};
use super::target::{Action, Place};
use crate::error::Error;
use crate::store::Transaction;
use crate::store::nodes::{self, Kind};
use crate::store::operations::State;
use crate::store::replies::{self, Reply};

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
        let (fid, before, version, json) = match &place.seen {
            Some(seen) if place.action != Action::Copy => {
                let now = session
                    .see(transaction, &seen.node.fid, user.uid)?
                    .filter(|now| now.node.status == seen.node.status && now.role == seen.role)
                    .ok_or(DocumentError::Raced(1))?;
                expect(asked, now.node.version)?;
                if place.action == Action::BringBack {
                    commit::bring_back(session, transaction, &now.node, user.uid)?;
                }
                let json = sheet::at(transaction, &now.node.fid, now.node.version)?;
                let state = commit::state(&now.node);
                (now.node.fid, state, now.node.version, json)
            }
            original => {
                let copied = match original {
                    Some(seen) => Some(sheet::at(transaction, &seen.node.fid, seen.node.version)?),
                    None => None,
                };
                if place.parent != nodes::ROOT
                    && session
                        .folder(transaction, &place.parent, user.uid)
                        .is_err()
                {
                    return Err(DocumentError::Raced(1).into());
                }
                let name = asked
                    .name
                    .as_deref()
                    .or(original.as_ref().map(|seen| seen.node.name.as_str()));
                let fid = create::make(
                    session,
                    transaction,
                    &NewDocument {
                        parent: &place.parent,
                        kind: Kind::Sheet,
                        space: asked.space,
                        name: name.unwrap_or(UNTITLED),
                        title_set: name.is_some(),
                        creator: user.uid,
                        owner: if place.owner == 0 {
                            user.uid
                        } else {
                            place.owner
                        },
                    },
                )?;
                let state = State {
                    length: 0,
                    bytes: 0,
                    head: 1,
                    pending: 0,
                    at: 0,
                };
                let fresh = Workbook::new().to_json();
                match copied {
                    Some(json) => {
                        write(
                            session,
                            transaction,
                            &fid,
                            user.uid,
                            1,
                            &state,
                            &json,
                            sheet::REPLACED,
                        )?;
                        let state = State { head: 2, ..state };
                        (fid, state, 2, json)
                    }
                    None => (fid, state, 1, fresh),
                }
            }
        };
        change(
            session,
            transaction,
            asked,
            &fid,
            user.uid,
            version,
            &before,
            &json,
        )?;
        let (seen, detail) = view::made(session, transaction, &fid, user.uid)?;
        let v = seen.node.version;
        let reply = Reply {
            fid,
            v,
            outcome: place.outcome,
        };
        replies::keep(transaction, &asked.key, &reply, retry_key::expires(session))?;
        Ok(reply::kept(seen, detail, v, None, place.outcome))
    })
}

fn expect(asked: &Asked, current: i64) -> Result<(), DocumentError> {
    match asked.expect_v {
        Some(expected) if expected != current => {
            Err(DocumentError::OtherVersion { expected, current })
        }
        _ => Ok(()),
    }
}

/// Applies what the upload says to the workbook `json` at `version`.
#[expect(
    clippy::too_many_arguments,
    reason = "each is another thing, and all are needed at once"
)]
fn change(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    asked: &Asked,
    fid: &str,
    uid: i64,
    version: i64,
    before: &State,
    json: &str,
) -> Result<(), Error> {
    match &asked.sheet {
        None => Ok(()),
        Some(SheetChange::Commands(commands)) if commands.is_empty() => Ok(()),
        Some(SheetChange::Commands(commands)) => {
            let mut workbook = Workbook::parse(json).map_err(|error| load::damaged(fid, &error))?;
            sheet::apply(
                &mut workbook,
                commands,
                session.own().record_unknown_commands,
            )?;
            workbook.set_version(version + 1);
            let body = serde_json::to_string(commands)
                .map_err(|error| load::damaged("the commands cannot be written", &error))?;
            write(
                session,
                transaction,
                fid,
                uid,
                version,
                before,
                &workbook.to_json(),
                &body,
            )
        }
        Some(SheetChange::Become(json)) => {
            let mut workbook = Workbook::parse(json)
                .map_err(|error| DocumentError::Commands(error.to_string()))?;
            workbook.set_version(version + 1);
            write(
                session,
                transaction,
                fid,
                uid,
                version,
                before,
                &workbook.to_json(),
                sheet::REPLACED,
            )
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is another thing, and all are needed at once"
)]
fn write(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    from: i64,
    before: &State,
    json: &str,
    body: &str,
) -> Result<(), Error> {
    let version = commit::SheetVersion {
        from,
        before: before.clone(),
        json,
        body,
        how: commit::As::Edits,
    };
    commit::sheet(session, transaction, fid, uid, &version)
}
