//! `POST /v1/conversions`: a file that the operator sends, in another format; `GET /v1/conversions/{id}`: how far it is.
//!
//! `/converter` takes a URL, and a token that says it. A person with a file has neither.

use ::http::StatusCode;
use serde_json::{Map, Value, json};
use spindle_model::format;

use super::answer::{self, Caller, Shape};
use super::request::{Upload, asked};
use super::step::{CONVERT, lease_ms};
use super::{SWEPT, request};
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::docbuilder;
use crate::error::Error;
use crate::http::multipart::{self, Part};
use crate::http::{Request, Response, read_body};
use crate::jobs::to_row;
use crate::settings::Settings;
use crate::store::{BlobRef, NewJob, Store, random_hex};

const PREFIX: &str = "/v1/conversions/";
/// How much larger than its file a form may be.
const FORM_BYTES: u64 = 64 * 1024;

/// Takes a form with `file`, `outputtype` and what else `/converter` knows; answers the conversion's id at once.
pub(crate) fn post<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    Ok(begin(app, settings, request).unwrap_or_else(|error| said(app, &error)))
}

/// Answers as `/converter` does.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    Ok(look(app, settings, &request).unwrap_or_else(|error| said(app, &error)))
}

fn said<'a>(app: &App<'_>, error: &Error) -> Response<'a> {
    crate::router::log_refusal(app, "conversions", error);
    answer::error(error, Shape::Json)
}

fn begin<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
) -> Result<Response<'a>, Error> {
    let boundary = multipart::boundary(&request.headers);
    let most = settings.convert.bytes.saturating_add(FORM_BYTES);
    let body = read_body(&mut request, most, "limit_convert_bytes")?;
    let (fields, file) = read_form(&body, boundary.as_deref())?;
    let name = file.file_name.clone().unwrap_or_default();
    let mut asked = asked(&parameters(fields, &name), false)?;
    if file.bytes.len() as u64 > settings.convert.bytes {
        return Err(wrong(format!(
            "has {} bytes, more than {} (limit_convert_bytes)",
            file.bytes.len(),
            settings.convert.bytes
        )));
    }
    let store = Store::open(&app.ports)?;
    let kept = settings.cache_expires_s.saturating_mul(1000);
    let expires = app.ports.clock.now_ms().saturating_add(kept);
    let BlobRef { id, length } = store.write_blob(file.bytes, expires)?;
    asked.input.upload = Some(Upload { id, length });
    asked.key = random_hex(&app.ports, 16);
    let key = asked.job_key();
    let meta = request::Meta {
        title: asked.title,
        ..request::Meta::default()
    };
    store.insert_job(&NewJob {
        kind: CONVERT.kind,
        key: &key,
        input: &to_row(&asked.input)?,
        meta: &to_row(&meta)?,
        twin: None,
        max_attempts: settings.job.attempts,
        expires,
        lease_ms: lease_ms(settings),
        claim: None,
    })?;
    let view = json!({ "id": key, "percent": 0, "endConvert": false });
    let mut response = Response::json(SERVICE_TYPE, &view);
    response.status = StatusCode::ACCEPTED;
    response.after = Some(Box::new(move |app| {
        CONVERT.drive_logged(app, &key);
        docbuilder::sweep_logged(app, SWEPT);
    }));
    Ok(response)
}

fn wrong(reason: impl Into<String>) -> Error {
    Error::Parameter {
        name: "file",
        reason: reason.into(),
    }
}

/// The texts of a form and its file.
fn read_form<'b>(
    body: &'b [u8],
    boundary: Option<&str>,
) -> Result<(Map<String, Value>, Part<'b>), Error> {
    let words = "is missing: the body is not a form (multipart/form-data)";
    let boundary = boundary.ok_or_else(|| wrong(words))?;
    let parts = multipart::parse(body, boundary)
        .map_err(|reason| wrong(format!("cannot be read: the body {reason}")))?;
    let mut fields = Map::new();
    let mut file = None;
    for part in parts {
        if part.name == "file" && part.file_name.is_some() {
            file = Some(part);
        } else if let Ok(text) = std::str::from_utf8(part.bytes) {
            fields.insert(part.name, text.into());
        }
    }
    Ok((fields, file.ok_or_else(|| wrong("is missing in the form"))?))
}

/// What the file's name says where the form does not.
fn parameters(mut fields: Map<String, Value>, name: &str) -> Map<String, Value> {
    fields.remove("url");
    fields.remove("key");
    if !fields.contains_key("title") {
        fields.insert("title".to_owned(), name.into());
    }
    let said = name.rsplit_once('.').map(|(_, extension)| extension);
    if let (false, Some(known)) = (
        fields.contains_key("filetype"),
        said.and_then(format::by_name),
    ) {
        fields.insert("filetype".to_owned(), known.name.into());
    }
    fields
}

fn look<'a>(app: &App<'a>, settings: &Settings, request: &Request) -> Result<Response<'a>, Error> {
    let rest = request.path.get(PREFIX.len()..).unwrap_or_default();
    let key = rest.trim_end_matches('/').to_owned();
    let store = Store::open(&app.ports)?;
    let job = store
        .job(CONVERT.kind, &key)?
        .ok_or_else(|| Error::UnknownJob(key.chars().take(128).collect()))?;
    let meta: request::Meta = crate::jobs::read_row("conversion", Some(&job.meta))?;
    let title = if meta.title.is_empty() {
        "output"
    } else {
        &meta.title
    };
    let caller = Caller {
        title,
        // The operator's own uploads have none; what was made with one is for who knows it.
        password: "",
    };
    let links = LinkBase::of(settings, request);
    let mut response = answer::ended(app, settings, &job, &caller, &links, Shape::Json)?;
    if job.claimable(app.ports.clock.now_ms()) {
        response.after = Some(Box::new(move |app| CONVERT.drive_logged(app, &key)));
    }
    Ok(response)
}
