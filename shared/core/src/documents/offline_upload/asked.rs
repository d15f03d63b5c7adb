//! What an upload says, checked as far as it can be without the document.

use serde_json::Value;
use serde_json::value::RawValue;
use spindle_delta::{Delta, Document};
use spindle_sheet::{Decoded, Workbook};

use super::super::create::{clean_name, read_space, read_type};
use super::super::draft::{Change, Pending, Queue};
use super::super::fields::invalid;
use super::super::session::{Caller, Session};
use super::super::{DocumentError, retry_key, sheet};
use crate::error::Error;
use crate::store::nodes::{Kind, ROOT};

/// An upload.
pub(crate) struct Asked {
    /// The document; `None` when it was made offline.
    pub fid: Option<String>,
    pub parent: String,
    pub space: i64,
    /// Of a document to be made.
    pub kind: Option<Kind>,
    /// The name of a document to be made, if it has one.
    pub name: Option<String>,
    /// The version that the edits are based on, from 1.
    pub v: i64,
    /// The version that the caller wants the document to be at.
    pub expect_v: Option<i64>,
    pub cover: bool,
    /// Edits of a note.
    pub note: Option<Change>,
    /// Edits of a spreadsheet.
    pub sheet: Option<SheetChange>,
    /// Under which its outcome is remembered.
    pub key: String,
    /// Whether the caller chose the key himself.
    pub own_key: bool,
}

/// What an upload does to a spreadsheet.
pub(crate) enum SheetChange {
    Commands(Vec<Value>),
    /// The whole workbook, as JSON.
    Become(String),
}

impl Asked {
    pub(crate) fn read(session: &Session<'_, '_>, caller: &Caller) -> Result<Self, Error> {
        let fields = &session.fields;
        let fid = fields.text("fid")?.filter(|fid| !fid.is_empty());
        if let Some(uid) = fields.integer("uid")?
            && caller.user.as_ref().is_none_or(|user| user.uid != uid)
        {
            return Err(invalid("uid", "is not that of appUserId").into());
        }
        let cover = fields.switch("cover")?.unwrap_or(false);
        // Absent and 0 mean the state after creation.
        let v = fields.count("v")?.unwrap_or(0).max(1);
        let (note, note_text) = read_note(session, cover, fid.is_none())?;
        let (sheet, sheet_text) = read_sheet(session, cover)?;
        if note.is_some() && sheet.is_some() {
            return Err(invalid(
                "commands",
                "are for spreadsheets and cannot be sent with `ops`",
            )
            .into());
        }
        let parent = fields
            .text("parentFid")?
            .filter(|parent| !parent.is_empty());
        let name = fields.text("name")?.unwrap_or_default();
        let explicit = retry_key::explicit(session, caller, "offlineUpload")?;
        let own_key = explicit.is_some();
        let base = v.to_string();
        let parts = [
            fid.as_deref().unwrap_or_default(),
            parent
                .as_deref()
                .filter(|_| fid.is_none())
                .unwrap_or_default(),
            if fid.is_none() { name.as_str() } else { "" },
            if cover { "cover" } else { "" },
            &base,
            &note_text,
            &sheet_text,
        ];
        let key = explicit.unwrap_or_else(|| retry_key::of("upload", session, caller, &parts));
        Ok(Self {
            parent: parent.unwrap_or_else(|| ROOT.to_owned()),
            space: read_space(session)?.unwrap_or(1),
            kind: read_type(session)?,
            // For a document that is there the name means nothing: an upload does not rename.
            name: if fid.is_none() {
                clean_name(&name)?
            } else {
                None
            },
            fid,
            v,
            expect_v: fields.count("expectV")?,
            cover,
            note,
            sheet,
            key,
            own_key,
        })
    }

    /// Holds the document to the version that the caller expects it to be at.
    pub(crate) fn expect(&self, current: i64) -> Result<(), DocumentError> {
        match self.expect_v {
            Some(expected) if expected != current => {
                Err(DocumentError::OtherVersion { expected, current })
            }
            _ => Ok(()),
        }
    }
}

/// The edits of a note, and their canonical text.
fn read_note(
    session: &Session<'_, '_>,
    cover: bool,
    made_offline: bool,
) -> Result<(Option<Change>, String), Error> {
    let limits = &session.own().limits;
    let fields = &session.fields;
    let ops = fields.raw("ops");
    let inflight = fields.raw("inflightOp");
    // Lists take more memory than their text: their size is looked at before they are read.
    let listed = fields.raw("pendingOps");
    let bytes = inflight.map_or(0, str::len) + listed.map_or(0, str::len);
    check_size(bytes, limits.delta_bytes, "limit_delta_bytes")?;
    let pending: Option<Vec<&RawValue>> = listed
        .map(|text| {
            serde_json::from_str(text)
                .map_err(|error| invalid("pendingOps", format!("is not a list: {error}")))
        })
        .transpose()?;
    let incremental =
        inflight.is_some() || pending.as_ref().is_some_and(|pending| !pending.is_empty());
    let mark = match (fields.text("src")?, fields.integer("seq")?) {
        (Some(src), Some(seq)) if src.len() <= 128 => Some((src, seq)),
        (None, None) => None,
        (Some(_), Some(_)) => return Err(invalid("src", "is longer than 128 bytes").into()),
        _ => return Err(invalid("src", "and `seq` come together").into()),
    };
    let mark_text = mark
        .as_ref()
        .map_or_else(String::new, |(src, seq)| format!("{src} {seq}"));
    if let Some(ops) = ops {
        if incremental {
            return Err(invalid("ops", "cannot be sent with `inflightOp` or `pendingOps`").into());
        }
        let empty = ops.trim_start_matches('[').trim() == "]";
        check_size(ops.len(), limits.document_bytes, "limit_document_bytes")?;
        if cover || (made_offline && !empty && inserts_only(ops)) {
            let document = read_document(ops, empty)?;
            let text = canonical(&document)?;
            return Ok((Some(Change::Become(document)), text));
        }
        check_size(ops.len(), limits.delta_bytes, "limit_delta_bytes")?;
        let delta = Delta::from_slice(ops.as_bytes())?;
        let text = canonical(&delta)? + &mark_text;
        let pending = Pending {
            delta,
            inflight: false,
            mark,
        };
        return Ok((Some(Change::Operations(queue(vec![pending]))), text));
    }
    if !incremental {
        return Ok((None, String::new()));
    }
    if cover {
        return Err(invalid("cover", "takes the whole document in `ops`").into());
    }
    let pending = pending.unwrap_or_default();
    if pending.len() + usize::from(inflight.is_some()) > limits.pending {
        let words = format!(
            "more than {} operations (limit_pending_ops)",
            limits.pending
        );
        return Err(DocumentError::TooLarge(words).into());
    }
    let mut operations = Vec::with_capacity(pending.len() + 1);
    let mut text = String::new();
    let raws = inflight.map(|raw| (raw, true)).into_iter();
    for (raw, is_inflight) in raws.chain(pending.iter().map(|raw| (raw.get(), false))) {
        let delta = Delta::from_slice(raw.as_bytes())?;
        text.push_str(if is_inflight { "i" } else { "p" });
        text.push_str(&canonical(&delta)?);
        // The mark counts the operations of one sender: those that follow the first have the numbers after it.
        let number = i64::try_from(operations.len()).unwrap_or(0);
        let mark = mark
            .as_ref()
            .map(|(src, seq)| (src.clone(), seq.saturating_add(number)));
        operations.push(Pending {
            delta,
            inflight: is_inflight,
            mark,
        });
    }
    text.push_str(&mark_text);
    Ok((Some(Change::Operations(queue(operations))), text))
}

fn queue(pending: Vec<Pending>) -> Queue {
    Queue {
        pending,
        acknowledged: None,
    }
}

/// Whether these are the components of a document: what was made offline is sent as one.
fn inserts_only(ops: &str) -> bool {
    Document::from_slice(ops.as_bytes()).is_ok()
}

fn read_document(ops: &str, empty: bool) -> Result<Document, DocumentError> {
    if empty {
        return Ok(Document::empty());
    }
    let document = Document::from_slice(ops.as_bytes())?;
    if document.ends_with_newline() {
        return Ok(document);
    }
    let end = Delta::new().retain(document.len(), ()).insert("\n", ());
    Ok(document.apply(&end)?)
}

fn canonical(value: &impl serde::Serialize) -> Result<String, DocumentError> {
    serde_json::to_string(value).map_err(|error| DocumentError::Operation(error.to_string()))
}

fn check_size(bytes: usize, most: usize, name: &str) -> Result<(), DocumentError> {
    if bytes > most {
        return Err(DocumentError::TooLarge(format!(
            "{bytes} bytes of operations; {name} is {most}"
        )));
    }
    Ok(())
}

/// The edits of a spreadsheet, and their text.
fn read_sheet(
    session: &Session<'_, '_>,
    cover: bool,
) -> Result<(Option<SheetChange>, String), Error> {
    let Some(raw) = session.fields.raw("commands") else {
        return Ok((None, String::new()));
    };
    // Packed text; or, without any packing, the list as it is.
    let text = if raw.starts_with('[') {
        raw.to_owned()
    } else {
        session
            .fields
            .text("commands")
            .map_err(|_| {
                DocumentError::Commands("`commands` is neither text nor a list".to_owned())
            })?
            .unwrap_or_default()
    };
    if !cover {
        let most = session.own().limits.delta_bytes;
        check_size(text.len(), most, "limit_delta_bytes")?;
    }
    let version = session
        .fields
        .text("version")?
        .filter(|version| !version.is_empty());
    let refused = |error: spindle_sheet::SheetError| DocumentError::Commands(error.to_string());
    let limits = &session.own().limits;
    let most = if cover {
        sheet::MOST_BYTES.min(limits.document_bytes.saturating_mul(4))
    } else {
        // Unpacked they are still percent-encoded.
        limits.delta_bytes.saturating_mul(4)
    };
    let change = if cover {
        let json = match spindle_sheet::decode(&text, most).map_err(refused)? {
            Decoded::Empty => Workbook::new().to_json(),
            Decoded::Json(json) => json,
        };
        Workbook::parse(&json).map_err(refused)?;
        SheetChange::Become(json)
    } else {
        let commands =
            spindle_sheet::decode_commands(&text, version.as_deref(), most).map_err(refused)?;
        if commands.len() > session.own().limits.pending {
            let limit = session.own().limits.pending;
            let words = format!("more than {limit} commands (limit_pending_ops)");
            return Err(DocumentError::TooLarge(words).into());
        }
        let unknown = spindle_sheet::check(&commands);
        if !unknown.is_empty() && !session.own().record_unknown_commands {
            let words = format!("not supported: {}", unknown.join(", "));
            return Err(DocumentError::Commands(words).into());
        }
        SheetChange::Commands(commands)
    };
    Ok((Some(change), text))
}
