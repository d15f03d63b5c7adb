//! Images, attachments and recordings of documents: links to put and get them, and the
//! end of those that only the history names.
//!
//! The bytes go to and come from signed links, without the app's signature, as upstream's do. The id of an object has its
//! kind in front: `image/`, `attachment/` or `shorthand/`, then a name.

use std::collections::HashSet;

use ::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue, Method};
use serde_json::{Value, json};

use super::fields::invalid;
use super::session::{Answer, Session};
use super::{DocumentError, Permission, load, sheet};
use crate::app::App;
use crate::auth::mac;
use crate::dialect::iflydocs;
use crate::error::Error;
use crate::files;
use crate::http::{BodyError, Request, Response, declared_length, query_parameters};
use crate::settings::Settings;
use crate::store::nodes::{Kind, Seen};
use crate::store::objects::{self, NewObject};
use crate::store::{Store, hex};

/// What the paths of links begin with.
const PREFIX: &str = "/oss/objects/";
/// The kinds of objects.
const KINDS: &[&str] = &["image/", "attachment/", "shorthand/"];
/// An object may be put before the edit that names it comes.
const YOUNG_MS: i64 = 3_600_000;
/// Bytes that are read and written at a time.
const PART: usize = 64 * 1024;

/// `PUT /oss/bs/private/object`: a link to put an object.
pub(crate) fn put_link(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let caller = session.writer()?;
    let (object_id, fid) = asked(session)?;
    session.document(&session.store, &fid, caller.uid(), Permission::Edit)?;
    if let Some(old) = objects::find(&session.store, &session.app_id, &object_id)?
        && old.fid != fid
    {
        return Err(invalid("objectId", "is an object of another document").into());
    }
    Ok(link(session, &Method::PUT, &object_id, &fid, caller.uid()))
}

/// `GET /oss/bs/private/object`: a link to get an object that a document names.
pub(crate) fn get_link(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let (object_id, fid) = asked(session)?;
    session.document(&session.store, &fid, user.uid, Permission::Read)?;
    let object = objects::find(&session.store, &session.app_id, &object_id)?
        .ok_or_else(|| DocumentError::NoObject(object_id.clone()))?;
    // A copy of a document names the objects of the first.
    if object.fid != fid && !objects::is_named(&session.store, &fid, &object_id)? {
        return Err(DocumentError::NoObject(object_id).into());
    }
    Ok(link(session, &Method::GET, &object_id, &fid, user.uid))
}

/// `GET /oss/bs/user/size`: the bytes of the objects of a user's documents.
pub(crate) fn size(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let size = objects::size_of_user(&session.store, &session.app_id, user.uid)?;
    Ok(Answer::of(&json!({ "size": size })))
}

/// `PUT /fs/bs/file/clean`: ends the objects that the document names no more. There is no way back:
/// in older versions they are missing from then on.
pub(crate) fn clean(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    session.write(|transaction| {
        let seen = session.document(transaction, &fid, user.uid, Permission::Delete)?;
        let content = content(transaction, &seen)?;
        let named: HashSet<&str> = named_in(&content).collect();
        for object_id in objects::own(transaction, &fid, session.now_ms().saturating_sub(YOUNG_MS))?
        {
            if !named.contains(object_id.as_str()) {
                objects::remove(transaction, &fid, &object_id)?;
            }
        }
        Ok(Answer::of(&Value::Null))
    })
}

fn content(on: &impl crate::store::Statements, seen: &Seen) -> Result<String, Error> {
    let node = &seen.node;
    match node.kind {
        Kind::Sheet => sheet::at(on, &node.fid, node.version),
        Kind::Note | Kind::Folder | Kind::File => {
            let json = load::note_json(on, &node.fid, node.version)?;
            Ok(String::from_utf8(json).map_err(|error| load::damaged(&node.fid, &error))?)
        }
    }
}

/// The ids of objects that stand in JSON as texts of their own.
pub(crate) fn named_in(json: &str) -> impl Iterator<Item = &str> {
    json.split('"').skip(1).filter(|text| is_object_id(text))
}

pub(crate) fn is_object_id(text: &str) -> bool {
    KINDS.iter().any(|kind| {
        text.strip_prefix(kind).is_some_and(|name| {
            (1..=200).contains(&name.len())
                && !name.starts_with('.')
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        })
    })
}

fn asked(session: &Session<'_, '_>) -> Result<(String, String), Error> {
    let object_id = session.fields.needed("objectId")?;
    if !is_object_id(&object_id) {
        let words = "is not `image/`, `attachment/` or `shorthand/` and a name of letters, digits, `.`, `-` and `_`";
        return Err(invalid("objectId", words).into());
    }
    Ok((object_id, session.fields.needed("fid")?))
}

fn link(
    session: &Session<'_, '_>,
    method: &Method,
    object_id: &str,
    fid: &str,
    uid: i64,
) -> Answer {
    let expires = session
        .app
        .ports
        .clock
        .now_s()
        .saturating_add(session.settings.link_expires_s);
    let signed = Signed {
        app_id: &session.app_id,
        object_id,
        fid,
        uid,
        expires,
    };
    let token = signed.token(&session.settings.jwt.secret, method);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("app", &session.app_id)
        .append_pair("fid", fid)
        .append_pair("uid", &uid.to_string())
        .append_pair("e", &expires.to_string())
        .append_pair("token", &token);
    let url = format!("{}{PREFIX}{object_id}?{}", session.base_url, query.finish());
    Answer::of(&json!({ "safetyChain": url }))
}

/// What a link vouches for.
struct Signed<'l> {
    app_id: &'l str,
    object_id: &'l str,
    fid: &'l str,
    uid: i64,
    expires: i64,
}

impl Signed<'_> {
    fn token(&self, secret: &str, method: &Method) -> String {
        let text = format!(
            "{method}\n{}\n{}\n{}\n{}\n{}",
            self.app_id, self.object_id, self.fid, self.uid, self.expires
        );
        let tag = mac::hmac_sha256(&mac::derived_key(secret, "objects"), text.as_bytes());
        hex(&tag)
    }
}

/// The link of a request: app, object, document and user.
fn open(
    app: &App<'_>,
    settings: &Settings,
    request: &Request,
    method: &Method,
) -> Result<(String, String, String, i64), Error> {
    let refused = |words: &str| Error::from(DocumentError::Link(words.to_owned()));
    let query = query_parameters(request.query.as_deref());
    let text = |name: &str| query.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| text(name).parse::<i64>().unwrap_or(0);
    let object_id = request.path.get(PREFIX.len()..).unwrap_or_default();
    let signed = Signed {
        app_id: text("app"),
        object_id,
        fid: text("fid"),
        uid: number("uid"),
        expires: number("e"),
    };
    let token = signed.token(&settings.jwt.secret, method);
    if !mac::same(token.as_bytes(), text("token").as_bytes()) || !is_object_id(object_id) {
        return Err(refused("the link's token does not match it"));
    }
    if app.ports.clock.now_s() > signed.expires {
        return Err(refused("the link has expired: ask for another one"));
    }
    Ok((
        text("app").to_owned(),
        object_id.to_owned(),
        text("fid").to_owned(),
        signed.uid,
    ))
}

/// `PUT` of an object's bytes.
pub(crate) fn put<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let mut request = request;
    let (app_id, object_id, fid, uid) = open(app, settings, &request, &Method::PUT)?;
    let limit = settings.iflydocs.limits.object_bytes;
    let too_large = || BodyError::TooLarge {
        limit,
        name: "limit_object_bytes",
    };
    let declared = declared_length(&request.headers);
    if declared.is_some_and(|length| length > limit) {
        return Err(too_large().into());
    }
    let store = Store::open(&app.ports)?;
    // What is not named within an hour is swept away.
    let mut writer = store.begin_blob(app.ports.clock.now_ms().saturating_add(YOUNG_MS))?;
    let mut part = vec![0; PART];
    let mut length = 0_u64;
    loop {
        let count = request
            .body
            .read(&mut part)
            .map_err(|error| BodyError::Unreadable(error.to_string()))?;
        if count == 0 {
            break;
        }
        length += count as u64;
        if length > limit {
            return Err(too_large().into());
        }
        writer.write(part.get(..count).unwrap_or_default())?;
    }
    if declared.is_some_and(|declared| declared != length) {
        let words = format!("it ended after {length} bytes");
        return Err(BodyError::Unreadable(words).into());
    }
    let blob = writer.finish()?;
    let content_type = request
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .filter(|text| text.len() <= 128)
        .unwrap_or("application/octet-stream");
    let kept = store.transaction(|transaction| {
        objects::keep(
            transaction,
            &NewObject {
                app_id: &app_id,
                object_id: &object_id,
                fid: &fid,
                uid,
                blob: &blob,
                content_type,
            },
        )
    });
    if kept.map_err(Error::Store)? {
        let data = json!({ "objectId": object_id, "size": blob.length });
        Ok(iflydocs::success(
            iflydocs::SUCCESS,
            data.to_string().as_bytes(),
        ))
    } else {
        Err(invalid("objectId", "is an object of another document").into())
    }
}

/// `GET` of an object's bytes.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let (app_id, object_id, _, _) = open(app, settings, &request, &Method::GET)?;
    let store = Store::open(&app.ports)?;
    let object = objects::find(&store, &app_id, &object_id)?
        .ok_or_else(|| DocumentError::NoObject(object_id.clone()))?;
    let mut headers = HeaderMap::new();
    // Only pictures are shown; nothing that a user put there runs in the service's own origin.
    let name = object_id.rsplit('/').next().unwrap_or_default();
    let shown = ["image/png", "image/jpeg", "image/gif", "image/webp"]
        .contains(&object.content_type.as_str());
    if !shown {
        headers.insert(
            CONTENT_DISPOSITION,
            files::header_value(files::disposition(name))?,
        );
    }
    headers.insert(
        CONTENT_TYPE,
        files::header_value(object.content_type.clone())?,
    );
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=0"),
    );
    files::send(&store, &object.blob, headers, &request.headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_where_they_stand_alone() {
        let json = r#"[{"insert":{"image":"image/a-1.png"}},{"insert":"see image/b.png\n","attributes":{"link":"attachment/c.pdf"}},{"insert":{"image":"image/../x"}}]"#;
        let named: Vec<&str> = named_in(json).collect();
        assert_eq!(named, ["image/a-1.png", "attachment/c.pdf"]);
    }
}
