//! `/v1/files`: the operator's files and folders, and every document and folder of apps by its id.

use ::http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use spindle_model::calendar;

use super::{json as answer, refused, rename, tokens};
use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::contents::{self, Bytes, Head, NewVersion};
use crate::store::nodes::anywhere;
use crate::store::nodes::{self, Kind, Node, ROOT, Status};
use crate::store::{Store, UNFINISHED_MS, wopi as told};
use crate::wopi::tree::{self, Entry, Folder, TOP};
use crate::wopi::{self, Urls, Wanted, WopiError, download, names};

const PREFIX: &str = "/v1/files/";
/// Things in one page of a list.
const PAGE: i64 = 1000;
/// Who is named as the author of what the operator uploads.
const OPERATOR: &str = "operator";

/// `GET` and `PUT /v1/files`.
pub(crate) fn top<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let query = query_parameters(request.query.as_deref());
    let outcome = if request.method == Method::PUT {
        create(app, settings, request, &query)
    } else {
        list(app, &query)
    };
    outcome.or_else(said)
}

/// Everything under `/v1/files/{id}`.
pub(crate) fn one<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let path = request.path.clone();
    let rest = path.get(PREFIX.len()..).unwrap_or_default();
    let mut parts = rest.trim_end_matches('/').split('/');
    let id = parts.next().unwrap_or_default();
    let (under, number) = (parts.next(), parts.next());
    let nowhere = || WopiError::NotFound(format!("there is no {} {path}", request.method));
    // Only copies have numbers, and nothing is done at a path that is none.
    let number = match number {
        None => None,
        Some(number) if under == Some("recovery") => match number.parse::<i64>() {
            Ok(number) => Some(number),
            Err(_) => return said(nowhere()),
        },
        Some(_) => return said(nowhere()),
    };
    if parts.next().is_some() {
        return said(nowhere());
    }
    let outcome = match (request.method.as_str(), under) {
        ("GET" | "HEAD", None) => get(app, &request, id),
        ("GET" | "HEAD", Some("info")) => info(app, settings, &request, id),
        ("GET" | "HEAD", Some("versions")) => versions(app, id),
        ("GET" | "HEAD", Some("recovery")) => recovery(app, id, number),
        ("GET" | "HEAD", Some("activities")) => activities(app, id),
        ("PUT", None) => replace(app, settings, request, id),
        ("POST", Some("tokens")) => return tokens::post(app, settings, request, id),
        ("POST", Some("rename")) => rename::post(app, &request, id),
        ("POST", Some("restore")) => restore(app, settings, &request, id),
        ("DELETE", None) => delete(app, id),
        _ => Err(nowhere()),
    };
    outcome.or_else(said)
}

/// Refusals of the WOPI host's rules in the words of this API.
fn said<'a>(error: WopiError) -> Result<Response<'a>, Error> {
    match error {
        WopiError::Store(error) => Err(error.into()),
        WopiError::Internal(reason) => Ok(refused(StatusCode::INTERNAL_SERVER_ERROR, &reason)),
        other => Ok(refused(
            crate::dialect::wopi::status(&other),
            &other.to_string(),
        )),
    }
}

fn text<'q>(query: &'q Map<String, Value>, name: &str) -> Option<&'q str> {
    query
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

fn number(version: &str) -> Result<i64, WopiError> {
    let parsed = version.parse::<i64>();
    parsed.map_err(|_| WopiError::Request("`version` is not a number".to_owned()))
}

fn folder_of(store: &Store<'_>, query: &Map<String, Value>) -> Result<Folder, WopiError> {
    let id = text(query, "folder").unwrap_or(TOP);
    Folder::find(store, id)?.ok_or_else(|| WopiError::NotFound(format!("there is no folder {id}")))
}

fn entry(store: &Store<'_>, id: &str) -> Result<Entry, WopiError> {
    Entry::find(store, id)?
        .ok_or_else(|| WopiError::NotFound(format!("there is no file or folder {id}")))
}

/// What answers say of a node.
fn view(node: &Node, head: Option<&Head>, urls: Option<&Urls<'_>>) -> Value {
    let name = tree::file_name(node);
    let mut view = json!({
        "id": node.fid,
        "name": name,
        "kind": match node.kind {
            Kind::Folder => "folder",
            Kind::File => "file",
            Kind::Note | Kind::Sheet => "document",
        },
        "created": calendar::iso_8601(node.created),
        "modified": calendar::iso_8601(head.map_or(node.modified, |head| head.modified)),
    });
    if let Some(members) = view.as_object_mut() {
        if let Some(head) = head {
            members.insert("size".to_owned(), json!(head.length));
            members.insert("version".to_owned(), json!(head.version.to_string()));
        }
        if let Some(urls) = urls.filter(|_| node.kind != Kind::Folder) {
            members.insert("wopiSrc".to_owned(), json!(urls.wopi_src(&node.fid)));
        }
    }
    view
}

fn list<'a>(app: &App<'a>, query: &Map<String, Value>) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let nodes = if text(query, "bin") == Some("true") {
        anywhere::binned(&store)?
    } else {
        let folder = folder_of(&store, query)?;
        anywhere::lying(
            &store,
            &folder.spot,
            text(query, "after").unwrap_or_default(),
            PAGE,
        )?
    };
    let mut files = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let head = match node.kind {
            Kind::Folder => None,
            Kind::File | Kind::Note | Kind::Sheet => contents::head(&store, &node.fid)?,
        };
        files.push(view(node, head.as_ref(), None));
    }
    // Whoever wants more asks again with the last id.
    let next = nodes
        .last()
        .filter(|_| i64::try_from(nodes.len()).unwrap_or(0) == PAGE)
        .map(|node| node.fid.clone());
    Ok(answer(
        StatusCode::OK,
        &json!({ "files": files, "next": next }),
    ))
}

fn create<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
    query: &Map<String, Value>,
) -> Result<Response<'a>, WopiError> {
    let name =
        text(query, "name").ok_or_else(|| WopiError::Request("there is no `name`".to_owned()))?;
    names::check(name)
        .map_err(|error| WopiError::Request(format!("the `name` cannot be used: {error}")))?;
    let store = Store::open(&app.ports)?;
    let folder = folder_of(&store, query)?;
    let urls = Urls::of(settings, &request);
    let kind = match text(query, "kind") {
        None | Some("file") => Kind::File,
        Some("folder") => Kind::Folder,
        Some(_) => {
            let words = "`kind` is neither `file` nor `folder`";
            return Err(WopiError::Request(words.to_owned()));
        }
    };
    let bytes = match kind {
        Kind::File => Some(wopi::receive(
            &store,
            &mut request,
            settings.wopi.most(),
            app.ports.clock.now_ms(),
        )?),
        _ => None,
    };
    let (fid, head) = store.transaction(|transaction| {
        let fid = wopi::new_node(transaction, &folder.spot, kind, name)?;
        let head = match &bytes {
            Some(bytes) => {
                let new = uploaded(settings, bytes, folder.spot.owner);
                Some(contents::begin(transaction, &fid, &new)?)
            }
            None => None,
        };
        Ok::<_, WopiError>((fid, head))
    })?;
    let made = entry(&store, &fid)?;
    let view = view(&made.node, head.as_ref(), Some(&urls));
    Ok(answer(StatusCode::CREATED, &view))
}

pub(super) fn uploaded<'v>(settings: &Settings, bytes: &'v Bytes, uid: i64) -> NewVersion<'v> {
    NewVersion {
        bytes,
        author: OPERATOR,
        autosave: false,
        session: 0,
        merged: None,
        keep: settings.wopi.keep_versions,
        uid,
    }
}

/// New content of a file that is there. Editors that have it locked keep it.
fn replace<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
    id: &str,
) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let there = entry(&store, id)?;
    if there.node.kind != Kind::File {
        let words = format!("{id} is not a file: an online document is saved with a token");
        return Err(WopiError::Request(words));
    }
    let urls = Urls::of(settings, &request);
    let now = app.ports.clock.now_ms();
    let bytes = wopi::receive(&store, &mut request, settings.wopi.most(), now)?;
    let head = write(&store, settings, &there, &bytes)?;
    Ok(answer(
        StatusCode::OK,
        &view(&there.node, Some(&head), Some(&urls)),
    ))
}

fn write(
    store: &Store<'_>,
    settings: &Settings,
    there: &Entry,
    bytes: &Bytes,
) -> Result<Head, WopiError> {
    let fid = there.node.fid.as_str();
    store.transaction(|transaction| {
        let head = contents::head(transaction, fid)?
            .ok_or_else(|| WopiError::NotFound(format!("there is no file {fid}")))?;
        wopi::check_lock(&head, Wanted::Replace, transaction.now_ms())?;
        let new = uploaded(settings, bytes, there.node.owner);
        Ok(contents::append(transaction, fid, &head, &new)?)
    })
}

fn get<'a>(app: &App<'a>, request: &Request, id: &str) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let there = entry(&store, id)?;
    let query = query_parameters(request.query.as_deref());
    let wanted = match text(&query, "version") {
        None => contents::head(&store, id)?.map(|head| head.version),
        Some(text) => Some(number(text)?),
    };
    let bytes = match wanted {
        Some(version) => contents::bytes_of(&store, id, version)?,
        None => None,
    };
    let bytes = bytes.ok_or_else(|| {
        let words = if there.is_document() {
            "the document was not opened as a file yet: export it"
        } else if there.is_folder() {
            "a folder has no content: GET /v1/files?folder="
        } else {
            "there is no such version any more"
        };
        WopiError::NotFound(words.to_owned())
    })?;
    Ok(download::send(&store, &there.file_name(), bytes)?)
}

fn info<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: &Request,
    id: &str,
) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let there = entry(&store, id)?;
    let head = contents::head(&store, id)?;
    let urls = Urls::of(settings, request);
    let view = view(&there.node, head.as_ref(), Some(&urls));
    Ok(answer(StatusCode::OK, &view))
}

fn versions<'a>(app: &App<'a>, id: &str) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    entry(&store, id)?;
    let versions: Vec<Value> = contents::versions(&store, id)?
        .into_iter()
        .map(|version| {
            json!({
                "version": version.version.to_string(),
                "size": version.length,
                "modified": calendar::iso_8601(version.at),
                "author": version.author,
                "autosave": version.autosave,
                "document": version.merged,
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "versions": versions })))
}

/// The saves that were refused, or the bytes of one.
fn recovery<'a>(app: &App<'a>, id: &str, number: Option<i64>) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let there = entry(&store, id)?;
    if let Some(number) = number {
        let bytes = contents::recovery(&store, id, number)?
            .ok_or_else(|| WopiError::NotFound(format!("{id} has no recovery copy {number}")))?;
        return Ok(download::send(&store, &there.file_name(), bytes)?);
    }
    let copies: Vec<Value> = contents::recoveries(&store, id)?
        .into_iter()
        .map(|copy| {
            json!({
                "number": copy.id,
                "size": copy.length,
                "at": calendar::iso_8601(copy.at),
                "author": copy.author,
                "reason": copy.reason,
                "expires": calendar::iso_8601(copy.expires),
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "recovery": copies })))
}

fn activities<'a>(app: &App<'a>, id: &str) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    entry(&store, id)?;
    let activities: Vec<Value> = told::activities(&store, id)?
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "activities": activities })))
}

/// Ends a file, or a folder with all that lies in it, for good. Nothing that is locked.
fn delete<'a>(app: &App<'a>, id: &str) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    // What is in the bin is ended too.
    let found = anywhere::find(&store, id)?
        .filter(|found| found.node.status != Status::Purged)
        .ok_or_else(|| WopiError::NotFound(format!("there is no file or folder {id}")))?;
    store.transaction(|transaction| {
        let now = transaction.now_ms();
        if let Some(locked) = told::first_lock_below(transaction, id, now)? {
            return Err(WopiError::Conflict {
                reason: format!(
                    "the file {locked} is locked: DELETE /v1/locks/{locked} ends the lock"
                ),
                instead: None,
            });
        }
        Ok(nodes::purge(transaction, id, found.node.owner, now)?)
    })?;
    let line = format!("the operator deleted {id}");
    app.ports.log.line(Level::Info, &line);
    Ok(answer(StatusCode::OK, &json!({ "id": id })))
}

/// Brings a file or folder back out of the bin, or, with `version`, its content back to what it was.
fn restore<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: &Request,
    id: &str,
) -> Result<Response<'a>, WopiError> {
    let store = Store::open(&app.ports)?;
    let query = query_parameters(request.query.as_deref());
    let urls = Urls::of(settings, request);
    if let Some(version) = text(&query, "version") {
        let version = number(version)?;
        let there = entry(&store, id)?;
        if there.node.kind != Kind::File {
            let words =
                format!("{id} is not a file: an online document has PUT /fs/bs/doc/restore");
            return Err(WopiError::Request(words));
        }
        let old = contents::bytes_of(&store, id, version)?.ok_or_else(|| {
            WopiError::NotFound(format!("{id} has no version {version} any more"))
        })?;
        let copy = copied(&store, app, old)?;
        let head = write(&store, settings, &there, &copy)?;
        return Ok(answer(
            StatusCode::OK,
            &view(&there.node, Some(&head), Some(&urls)),
        ));
    }
    let node = anywhere::find(&store, id)?
        .map(|found| found.node)
        .filter(|node| node.status == Status::InBin)
        .ok_or_else(|| WopiError::NotFound(format!("{id} is not in the bin")))?;
    store.transaction(|transaction| {
        // Where its folder is gone it would be back and nowhere to be seen.
        let folder = anywhere::open(transaction, &node.parent)?;
        let parent = folder.map_or(ROOT, |_| node.parent.as_str());
        let (by, now) = (node.owner, transaction.now_ms());
        nodes::relocate(transaction, &node, parent, Status::Normal, by, now)?;
        Ok::<_, WopiError>(())
    })?;
    info(app, settings, request, id)
}

/// The bytes again, in a blob of their own: each version has its own, and lets it go by itself.
fn copied(store: &Store<'_>, app: &App<'_>, bytes: Bytes) -> Result<Bytes, WopiError> {
    let Bytes::Blob(blob) = bytes else {
        return Ok(bytes);
    };
    let mut reader = store.read_blob(&blob, 0, blob.length);
    let until = app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
    let mut writer = store.begin_blob(until)?;
    let mut part = vec![0; 64 * 1024];
    loop {
        let count = std::io::Read::read(&mut reader, &mut part)
            .map_err(|error| WopiError::Internal(format!("the version cannot be read: {error}")))?;
        if count == 0 {
            break;
        }
        writer.write(part.get(..count).unwrap_or_default())?;
    }
    Ok(Bytes::Blob(writer.finish()?))
}
