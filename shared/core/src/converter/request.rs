//! Reads what a request asks for.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use spindle_model::convert::{Fit, Thumbnail};
use spindle_model::format::{self, Family, Format};

use crate::app::App;
use crate::auth::incoming::{self, is_truthy, json_kind};
use crate::error::Error;
use crate::http::{Request, parameters, read_body};
use crate::settings::Settings;

/// The longest key.
const LONGEST_KEY: usize = 128;
/// The longest side of a picture of a page, in pixels.
const LONGEST_SIDE: u64 = 4_096;
/// The side of a picture of a page where its size counts and is not said.
const USUAL_SIDE: u64 = 100;
/// The longest password.
const LONGEST_PASSWORD: usize = 255;

/// What a request asks for.
pub(super) struct Asked {
    /// The caller's key, or one made of what else the request says.
    pub key: String,
    /// Whether to answer before it is done.
    pub is_async: bool,
    /// The name of the result as a browser shows it, without extension.
    pub title: String,
    /// The output type as it was asked for, in lower case.
    pub output: String,
    /// What is kept in the job's row until it ends.
    pub input: Input,
    /// What is kept longer.
    pub meta: Meta,
}

/// What a conversion's row says is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Input {
    /// Where the file is.
    pub url: Option<String>,
    /// The file itself, where the operator sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload: Option<Upload>,
    /// The extension that the caller says.
    pub file_type: Option<String>,
    /// The output type.
    pub output: String,
    /// The title for formats that show one.
    pub title: Option<String>,
    /// The password of the file.
    pub password: Option<String>,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// What separates the values of a text file.
    pub delimiter: Option<char>,
    /// Whether a PDF keeps to PDF/A.
    pub pdf_a: bool,
    /// How large a picture of a page is.
    #[serde(default)]
    pub thumbnail: Thumbnail,
    /// Whether a token says the URL.
    pub authenticated: bool,
}

/// A file among the blobs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Upload {
    /// The blob's name.
    pub id: String,
    /// Its length in bytes.
    pub length: u64,
}

/// What a conversion's row says after it ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Meta {
    /// A digest of the password, by which later requests are compared.
    pub password: String,
    /// The name of the result, where later requests do not say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Asked {
    /// The name of the job: key and output type.
    pub(super) fn job_key(&self) -> String {
        format!("conv_{}_{}", self.key, self.output)
    }
}

/// Reads the parameters and checks the token, then them.
pub(super) fn read(
    app: &App<'_>,
    settings: &Settings,
    mut request: Request,
    reads_body: bool,
) -> Result<Asked, Error> {
    let body = if reads_body {
        read_body(&mut request, settings.request_bytes, "limit_request_bytes")?
    } else {
        Vec::new()
    };
    let clear = parameters(&body, request.query.as_deref())?;
    let now = app.ports.clock.now_s();
    let accepted = incoming::accept(&settings.jwt, &request.headers, &clear.map, now)?;
    let authenticated = accepted.vouches_for("url");
    asked(&accepted.parameters, authenticated)
}

/// Checks everything that can be checked without the file.
pub(super) fn asked(parameters: &Map<String, Value>, authenticated: bool) -> Result<Asked, Error> {
    let url = text(parameters, "url")?;
    let output = output_type(parameters)?;
    let file_type = file_type(parameters)?;
    let password = text(parameters, "password")?;
    if password
        .as_ref()
        .is_some_and(|password| password.chars().count() > LONGEST_PASSWORD)
    {
        return Err(wrong(
            "password",
            format!("is longer than {LONGEST_PASSWORD} characters"),
        ));
    }
    let title = text(parameters, "title")?;
    let key = match key(parameters)? {
        Some(key) => key,
        None => made_key(url.as_deref(), file_type.as_deref()),
    };
    let pdf = parameters.get("pdf").and_then(object);
    let pdf_a = output == "pdfa"
        || pdf
            .as_ref()
            .and_then(|pdf| pdf.get("pdfa"))
            .is_some_and(is_truthy);
    Ok(Asked {
        key,
        is_async: flag(parameters, "async"),
        title: base_name(title.as_deref()),
        meta: Meta {
            password: password.as_deref().map(digest).unwrap_or_default(),
            title: String::new(),
        },
        input: Input {
            url,
            upload: None,
            file_type,
            output: output.clone(),
            title,
            password,
            encoding: encoding(parameters)?,
            delimiter: delimiter(parameters)?,
            pdf_a,
            thumbnail: thumbnail(parameters)?,
            authenticated,
        },
        output,
    })
}

fn wrong(name: &'static str, reason: impl Into<String>) -> Error {
    Error::Parameter {
        name,
        reason: reason.into(),
    }
}

fn text(parameters: &Map<String, Value>, name: &'static str) -> Result<Option<String>, Error> {
    match parameters.get(name).filter(|value| is_truthy(value)) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(wrong(
            name,
            format!("is {}, not a string", json_kind(other)),
        )),
    }
}

/// `true`, or the text of it.
fn flag(parameters: &Map<String, Value>, name: &str) -> bool {
    match parameters.get(name) {
        Some(Value::Bool(truth)) => *truth,
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

/// An object, or the JSON text of one.
fn object(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map.clone()),
        Value::String(text) => serde_json::from_str(text).ok(),
        _ => None,
    }
}

fn key(parameters: &Map<String, Value>) -> Result<Option<String>, Error> {
    let Some(key) = text(parameters, "key")? else {
        return Ok(None);
    };
    if key.len() > LONGEST_KEY {
        return Err(wrong(
            "key",
            format!("is longer than {LONGEST_KEY} characters"),
        ));
    }
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'=');
    if !key.bytes().all(good) {
        return Err(wrong(
            "key",
            "has other characters than letters, digits and -._=",
        ));
    }
    Ok(Some(key))
}

/// Without a key the file is known by its URL: nobody gets what another asked for.
fn made_key(url: Option<&str>, file_type: Option<&str>) -> String {
    let text = format!(
        "{}\n{}",
        url.unwrap_or_default(),
        file_type.unwrap_or_default()
    );
    digest(&text).chars().take(32).collect()
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn file_type(parameters: &Map<String, Value>) -> Result<Option<String>, Error> {
    let said = match text(parameters, "filetype")? {
        None => text(parameters, "fileType")?,
        said => said,
    };
    if let Some(said) = &said
        && !said.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Err(wrong(
            "filetype",
            "has other characters than letters and digits: it is an extension without its dot",
        ));
    }
    Ok(said.map(|said| said.to_ascii_lowercase()))
}

fn output_type(parameters: &Map<String, Value>) -> Result<String, Error> {
    let said = match text(parameters, "outputtype")? {
        None => text(parameters, "outputType")?,
        said => said,
    };
    let said = said
        .ok_or_else(|| wrong("outputtype", "is missing"))?
        .to_ascii_lowercase();
    let known = matches!(said.as_str(), "ooxml" | "odf" | "pdfa")
        || format::by_name(&said)
            .is_some_and(|format| format.name == said && !format.writes.is_empty());
    if known {
        Ok(said)
    } else {
        let written: Vec<&str> = format::FORMATS
            .iter()
            .filter(|format| !format.writes.is_empty())
            .map(|format| format.name)
            .collect();
        let shown: String = said.chars().take(40).collect();
        Err(wrong(
            "outputtype",
            format!("is `{shown}`; written are {}", written.join(", ")),
        ))
    }
}

/// The format that an output type means for a family of documents; `None` where there is none.
pub(crate) fn resolve(output: &str, family: Family) -> Option<&'static Format> {
    let name = match (output, family) {
        ("ooxml", Family::Word) => "docx",
        ("ooxml", _) => "xlsx",
        ("odf", Family::Word) => "odt",
        ("odf", _) => "ods",
        ("pdfa", _) => "pdf",
        (other, _) => other,
    };
    format::by_name(name).filter(|format| format.writes.contains(&family))
}

/// The code pages of Windows by number, as far as text files still come in them.
fn encoding(parameters: &Map<String, Value>) -> Result<Option<String>, Error> {
    let Some(said) = text(parameters, "codePage")? else {
        return Ok(None);
    };
    let label = match said.as_str() {
        "65001" => "utf-8",
        "1200" => "utf-16le",
        "1201" => "utf-16be",
        "936" => "gbk",
        "54936" => "gb18030",
        "950" => "big5",
        "932" => "shift_jis",
        "949" => "euc-kr",
        "51932" => "euc-jp",
        "866" => "ibm866",
        "874" => "windows-874",
        "20866" => "koi8-r",
        "21866" => "koi8-u",
        "28592" => "iso-8859-2",
        "28595" => "iso-8859-5",
        "28597" => "iso-8859-7",
        "28605" => "iso-8859-15",
        "20127" | "28591" | "1252" => "windows-1252",
        "1250" => "windows-1250",
        "1251" => "windows-1251",
        "1253" => "windows-1253",
        "1254" => "windows-1254",
        "1255" => "windows-1255",
        "1256" => "windows-1256",
        "1257" => "windows-1257",
        "1258" => "windows-1258",
        _ => {
            return Err(wrong(
                "codePage",
                format!("is `{said}`, which is not known"),
            ));
        }
    };
    Ok(Some(label.to_owned()))
}

fn delimiter(parameters: &Map<String, Value>) -> Result<Option<char>, Error> {
    if let Some(own) = text(parameters, "delimiterChar")? {
        return Ok(own.chars().next());
    }
    match text(parameters, "delimiter")?.as_deref() {
        None | Some("0") => Ok(None),
        Some("1") => Ok(Some('\t')),
        Some("2") => Ok(Some(';')),
        Some("3") => Ok(Some(':')),
        Some("4") => Ok(Some(',')),
        Some("5") => Ok(Some(' ')),
        Some(_) => Err(wrong("delimiter", "is not a number from 0 to 5")),
    }
}

/// How a picture of a page is to be: `{"aspect", "first", "width", "height"}`.
fn thumbnail(parameters: &Map<String, Value>) -> Result<Thumbnail, Error> {
    let wrong = |reason: String| wrong("thumbnail", reason);
    let Some(said) = parameters.get("thumbnail").filter(|value| !value.is_null()) else {
        return Ok(Thumbnail::default());
    };
    let said = object(said).ok_or_else(|| wrong("is not an object".to_owned()))?;
    let fit = match said.get("aspect").map(number) {
        None | Some(Some(2)) => Fit::Natural,
        Some(Some(1)) => Fit::Inside,
        Some(Some(0)) => Fit::Stretch,
        Some(_) => return Err(wrong("has another `aspect` than 0, 1 or 2".to_owned())),
    };
    let side = |name: &str| match said.get(name).map_or(Some(USUAL_SIDE), number) {
        Some(side @ 1..=LONGEST_SIDE) => Ok(side as u32),
        _ => Err(wrong(format!(
            "has a `{name}` that is no number of pixels from 1 to {LONGEST_SIDE}"
        ))),
    };
    Ok(Thumbnail {
        fit,
        width: side("width")?,
        height: side("height")?,
        all: said.get("first").is_some_and(|first| !is_truthy(first)),
    })
}

/// A whole number, or the text of one.
fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The name of a result without its extension: of a title only the base name counts.
pub(crate) fn base_name(title: Option<&str>) -> String {
    let base = title
        .and_then(|title| title.rsplit(['/', '\\']).next())
        .unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let clean: String = stem
        .chars()
        .filter(|character| !character.is_control())
        .take(200)
        .collect();
    let clean = clean.trim();
    if clean.is_empty() {
        "output".to_owned()
    } else {
        clean.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_of_results() {
        for (title, expected) in [
            (None, "output"),
            (Some("Example Document.docx"), "Example Document"),
            (Some("a/b\\c.tar.gz"), "c.tar"),
            (Some(".docx"), "output"),
            (Some("\u{7}"), "output"),
        ] {
            assert_eq!(base_name(title), expected);
        }
    }

    #[test]
    fn pictures_are_as_large_as_asked() {
        let read = |said: Value| {
            let parameters = Map::from_iter([("thumbnail".to_owned(), said)]);
            thumbnail(&parameters).map(|thumbnail| {
                (
                    thumbnail.fit,
                    thumbnail.width,
                    thumbnail.height,
                    thumbnail.all,
                )
            })
        };
        for (said, expected) in [
            (json!(null), (Fit::Natural, 0, 0, false)),
            (json!({}), (Fit::Natural, 100, 100, false)),
            (
                json!({ "aspect": 1, "width": 300 }),
                (Fit::Inside, 300, 100, false),
            ),
            (
                json!({ "aspect": "0", "first": true, "width": 4096, "height": "20" }),
                (Fit::Stretch, 4096, 20, false),
            ),
            (
                json!("{\"aspect\": 1, \"first\": false}"),
                (Fit::Inside, 100, 100, true),
            ),
            (json!({ "first": 0 }), (Fit::Natural, 100, 100, true)),
        ] {
            assert_eq!(read(said).unwrap(), expected);
        }
        for said in [
            json!(7),
            json!("no JSON"),
            json!({ "aspect": 3 }),
            json!({ "width": 0 }),
            json!({ "width": 4097 }),
            json!({ "height": -1 }),
            json!({ "height": 1.5 }),
        ] {
            let refused = read(said.clone());
            assert!(
                matches!(
                    refused,
                    Err(Error::Parameter {
                        name: "thumbnail",
                        ..
                    })
                ),
                "{said}"
            );
        }
    }

    #[test]
    fn output_types_depend_on_the_family() {
        let name = |output, family| resolve(output, family).map(|format| format.name);
        assert_eq!(name("ooxml", Family::Word), Some("docx"));
        assert_eq!(name("ooxml", Family::Cell), Some("xlsx"));
        assert_eq!(name("odf", Family::Cell), Some("ods"));
        assert_eq!(name("pdfa", Family::Cell), Some("pdf"));
        assert_eq!(name("docx", Family::Cell), None);
    }
}
