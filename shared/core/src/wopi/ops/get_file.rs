//! GetFile: the bytes.

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderMap, HeaderValue, StatusCode};

use crate::http::{Body, Response};
use crate::wopi::call::{Call, with_version};
use crate::wopi::error::WopiError;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let (file, bytes) = call.file_and_bytes()?;
    let head = file.head;
    check_expected(call, head.length)?;
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_static("application/octet-stream");
    headers.insert(CONTENT_TYPE, media_type);
    let response = Response {
        status: StatusCode::OK,
        headers,
        body: Body::Stream {
            length: head.length,
            reader: call.store.read_bytes(bytes, 0, head.length),
        },
        after: None,
    };
    Ok(with_version(response, &head))
}

/// What a client does not want is not sent. A number that is none is no wish.
fn check_expected(call: &Call<'_, '_>, length: u64) -> Result<(), WopiError> {
    let most = call
        .header("X-WOPI-MaxExpectedSize")
        .and_then(|text| text.parse::<u64>().ok());
    match most {
        Some(most) if length > most => Err(WopiError::LargerThanExpected { length, most }),
        _ => Ok(()),
    }
}
