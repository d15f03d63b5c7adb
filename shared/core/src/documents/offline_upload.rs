//! `POST /fs/bs/doc/offlineUpload`: edits that were made elsewhere, on an older version perhaps,
//! sent once or again, come into the document once and whole.

mod asked;
mod note;
mod reply;
mod sheet;
mod target;

use asked::Asked;
use reply::Outcome;
use target::Target;

use super::DocumentError;
use super::retry_key;
use super::session::{Answer, Caller, Session};
use crate::error::Error;
use crate::store::nodes::Kind;
use crate::store::replies::{self, Reply};

/// How often a lost race is run again.
const MOST_RACES: u32 = 8;
/// So many versions are caught up with while the database is held; more are read outside.
const MOST_WHILE_HELD: i64 = 64;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let caller = session.writer()?;
    let asked = Asked::read(session, &caller)?;
    if let Some(answer) = reply::remembered(session, &session.store, &caller, &asked)? {
        return answer.finish(session);
    }
    for _ in 0..MOST_RACES {
        match attempt(session, &caller, &asked) {
            Err(Error::Document(DocumentError::Raced(_))) => {}
            outcome => return outcome?.finish(session),
        }
    }
    Err(DocumentError::Raced(MOST_RACES).into())
}

/// One try: what others commit meanwhile is followed, and where that is too much the race is lost.
fn attempt(session: &Session<'_, '_>, caller: &Caller, asked: &Asked) -> Result<Outcome, Error> {
    match target::resolve(session, caller, asked)? {
        Target::Discard => discard(session, caller, asked),
        Target::Document(place) => match place.kind(asked) {
            Kind::Sheet => sheet::apply(session, caller, asked, &place),
            Kind::Note | Kind::Folder | Kind::File => note::apply(session, caller, asked, &place),
        },
    }
}

fn discard(session: &Session<'_, '_>, caller: &Caller, asked: &Asked) -> Result<Outcome, Error> {
    session.write(|transaction| {
        if let Some(outcome) = reply::remembered(session, transaction, caller, asked)? {
            return Ok(outcome);
        }
        let reply = Reply {
            fid: String::new(),
            v: 0,
            outcome: reply::DISCARDED,
        };
        replies::keep(transaction, &asked.key, &reply, retry_key::expires(session))?;
        Ok(Outcome::Discarded)
    })
}
