//! `POST /fs/bs/doc/create`.

use serde_json::{Value, json};
use spindle_delta::Document;
use spindle_sheet::Workbook;

use super::catalogue::Event;
use super::fields::invalid;
use super::session::{Answer, Session};
use super::sittings::{Happening, keep_event};
use super::{DocumentError, load, retry_key, sheet, view};
use crate::error::Error;
use crate::settings::Term;
use crate::store::Transaction;
use crate::store::nodes::{self, Kind, NewNode, Status};
use crate::store::operations::{self, NewOperation, State};
use crate::store::replies::{self, Reply};
use crate::store::snapshots::{self, Snapshot};

/// UTF-16 units of a name at most.
const MOST_NAME: usize = 255;
/// The name of what has none.
pub(crate) const UNTITLED: &str = "无标题";

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let kind = read_type(session)?.ok_or(DocumentError::Missing("docType"))?;
    if kind == Kind::Sheet && !session.own().sheet_create {
        let reason = "this deployment makes text documents only (iflydocs_sheet_create)";
        return Err(DocumentError::DocType(reason.to_owned()).into());
    }
    read_space(session)?.ok_or(DocumentError::Missing("spaceType"))?;
    in_folder(session, kind, |transaction, new| {
        make(session, transaction, new)
    })
}

/// Makes a document or folder where and as the parameters say, once for each key of the caller's own.
pub(crate) fn in_folder(
    session: &Session<'_, '_>,
    kind: Kind,
    make: impl Fn(&Transaction<'_>, &NewNode<'_>) -> Result<String, Error>,
) -> Result<Answer, Error> {
    let caller = session.writer()?;
    let parent = session.fields.needed("parentFid")?;
    let space = read_space(session)?.unwrap_or(1);
    let name = session
        .fields
        .text("name")?
        .ok_or(DocumentError::Missing("name"))?;
    let name = clean_name(&name)?;
    let call = if kind == Kind::Folder {
        "folder"
    } else {
        "create"
    };
    let key = retry_key::explicit(session, &caller, call)?;
    session.write(|transaction| {
        let answer = |fid: &str, uid: i64| {
            let (_, view) = view::made(session, transaction, fid, uid)?;
            Ok(Answer::of(&view))
        };
        if let Some(reply) = retry_key::answered(transaction, key.as_deref())?
            && let Some(seen) = session.see(transaction, &reply.fid, caller.uid())?
            && seen.node.status != Status::Purged
        {
            return answer(&reply.fid, caller.uid());
        }
        let user = session.ensure(transaction, &caller)?;
        let folder = session.folder(transaction, &parent, user.uid)?;
        let new = NewNode {
            app_id: &session.app_id,
            parent: &parent,
            kind,
            space,
            name: name.as_deref().unwrap_or(UNTITLED),
            title_set: name.is_some(),
            creator: user.uid,
            // What lies in a shared folder belongs to the folder's owner.
            owner: folder.map_or(user.uid, |folder| folder.node.owner),
        };
        let fid = make(transaction, &new)?;
        if let Some(key) = &key {
            let reply = Reply {
                fid: fid.clone(),
                v: 1,
                outcome: 1,
            };
            replies::keep(transaction, key, &reply, retry_key::expires(session))?;
        }
        answer(&fid, user.uid)
    })
}

/// Makes an empty document, which is version 1 of it, and answers its id.
pub(crate) fn make(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    new: &NewNode<'_>,
) -> Result<String, Error> {
    let fid = nodes::allot(transaction)?;
    let first = match new.kind {
        Kind::Sheet => First::empty_sheet(),
        Kind::Note | Kind::Folder | Kind::File => First::note(&Document::empty())?,
    };
    make_as(transaction, &fid, new, first, session.now_ms())?;
    Ok(fid)
}

/// What a document begins with.
pub(crate) struct First {
    /// The snapshot.
    bytes: Vec<u8>,
    /// The operation that made it.
    body: String,
    /// UTF-16 units of a note.
    length: i64,
}

impl First {
    /// A note with that content.
    pub(crate) fn note(document: &Document) -> Result<Self, Error> {
        let bytes = serde_json::to_vec(document)
            .map_err(|error| load::damaged("it cannot be written", &error))?;
        Ok(Self {
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            length: i64::try_from(document.len()).unwrap_or(i64::MAX),
        })
    }

    fn empty_sheet() -> Self {
        Self {
            bytes: Workbook::new().to_json().into_bytes(),
            body: "[]".to_owned(),
            length: 0,
        }
    }

    /// A spreadsheet with that workbook.
    pub(crate) fn sheet(workbook: Vec<u8>) -> Self {
        Self {
            bytes: workbook,
            body: sheet::REPLACED.to_owned(),
            length: 0,
        }
    }

    /// Bytes of the snapshot.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// Makes a document with an id that was allotted before; what it begins with is version 1 of it.
pub(crate) fn make_as(
    transaction: &Transaction<'_>,
    fid: &str,
    new: &NewNode<'_>,
    first: First,
    now_ms: i64,
) -> Result<(), Error> {
    nodes::insert_as(transaction, fid, new, now_ms)?;
    let happening = Happening {
        event: Event::FileCreate,
        uid: new.creator,
        versions: (0, 1),
        detail: json!({}),
    };
    let at = keep_event(transaction, fid, &happening)?;
    let state = State {
        length: first.length,
        bytes: i64::try_from(first.bytes.len()).unwrap_or(i64::MAX),
        head: 1,
        pending: 0,
        at,
    };
    let operation = NewOperation {
        at,
        length: first.length,
        src: None,
        seq: None,
        body: first.body,
    };
    operations::append(transaction, fid, 0, new.creator, &[operation], &state)?;
    // What everything began with is kept: versions before the next snapshot are made from it.
    let snapshot = Snapshot {
        v: 1,
        bytes: first.bytes,
    };
    snapshots::insert(transaction, fid, &snapshot, true)?;
    Ok(())
}

/// The parameter `docType`.
pub(crate) fn read_type(session: &Session<'_, '_>) -> Result<Option<Kind>, DocumentError> {
    let Some(value) = session.fields.value("docType")? else {
        return Ok(None);
    };
    let enums = &session.own().enums;
    if enums.is(Term::Note, &value) {
        Ok(Some(Kind::Note))
    } else if enums.is(Term::Sheet, &value) {
        Ok(Some(Kind::Sheet))
    } else {
        let shown: String = value.to_string().chars().take(40).collect();
        Err(DocumentError::DocType(format!(
            "there is no docType {shown}"
        )))
    }
}

/// The parameter `spaceType`: 1 the user's own, 2 shared.
pub(crate) fn read_space(session: &Session<'_, '_>) -> Result<Option<i64>, DocumentError> {
    let Some(value) = session.fields.value("spaceType")? else {
        return Ok(None);
    };
    let enums = &session.own().enums;
    let value = match &value {
        // A number in quotes is taken for the number.
        Value::String(text) => serde_json::from_str(text).unwrap_or(value),
        _ => value,
    };
    if enums.is(Term::MySpace, &value) {
        Ok(Some(1))
    } else if enums.is(Term::SharedSpace, &value) {
        Ok(Some(2))
    } else {
        Err(invalid("spaceType", "is no type of space"))
    }
}

/// A name without the space around it; `None` when nothing is left.
pub(crate) fn clean_name(name: &str) -> Result<Option<String>, DocumentError> {
    let name = name.trim();
    if name.encode_utf16().count() > MOST_NAME {
        return Err(invalid("name", "is longer than 255 characters"));
    }
    if name.chars().any(char::is_control) {
        return Err(invalid("name", "has control characters"));
    }
    Ok(Some(name)
        .filter(|name| !name.is_empty())
        .map(str::to_owned))
}
