//! The step that brings a saved file into the online document that it is of.
//!
//! Saves go in in the order in which they came. What an editor changed is what differs between the file as he opened it, or
//! saved it before, and the file as he saved it now; that change is made to the document as it is. So what others wrote
//! meanwhile stays, and what the file's format cannot say.

mod note;
mod sheet;

use std::io::Read as _;

use serde::{Deserialize, Serialize};
use serde_json::json;
use spindle_model::convert::{Content, Options};
use spindle_model::format;

use super::format_of;
use crate::app::App;
use crate::conversion::{Pass, Told, stop};
use crate::documents::import::file::{self, check_size, failed};
use crate::documents::{DocumentError, commit};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{Claim, FailureClass, Stop, Work, to_row};
use crate::settings::Settings;
use crate::store::contents::{self, Bytes};
use crate::store::merges::{self, Base};
use crate::store::nodes::anywhere;
use crate::store::nodes::{Kind, Node};
use crate::store::{Statements, StoreError, Transaction, users};

/// Saves of documents' files.
pub(crate) static MERGE: Work = Work {
    kind: "merge",
    run,
    ended: None,
};

/// How often others may come before while a save goes in.
const MOST_RACES: u32 = 8;
/// How long a save is left alone that has to wait, in milliseconds.
const PAUSE_MS: i64 = 5_000;

/// What a job's row says is to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Merge {
    /// The document.
    pub fid: String,
    /// Its app.
    pub app_id: String,
    /// The version of its file.
    pub version: i64,
    /// Who saved it: the integrator's own id.
    pub user: String,
}

impl Merge {
    /// The document as it is now.
    fn node(&self, on: &impl Statements) -> Result<Node, Error> {
        let found = anywhere::open(on, &self.fid)?.filter(|found| {
            found.app_id == self.app_id && matches!(found.node.kind, Kind::Note | Kind::Sheet)
        });
        match found {
            Some(found) => Ok(found.node),
            None => Err(DocumentError::NoDocument(self.fid.clone()).into()),
        }
    }
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let merge: Merge = claim.input()?;
    if !earlier_went_in(claim, &merge)? {
        return Ok(claim.postpone(PAUSE_MS)?);
    }
    let node = merge.node(claim.store).map_err(stop)?;
    if contents::merged(claim.store, &merge.fid, merge.version)?.is_some() {
        return Ok(claim.complete("{}", &[])?);
    }
    let base = merges::base(claim.store, &merge.fid, merge.version)?;
    let before = match base {
        Some(base) => Some(bytes_of(claim, &merge.fid, base.version)?),
        None => None,
    };
    let after = bytes_of(claim, &merge.fid, merge.version)?;
    let files = Files {
        merge: &merge,
        base,
        same: before.as_ref() == Some(&after),
        before,
        after,
    };
    let mut warnings = Vec::new();
    match node.kind {
        Kind::Sheet => sheet::merge(claim, files, warnings),
        Kind::Note | Kind::Folder | Kind::File => {
            let mut save = note::Save::read(claim, files, &node, &mut warnings)?;
            let result = result(&warnings)?;
            for _ in 0..MOST_RACES {
                if let Some(ours) = save.merge(claim, &result)? {
                    return Ok(ours);
                }
            }
            // Others write without a pause.
            Ok(claim.postpone(PAUSE_MS)?)
        }
    }
}

/// Whether all earlier saves of the document went in or never will; those that nobody works on go in by it. None of them
/// waits for another one then, so that this goes one level deep.
fn earlier_went_in(claim: &Claim<'_, '_>, merge: &Merge) -> Result<bool, Stop> {
    let now = claim.app.ports.clock.now_ms();
    let earlier = merges::waiting(claim.store, &merge.fid, (0, merge.version), now)?;
    for key in earlier {
        match MERGE.settled(claim.app, claim.settings, claim.store, &key) {
            Ok(_) | Err(Error::UnknownJob(_)) => claim.renew()?,
            Err(Error::StillRunning(_)) => return Ok(false),
            Err(error) => return Err(stop(error)),
        }
    }
    Ok(true)
}

/// The files of a save.
struct Files<'m> {
    merge: &'m Merge,
    /// What the save is compared with.
    base: Option<Base>,
    /// Its bytes.
    before: Option<Vec<u8>>,
    /// What was saved.
    after: Vec<u8>,
    /// Whether that is the same, byte for byte.
    same: bool,
}

impl Files<'_> {
    /// The version of the document that the saved file shows, where the save made `after` of version `before`: where others
    /// wrote too, it shows none that there is, and is an older one's.
    fn shows(&self, before: i64, after: i64) -> i64 {
        match self.base {
            Some(base) if base.merged != before => base.merged,
            _ => after,
        }
    }
}

fn bytes_of(claim: &Claim<'_, '_>, fid: &str, version: i64) -> Result<Vec<u8>, Stop> {
    let bytes = contents::bytes_of(claim.store, fid, version)?.ok_or_else(|| {
        let words = format!("version {version} of the file is not kept any more");
        failed(FailureClass::Gone, words)
    })?;
    let length = bytes.length();
    let limit = usize::try_from(claim.settings.convert.bytes).unwrap_or(usize::MAX);
    let own = usize::try_from(length).unwrap_or(usize::MAX);
    check_size(own, limit, "limit_convert_bytes")?;
    if let Bytes::Inline(bytes) = bytes {
        return Ok(bytes);
    }
    let mut all = Vec::new();
    claim
        .store
        .read_bytes(bytes, 0, length)
        .read_to_end(&mut all)
        .map_err(|error| StoreError::Damaged {
            what: "saved file",
            reason: error.to_string(),
        })?;
    claim.renew()?;
    Ok(all)
}

/// Reads a file of a document.
fn opened(
    claim: &Claim<'_, '_>,
    kind: Kind,
    bytes: &[u8],
    percent: (f32, f32),
    warnings: &mut Vec<Told>,
) -> Result<Content, Stop> {
    let pass = Pass {
        options: Options {
            comments: true,
            ..Options::default()
        },
        percent,
    };
    file::opened(
        claim,
        bytes,
        format::by_name(format_of(kind)),
        pass,
        warnings,
    )
}

/// What the job's row holds in the end.
fn result(warnings: &[Told]) -> Result<String, StoreError> {
    to_row(&json!({ "warnings": warnings }))
}

/// The number of who saved, registered by it where he was not.
fn author(transaction: &Transaction<'_>, merge: &Merge) -> Result<i64, StoreError> {
    Ok(users::ensure(transaction, &merge.app_id, &merge.user)?.uid)
}

/// `POST /internal/merge/step?key=..`: runs a merge that nobody works on.
pub(crate) fn post_merge_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    MERGE.post_step(app, settings, &request)
}
