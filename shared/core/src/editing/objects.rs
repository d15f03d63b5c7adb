//! Pictures of a document under edit.

use ::http::StatusCode;
use ::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use ::http::{HeaderMap, HeaderValue};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::refusal::Refusal;
use super::session::Session;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Body, Request, Response, read_body};
use crate::store::objects::{self, NewObject};
use crate::store::{UNFINISHED_MS, hex};

/// The first bytes of the pictures that are taken, their types and the ends of their names.
pub(super) static KINDS: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpeg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
    (b"BM", "image/bmp", "bmp"),
];

/// A picture of the document.
pub(super) fn get<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    let id = session.verb.strip_prefix("objects/").unwrap_or_default();
    let object = objects::find(&session.store, &session.me.doc, id)?.ok_or_else(|| {
        Refusal::new(
            StatusCode::NOT_FOUND,
            "no-object",
            "the document has no such picture",
        )
    })?;
    let mut headers = HeaderMap::new();
    let kind = HeaderValue::try_from(object.content_type.as_str());
    let kind = kind.unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    // A picture may be SVG, and SVG may hold scripts.
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let length = object.blob.length;
    Ok(Response {
        status: StatusCode::OK,
        headers,
        body: Body::Stream {
            length,
            reader: Box::new(session.store.read_blob(&object.blob, 0, length)),
        },
        after: None,
    })
}

/// A new picture, named by its bytes: the same one is kept once.
pub(super) fn post<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    let limit = session.settings.iflydocs.limits.object_bytes;
    let bytes = read_body(&mut request, limit, "limit_object_bytes")?;
    let Some((_, kind, end)) = KINDS.iter().find(|(first, ..)| bytes.starts_with(first)) else {
        return Err(Refusal::bad_request(
            "the body is no PNG, JPEG, GIF or BMP by its first bytes",
        ));
    };
    let digest = Sha256::digest(&bytes);
    let name = hex(digest.get(..16).unwrap_or(&digest));
    let id = format!("image/{name}.{end}");
    let doc = session.me.doc.as_str();
    if objects::find(&session.store, doc, &id)?.is_none() {
        let until = session
            .app
            .ports
            .clock
            .now_ms()
            .saturating_add(UNFINISHED_MS);
        let blob = session.store.write_blob(&bytes, until)?;
        let new = NewObject {
            app_id: doc,
            object_id: &id,
            fid: doc,
            uid: session.me.number,
            blob: &blob,
            content_type: kind,
        };
        session
            .store
            .transaction(|transaction| objects::keep(transaction, &new))?;
    }
    session.saw()?;
    Ok(Response::json(SERVICE_TYPE, &json!({ "id": id })))
}
