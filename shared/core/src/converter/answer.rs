//! What the service answers, as JSON or XML.

use ::http::StatusCode;
use quick_xml::escape::partial_escape;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::request::Meta;
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::conversion::Told;
use crate::dialect::onlyoffice::{self, SERVICE_TYPE};
use crate::error::Error;
use crate::http::Response;
use crate::jobs::{self, Failure, FailureClass};
use crate::settings::Settings;
use crate::store::{Job, JobState};

const XML_TYPE: &str = "text/xml; charset=UTF-8";

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Json,
    Xml,
}

/// What a finished conversion's row holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// The extension of the result.
    pub file_type: String,
    /// What was dropped on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Told>,
}

/// Where a conversion's result is kept, and what its link says.
pub(super) fn file_path(job_key: &str, file_type: &str) -> String {
    format!("data/{job_key}/output.{file_type}")
}

/// The name under which somebody wants a result, and the digest of the password that he knows.
pub(super) struct Caller<'c> {
    pub title: &'c str,
    pub password: &'c str,
}

/// The answer for a job as it is; every answer has fresh signatures.
pub(super) fn ended<'a>(
    app: &App<'_>,
    settings: &Settings,
    job: &Job,
    caller: &Caller<'_>,
    links: &LinkBase,
    shape: Shape,
) -> Result<Response<'a>, Error> {
    let meta: Meta = jobs::read_row("conversion", Some(&job.meta))?;
    match job.state {
        JobState::Queued | JobState::Running => return Ok(running(job.percent, shape)),
        JobState::Failed => return Err(Error::Job(Failure::from_row(job)?)),
        JobState::Done => {}
    }
    // A file that needed a password is not handed to whoever knows its key alone.
    if !meta.password.is_empty() && meta.password != caller.password {
        let reason = "the password is not that of the request that made the result";
        return Err(Error::Job(Failure::new(FailureClass::Password, reason)));
    }
    let outcome: Outcome = jobs::read_row("conversion result", job.result.as_deref())?;
    let name = format!("{}.{}", caller.title, outcome.file_type);
    let url = links.sign(
        app,
        settings,
        &file_path(&job.key, &outcome.file_type),
        &name,
    );
    Ok(match shape {
        Shape::Json => {
            let mut answer = Map::new();
            answer.insert("fileUrl".to_owned(), json!(url));
            answer.insert("fileType".to_owned(), json!(outcome.file_type));
            answer.insert("percent".to_owned(), json!(100));
            answer.insert("endConvert".to_owned(), json!(true));
            if !outcome.warnings.is_empty() {
                answer.insert("warnings".to_owned(), json!(outcome.warnings));
            }
            Response::json(SERVICE_TYPE, &Value::Object(answer))
        }
        Shape::Xml => {
            let warnings: String = outcome
                .warnings
                .iter()
                .map(|warning| element("Warning", &warning.message))
                .collect();
            xml(&format!(
                "{}{}<Percent>100</Percent><EndConvert>True</EndConvert>{warnings}",
                element("FileUrl", &url),
                element("FileType", &outcome.file_type)
            ))
        }
    })
}

fn running<'a>(percent: i64, shape: Shape) -> Response<'a> {
    match shape {
        Shape::Json => Response::json(
            SERVICE_TYPE,
            &json!({ "percent": percent, "endConvert": false }),
        ),
        Shape::Xml => xml(&format!(
            "<FileUrl/><FileType/><Percent>{percent}</Percent><EndConvert>False</EndConvert>"
        )),
    }
}

/// The answer to an error: 200 and the number, with the reason in words beside it.
pub(super) fn error<'a>(error: &Error, shape: Shape) -> Response<'a> {
    if let Error::Body(body) = error {
        return onlyoffice::body_error(body);
    }
    let code = onlyoffice::converter_code(error);
    match shape {
        Shape::Json => Response::json(
            SERVICE_TYPE,
            &json!({ "error": code, "message": error.to_string() }),
        ),
        Shape::Xml => xml(&format!(
            "<Error>{code}</Error>{}",
            element("Message", &error.to_string())
        )),
    }
}

/// Whether a failure is forgotten once it was told, so that another try works: the caller lacks a password.
pub(super) fn is_cleared(job: &Job) -> Result<bool, Error> {
    let failure = Failure::from_row(job)?;
    Ok(failure.class == FailureClass::Password)
}

fn xml<'a>(inside: &str) -> Response<'a> {
    let body =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><FileResult>{inside}</FileResult>");
    Response::new(StatusCode::OK, XML_TYPE, body)
}

/// An element with a text, of which characters that XML 1.0 cannot hold are left out.
fn element(name: &str, text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|character| matches!(character, '\t' | '\n' | '\r') || !character.is_control())
        .collect();
    let escaped = partial_escape(kept);
    format!("<{name}>{escaped}</{name}>")
}
