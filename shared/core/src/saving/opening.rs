//! The step that opens a document: download, read, keep as what can be edited.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use spindle_model::convert::{Content, Options};
use spindle_model::format::{self, Family};
use spindle_model::workbook::{Sheet, Workbook};

use crate::app::App;
use crate::conversion::{self, Pass, stop};
use crate::documents::import::file::{self, Naming, check_size, failed};
use crate::error::Error;
use crate::fetch::{self, Wanted};
use crate::http::{Request, Response};
use crate::jobs::{Claim, FailureClass, Stop, Work, milliseconds, to_row};
use crate::settings::Settings;
use crate::store::editings::{self, Kind, Opened};
use crate::store::objects::{self, NewObject};
use crate::store::{NewJob, StoreError, Transaction, UNFINISHED_MS, forgotten, hex, jobs};

/// Documents that are opened. A job's key is the name of the document's content.
pub(crate) static WORK: Work = Work {
    kind: "opening",
    run,
    ended: Some(ended),
};

/// What pages are called.
const PDF: &str = "pdf";
/// Where the mark of pages is looked for: some writers put something before it.
const PDF_START: usize = 1024;

/// How long it is remembered why a document could not be opened, in milliseconds.
const KEPT_MS: i64 = 3_600_000;

/// What a job's row says is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opening {
    pub key: String,
    /// Where the document lies; not asked where there is a forgotten file.
    pub url: String,
    /// Whether a token says that.
    pub vouched: bool,
    pub file_type: Option<String>,
    /// Of a WOPI host's file, what the download is asked with.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// Whether the host says that the file is empty: a new document is to be made in it.
    #[serde(default)]
    pub is_new: bool,
}

/// Makes the job, in the transaction that makes the document.
pub(crate) fn enqueue(
    transaction: &Transaction<'_>,
    settings: &Settings,
    doc: &str,
    opening: &Opening,
) -> Result<(), StoreError> {
    let now = transaction.now_ms();
    let job = NewJob {
        kind: WORK.kind,
        key: doc,
        input: &to_row(opening)?,
        meta: "",
        twin: None,
        max_attempts: settings.job.attempts,
        expires: now.saturating_add(KEPT_MS),
        lease_ms: milliseconds(settings.job.lease)
            .saturating_add(milliseconds(settings.download.time)),
        claim: None,
    };
    jobs::insert(transaction, &job, now)?;
    Ok(())
}

/// A document that could not be opened is forgotten; one that could stays.
fn ended(
    transaction: &Transaction<'_>,
    _kind: &str,
    doc: &str,
    _meta: &str,
) -> Result<(), StoreError> {
    editings::give_up(transaction, doc)
}

/// Whether it is a file of pages: it is not read here, but shown as it is.
fn is_pdf(said: Option<&str>, found: Option<&str>, bytes: &[u8]) -> bool {
    let start = bytes.get(..PDF_START.min(bytes.len())).unwrap_or_default();
    match said {
        None => found == Some(PDF),
        Some(PDF) => start.windows(5).any(|window| window == b"%PDF-"),
        Some(_) => false,
    }
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let opening: Opening = claim.input()?;
    let limit = (claim.settings.convert.bytes, "limit_convert_bytes");
    let left_behind = forgotten::find(claim.store, &opening.key)?;
    let (bytes, said) = match &left_behind {
        Some(file) => {
            if file.blob.length > limit.0 {
                let words = format!(
                    "the file has {} bytes, more than {} ({})",
                    file.blob.length, limit.0, limit.1
                );
                return Err(failed(FailureClass::Limit, words));
            }
            let bytes = claim.store.whole_blob(&file.blob, "forgotten file")?;
            (bytes, Some(file.file_type.clone()))
        }
        None if opening.is_new => {
            let name = opening.file_type.clone().unwrap_or_default();
            (blank(claim, &name)?, Some(name))
        }
        None => {
            let wanted = Wanted {
                url: &opening.url,
                authenticated: opening.vouched,
                limit: limit.0,
                variable: limit.1,
                what: "document",
                headers: &opening.headers,
            };
            let bytes =
                fetch::for_job(claim.app, claim.settings, &wanted).map_err(Stop::Failure)?;
            (bytes, opening.file_type.clone())
        }
    };
    claim.renew()?;
    let found = claim.app.formats().map_err(stop)?.sniff(&bytes);
    let said = said.as_deref();
    let source = if is_pdf(said, found, &bytes) {
        None
    } else {
        let said = said.and_then(format::by_name);
        let source = conversion::settle(said, found, &bytes)
            .map_err(|reason| failed(FailureClass::Damaged, format!("the document: {reason}")))?;
        Some(source)
    };
    let mut warnings = Vec::new();
    let pass = Pass {
        options: Options {
            comments: true,
            ..Options::default()
        },
        percent: (10.0, 60.0),
    };
    // Presentations are only shown, but whoever opens one hears now that it is damaged.
    let content = match source {
        Some(source) => Some(conversion::read(
            claim,
            source.name,
            &bytes,
            pass,
            &mut warnings,
        )?),
        None => None,
    };
    let digest = hex(&Sha256::digest(&bytes));
    let until = claim.app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
    let origin = claim.store.write_blob(&bytes, until)?;
    drop(bytes);
    let mut pictures = Vec::new();
    let (kind, length, json) = match content {
        None => (Kind::Pdf, 0, None),
        Some(Content::Document(mut document)) => {
            for picture in Naming::of(claim.key).apply(&mut document) {
                let blob = claim.store.write_blob(&picture.media.bytes, until)?;
                pictures.push((picture.object_id, picture.media.media_type, blob));
            }
            let note = file::note(claim, *document, (60.0, 90.0), &mut warnings)?;
            let json = serde_json::to_vec(&note)
                .map_err(|error| failed(FailureClass::Damaged, error.to_string()))?;
            let length = i64::try_from(note.len()).unwrap_or(i64::MAX);
            (Kind::Word, length, Some(json))
        }
        Some(Content::Presentation(_)) => (Kind::Slide, 0, None),
        Some(content @ Content::Workbook(_)) => {
            let json = file::workbook(claim, content, (60.0, 90.0), &mut warnings)?;
            (Kind::Cell, 0, Some(json))
        }
    };
    let most = claim.settings.iflydocs.limits.document_bytes;
    let bytes = json.as_ref().map_or(0, Vec::len);
    check_size(bytes, most, "limit_document_bytes")?;
    // Whose lease ran out changes nothing.
    Ok(claim.all_or_nothing(|transaction| {
        let opened = Opened {
            kind,
            file_type: source.map_or(PDF, |source| source.name),
            origin: &origin,
            digest: &digest,
            forgotten: left_behind.is_some(),
            length,
            json,
        };
        // Before the job ends: what is not open by then is forgotten with it.
        let is_opening = editings::open(transaction, claim.key, opened)?;
        let ours = claim.complete_in(transaction, "{}", &[])?;
        if !ours {
            return Ok(false);
        }
        for (object_id, content_type, blob) in pictures.iter().filter(|_| is_opening) {
            objects::keep(
                transaction,
                &NewObject {
                    app_id: claim.key,
                    object_id,
                    fid: claim.key,
                    uid: 0,
                    blob,
                    content_type,
                },
            )?;
        }
        Ok(true)
    })?)
}

/// The bytes of a document with nothing in it.
fn blank(claim: &Claim<'_, '_>, name: &str) -> Result<Vec<u8>, Stop> {
    let nothing = match format::by_name(name).map(|format| format.family) {
        Some(Family::Word) => Content::Document(Box::default()),
        Some(Family::Cell) => Content::Workbook(Box::new(Workbook {
            sheets: vec![Sheet {
                name: "Sheet1".to_owned(),
                ..Sheet::default()
            }],
            ..Workbook::default()
        })),
        _ => {
            let words = format!("the file is empty, and no new `{name}` is made here");
            return Err(failed(FailureClass::Unsupported, words));
        }
    };
    let pass = Pass {
        options: Options::default(),
        percent: (0.0, 10.0),
    };
    conversion::write(claim, name, &nothing, pass, &mut Vec::new())
}

/// `POST /internal/opening/step?key=..`: opens a document that nobody works on.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
