//! Forms as browsers and HTTP libraries send them.

use http::Method;
use spindle_testkit::Answer;

use super::docs::{APP, Docs, SECRET};

/// Sends an import of that file, with further fields.
pub fn import(docs: &Docs, file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Answer {
    let body = form(file, fields);
    docs.call_as(APP, SECRET, Method::POST, "/fs/bs/import/start")
        .header(
            "content-type",
            "multipart/form-data; boundary=----boundary7",
        )
        .body(body)
        .send()
}

pub fn form(file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!(
                "------boundary7\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        body.extend_from_slice(
            format!(
                "------boundary7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"------boundary7--\r\n");
    body
}
