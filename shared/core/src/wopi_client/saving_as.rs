//! PutRelativeFile: the document as another file beside the host's.

use std::time::Duration;

use ::http::Method;
use url::Url;

use super::facts::Facts;
use super::files;
use super::host::{Ask, Asker};
use super::renaming::visit_of;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::auth::links;
use crate::settings::Settings;
use crate::store::participants::Participant;
use crate::store::{Store, blob_at};
use crate::wopi::utf7;

/// How long a host may take for it.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a host made of it.
pub(crate) struct Made {
    pub name: String,
    /// The page that edits it, where the host has one; it may carry a token.
    pub page: String,
}

/// Puts the file behind a signed link of this service beside the host's file that `me` edits, as `name`, or as something like
/// it if that is taken.
pub(crate) fn save_as(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    me: &Participant,
    (link, name): (&str, &str),
) -> Result<Made, Unhosted> {
    let visit = visit_of(store, me)?;
    if !Facts::from_row(&visit.facts).saves_as {
        return Err(Unhosted::Refused(
            "the host does not let this user make other files".to_owned(),
        ));
    }
    let name = name.trim();
    if files::extension(name).is_empty() {
        return Err(Unhosted::Request("`name` has no extension".to_owned()));
    }
    let bytes = behind(app, settings, store, link)?;
    let (wanted, length) = (utf7::encode(name), bytes.len().to_string());
    let headers = [
        ("x-wopi-override", "PUT_RELATIVE"),
        ("x-wopi-suggestedtarget", wanted.as_str()),
        ("x-wopi-size", length.as_str()),
    ];
    let ask = Ask {
        method: Method::POST,
        suffix: "",
        headers: &headers,
        body: bytes,
        timeout: PATIENCE,
    };
    let mut nothing = || {};
    let asker = Asker::new(app, settings, store, &mut nothing)?;
    let answer = asker.ask(&visit, ask)?;
    if answer.status != 200 {
        return Err(answer.failure("PutRelativeFile"));
    }
    Ok(Made {
        name: answer.member("Name").unwrap_or_else(|| name.to_owned()),
        page: answer.member("HostEditUrl").unwrap_or_default(),
    })
}

/// The bytes behind a signed link.
fn behind(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    link: &str,
) -> Result<Vec<u8>, Unhosted> {
    let wrong = |reason: String| Unhosted::Request(format!("`url`: {reason}"));
    let url = Url::parse(link).map_err(|error| wrong(error.to_string()))?;
    // The deployment may lie below a prefix.
    let at = url.path().find(links::PREFIX).unwrap_or(0);
    let path = url.path().get(at..).unwrap_or_default();
    let now_s = app.ports.clock.now_s();
    let opened = links::open(&settings.jwt.secret, path, url.query(), now_s)
        .map_err(|error| wrong(error.to_string()))?;
    let path = opened.path;
    let blob =
        blob_at(store, &path)?.ok_or_else(|| wrong("its file is not there any more".to_owned()))?;
    Ok(store.whole_blob(&blob, "file to be saved as another")?)
}
