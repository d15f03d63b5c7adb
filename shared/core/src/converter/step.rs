//! The step of a conversion: download, read, write, keep.

use spindle_model::convert::Options;
use spindle_model::format::{self, Family};

use super::answer::{Outcome, file_path};
use super::request::{Input, resolve};
use crate::conversion::{self, Pass, family_of};
use crate::fetch::{self, Wanted};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, milliseconds, to_row};
use crate::settings::Settings;
use crate::store::{BlobRef, NewFile, UNFINISHED_MS};

/// Conversions.
pub(crate) static CONVERT: Work = Work {
    kind: "converter",
    run,
    ended: None,
};

/// How long a worker owns a conversion before it says how far it is: a download comes first.
pub(super) fn lease_ms(settings: &Settings) -> i64 {
    milliseconds(settings.job.lease).saturating_add(milliseconds(settings.download.time))
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let input: Input = claim.input()?;
    let failed = |class, reason: String| Stop::Failure(Failure::new(class, reason));
    let bytes = bytes_of(claim, &input)?;
    let said = input.file_type.as_deref().and_then(format::by_name);
    if let (Some(name), None) = (&input.file_type, said) {
        let reason = format!("`{name}` files are not read here");
        return Err(failed(FailureClass::Unsupported, reason));
    }
    let found = claim
        .app
        .formats()
        .ok()
        .and_then(|formats| formats.sniff(&bytes));
    let source = conversion::settle(said, found, &bytes)
        .map_err(|reason| failed(FailureClass::Damaged, reason))?;
    let options = Options {
        password: input.password.clone(),
        encoding: input.encoding.clone(),
        delimiter: input.delimiter,
        title: input.title.clone(),
        comments: true,
        pdf_a: input.pdf_a,
        sheet: None,
        thumbnail: input.thumbnail,
    };
    let mut warnings = Vec::new();
    let read = Pass {
        options: options.clone(),
        percent: (10.0, 50.0),
    };
    let content = conversion::read(claim, source.name, &bytes, read, &mut warnings)?;
    let target = resolve(&input.output, family_of(&content)).ok_or_else(|| {
        let reason = format!("{} is not converted to {}", source.name, input.output);
        failed(FailureClass::Unsupported, reason)
    })?;
    let write = Pass {
        options,
        percent: (50.0, 95.0),
    };
    // Whoever asks for the format that the file already has gets it whole: nothing is lost on a way that is not gone.
    let result = if target.name == source.name && !input.pdf_a && input.password.is_none() {
        bytes
    } else {
        drop(bytes);
        conversion::write(claim, target.name, &content, write, &mut warnings)?
    };
    drop(content);
    let file_type = if target.family == Family::Picture && input.thumbnail.all {
        "zip"
    } else {
        target.name
    };
    let now = claim.app.ports.clock.now_ms();
    let blob = claim
        .store
        .write_blob(&result, now.saturating_add(UNFINISHED_MS))?;
    let kept = claim.settings.cache_expires_s.saturating_mul(1000);
    let file = NewFile {
        path: file_path(claim.key, file_type),
        blob: blob.clone(),
        expires: now.saturating_add(kept),
    };
    let outcome = Outcome {
        file_type: file_type.to_owned(),
        warnings,
    };
    let ours = claim.complete(&to_row(&outcome)?, &[file])?;
    if !ours {
        // What cannot be removed now is swept away later.
        let _ = claim.store.remove_blob(&blob.id);
    }
    Ok(ours)
}

fn bytes_of(claim: &Claim<'_, '_>, input: &Input) -> Result<Vec<u8>, Stop> {
    if let Some(upload) = &input.upload {
        let blob = BlobRef {
            id: upload.id.clone(),
            length: upload.length,
        };
        return Ok(claim.store.whole_blob(&blob, "file to be converted")?);
    }
    let wanted = Wanted {
        url: input.url.as_deref().unwrap_or_default(),
        authenticated: input.authenticated,
        limit: claim.settings.convert.bytes,
        variable: "limit_convert_bytes",
        what: "file",
        headers: &[],
    };
    let bytes = fetch::for_job(claim.app, claim.settings, &wanted).map_err(Stop::Failure)?;
    claim.renew()?;
    Ok(bytes)
}
