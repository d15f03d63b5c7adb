//! `POST /fs/bs/import/start`: takes a file, or the URL of one, and answers at once.

use spindle_model::format::{self, Format};

use super::{Input, Meta, Source, WORK, process};
use crate::conversion;
use crate::documents::create::{UNTITLED, clean_name, read_space};
use crate::documents::session::{Answer, Session};
use crate::documents::{DocumentError, retry_key, webhook};
use crate::error::Error;
use crate::fetch;
use crate::http::multipart::Part;
use crate::jobs::{milliseconds, to_row};
use crate::store::nodes::{self, ROOT};
use crate::store::{BlobRef, NewJob, jobs, random_hex};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let caller = session.writer()?;
    let fields = &session.fields;
    let parent = fields
        .text("parentFid")?
        .filter(|parent| !parent.is_empty())
        .unwrap_or_else(|| ROOT.to_owned());
    let space = read_space(session)?.unwrap_or(1);
    let notify = webhook::asked(session)?;
    let url = fields.text("downloadUrl")?.filter(|url| !url.is_empty());
    let file = session.files.iter().find(|part| part.name == "file");
    let given = fields.text("fileName")?.filter(|name| !name.is_empty());
    let called = match (&given, file, &url) {
        (Some(name), ..) => name.clone(),
        (None, Some(part), _) => part.file_name.clone().unwrap_or_default(),
        (None, None, Some(url)) => name_in(url),
        (None, None, None) => String::new(),
    };
    let (said, name) = read_name(&called)?;
    // Without a known extension the name in the form may tell more than the caller's own.
    let said =
        said.or_else(|| file.and_then(|part| format::by_file_name(part.file_name.as_deref()?)));
    let name = clean_name(&name)?.unwrap_or_else(|| UNTITLED.to_owned());
    let source = match (file, url) {
        (Some(part), _) => Given::File(part),
        (None, Some(url)) => Given::Url(url),
        (None, None) => return Err(DocumentError::NoSource.into()),
    };
    match &source {
        Given::File(part) => check_file(session, part, said)?,
        Given::Url(url) => fetch::check_text(url, session.settings.allow_private_ip)
            .map_err(|error| DocumentError::DownloadUrl(error.to_string()))?,
    }
    // Refused before the bytes are kept.
    session.folder(&session.store, &parent, caller.uid())?;
    let now = session.now_ms();
    let keep_ms = session.own().import_keep_s.saturating_mul(1000);
    let source = match source {
        Given::Url(url) => Source::Url(url),
        Given::File(part) => {
            let expires = now.saturating_add(keep_ms);
            let BlobRef { id, length } = session.store.write_blob(part.bytes, expires)?;
            Source::Blob { id, length }
        }
    };
    // A download comes before the work that says how far it is.
    let lease = match &source {
        Source::Url(_) => milliseconds(session.settings.download.time),
        Source::Blob { .. } => 0,
    }
    .saturating_add(milliseconds(session.settings.job.lease));
    let input = to_row(&Input {
        source,
        said: said.map(|format| format.name.to_owned()),
        parent: parent.clone(),
        space,
        name,
        password: fields.text("password")?,
    })?;
    let request_id = match retry_key::explicit(session, &caller, "import")? {
        Some(key) => key.chars().take(32).collect(),
        None => random_hex(&session.app.ports, 16),
    };
    session.write(|transaction| {
        let user = session.ensure(transaction, &caller)?;
        session.folder(transaction, &parent, user.uid)?;
        let meta = to_row(&Meta {
            uid: user.uid,
            app_id: session.app_id.clone(),
            fid: nodes::allot(transaction)?,
            notify: notify.clone(),
        })?;
        let job = NewJob {
            kind: WORK.kind,
            key: &request_id,
            input: &input,
            meta: &meta,
            twin: None,
            max_attempts: session.settings.job.attempts,
            expires: now.saturating_add(keep_ms),
            lease_ms: lease,
            claim: None,
        };
        // A retry under the same key finds the first one's job; its file is swept away with time.
        jobs::insert(transaction, &job, now)?;
        Ok(())
    })?;
    let job = session
        .store
        .job(WORK.kind, &request_id)?
        .ok_or_else(|| DocumentError::NoImport(request_id.clone()))?;
    let (process, _) = process(&session.own().enums, &job)?;
    let mut answer = Answer::of(&process);
    answer.drive = Some((&WORK, request_id));
    Ok(answer)
}

enum Given<'g> {
    File(&'g Part<'g>),
    Url(String),
}

/// The format that a name says, and the name without that extension. A name with an extension that is not imported is
/// refused; one without any is not.
fn read_name(called: &str) -> Result<(Option<&'static Format>, String), DocumentError> {
    let base = called.rsplit(['/', '\\']).next().unwrap_or_default();
    let Some((stem, extension)) = base.rsplit_once('.') else {
        return Ok((None, base.to_owned()));
    };
    match format::by_name(extension) {
        Some(format) if format.reads => Ok((Some(format), stem.to_owned())),
        Some(format) => Err(refused(format.name)),
        // A dot may stand in a name that has no extension: "Minutes 3.11".
        None if extension.len() > 5
            || !extension.bytes().any(|byte| byte.is_ascii_alphabetic()) =>
        {
            Ok((None, base.to_owned()))
        }
        None => Err(refused(extension)),
    }
}

fn refused(extension: &str) -> DocumentError {
    let known: Vec<&str> = format::FORMATS
        .iter()
        .filter(|format| format.reads)
        .map(|format| format.name)
        .collect();
    DocumentError::ImportFormat(format!("`{extension}`; {}", known.join(", ")))
}

fn name_in(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    percent_encoding::percent_decode_str(last)
        .decode_utf8_lossy()
        .into_owned()
}

/// Looks at what can be told of a file before it is read.
fn check_file(
    session: &Session<'_, '_>,
    part: &Part<'_>,
    said: Option<&'static Format>,
) -> Result<(), Error> {
    let limit = session.settings.convert.bytes;
    if part.bytes.len() as u64 > limit {
        let words = format!(
            "the file has {} bytes, more than {limit} (limit_convert_bytes)",
            part.bytes.len()
        );
        return Err(DocumentError::TooLarge(words).into());
    }
    let found = session.app.formats()?.sniff(part.bytes);
    conversion::settle(said, found, part.bytes)
        .map(|_| ())
        .map_err(|reason| DocumentError::ImportFormat(reason).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_extension() {
        let read = |called| read_name(called).map(|(format, name)| (format.map(|f| f.name), name));
        assert_eq!(read("test.docx"), Ok((Some("docx"), "test".to_owned())));
        assert_eq!(read("a/b.c.HTM"), Ok((Some("html"), "b.c".to_owned())));
        assert_eq!(read("Minutes 3.11"), Ok((None, "Minutes 3.11".to_owned())));
        assert_eq!(read("plain"), Ok((None, "plain".to_owned())));
        assert!(read("a.exe").is_err());
        assert!(read("a.pdf").is_err());
    }

    #[test]
    fn urls_name_files() {
        assert_eq!(name_in("https://x.example/a/%E6%96%87.md?x=/y.z"), "文.md");
    }
}
