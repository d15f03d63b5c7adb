//! `GET /hosting/discovery`: which files this deployment opens for hosts, where, and with which keys it signs.

use std::fmt::Write as _;

use ::http::header::CACHE_CONTROL;
use ::http::{HeaderValue, StatusCode};
use quick_xml::escape::escape;
use spindle_model::format::Family;

use super::files::{self, Kind};
use super::keys;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::error::Error;
use crate::http::{self, Request, Response};
use crate::settings::Settings;
use crate::store::Store;

/// How long hosts may keep it, in seconds: new keys are signed with beside the old ones for longer.
const KEPT: &str = "public, max-age=3600";

/// What hosts fill in, as in ONLYOFFICE's discovery.
const PLACEHOLDERS: &str = "<ui=UI_LLCC&><rs=DC_LLCC&><dchat=DISABLE_CHAT&><hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&>\
    <wopisrc=WOPI_SOURCE&><thm=THEME_ID&>";

/// The kinds of files that hosts offer to make: they list what has the action, and nobody looks for a new `htm`. An empty
/// file of another kind that is edited is begun all the same.
const MADE_NEW: &[&str] = &["docx", "odt", "xlsx", "ods"];

/// Which files have an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    All,
    /// What can be saved as what it is.
    Edited,
    /// Of these, [`MADE_NEW`].
    Made,
}

impl Of {
    fn has(self, kind: &Kind) -> bool {
        match self {
            Self::All => true,
            Self::Edited => kind.edits,
            Self::Made => kind.edits && MADE_NEW.contains(&kind.ext),
        }
    }
}

/// One action: its name in discovery, which of the two pages it opens, what the address says besides, and which files have it.
struct Action {
    name: &'static str,
    page: &'static str,
    more: &'static str,
    of: Of,
}

const fn action(name: &'static str, page: &'static str, more: &'static str, of: Of) -> Action {
    Action {
        name,
        page,
        more,
        of,
    }
}

/// THE table of actions; of an extension, the first that it has is the default.
#[rustfmt::skip]
static ACTIONS: &[Action] = &[
    action("edit", "edit", "", Of::Edited),
    action("view", "view", "", Of::All),
    action("editnew", "edit", "new=1&", Of::Made),
    action("embedview", "view", "embed=1&", Of::All),
    action("mobileEdit", "edit", "mobile=1&", Of::Edited),
    action("mobileView", "view", "mobile=1&", Of::All),
];

/// Answers with the XML.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let attributes = keys::of(app, settings, &store)
        .and_then(|keys| Ok(keys.attributes()?))
        .map_err(|error| match error {
            Unhosted::Store(error) => Error::Store(error),
            other => Error::Key(other.to_string()),
        })?;
    let base = http::base_url(settings.public_url.as_deref(), &request);
    let mut response = Response::new(
        StatusCode::OK,
        "text/xml; charset=utf-8",
        xml(&base, &attributes),
    );
    response
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static(KEPT));
    Ok(response)
}

fn xml(base: &str, keys: &[(&'static str, String)]) -> String {
    let scheme = if base.starts_with("https:") {
        "https"
    } else {
        "http"
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wopi-discovery>\n<net-zone name=\"external-{scheme}\">\n"
    );
    let kinds: Vec<Kind> = files::all().collect();
    for family in [Family::Word, Family::Cell, Family::Slide, Family::Pdf] {
        let of_it = kinds.iter().filter(|kind| kind.format.family == family);
        app(&mut xml, base, files::app_name(family), of_it, false);
    }
    // Some hosts look for the media type.
    for kind in kinds.iter().filter(|kind| kind.ext == kind.format.name) {
        for media_type in kind.format.media_types {
            app(&mut xml, base, media_type, std::iter::once(kind), true);
        }
    }
    xml.push_str("</net-zone>\n<proof-key");
    for (name, value) in keys {
        // Writing to a String cannot fail.
        let _ = write!(xml, " {name}=\"{value}\"");
    }
    xml.push_str("/>\n</wopi-discovery>\n");
    xml
}

/// An app with the actions of its kinds of files; by media type without their extensions.
fn app<'k>(
    xml: &mut String,
    base: &str,
    name: &str,
    kinds: impl Iterator<Item = &'k Kind>,
    is_media_type: bool,
) {
    let mut kinds = kinds.peekable();
    let Some(first) = kinds.peek() else {
        return;
    };
    let icon = format!("{base}/web-apps/icons/{}.svg", first.format.family.name());
    let _ = writeln!(
        xml,
        "<app name=\"{}\" favIconUrl=\"{}\">",
        escape(name),
        escape(icon.as_str())
    );
    for kind in kinds {
        let ext = if is_media_type { "" } else { kind.ext };
        let mut is_default = true;
        for action in ACTIONS.iter().filter(|action| action.of.has(kind)) {
            let default = if is_default { " default=\"true\"" } else { "" };
            is_default = false;
            let requires = if action.of != Of::All {
                " requires=\"locks,update\""
            } else {
                ""
            };
            let url = urlsrc(base, kind.format.family, action.page, action.more);
            let _ = writeln!(
                xml,
                "<action name=\"{}\" ext=\"{ext}\"{default}{requires} urlsrc=\"{}\"/>",
                action.name,
                escape(url.as_str())
            );
        }
    }
    xml.push_str("</app>\n");
}

fn urlsrc(base: &str, family: Family, page: &str, more: &str) -> String {
    format!(
        "{base}/hosting/wopi/{}/{page}?{more}{PLACEHOLDERS}",
        family.name()
    )
}

/// The pattern of the address at which this deployment opens a file of that extension for its own host; `None`: it does not.
pub(crate) fn target(base: &str, ext: &str, wants_edit: bool) -> Option<String> {
    let kind = files::by_extension(ext.trim_start_matches('.'))?;
    let page = if wants_edit && kind.edits {
        "edit"
    } else {
        "view"
    };
    Some(urlsrc(base, kind.format.family, page, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wopi::Discovery;

    #[test]
    fn our_own_host_reads_it() {
        let xml = xml("https://h.example/p", &[("modulus", String::new())]);
        let xml = xml.replace("<proof-key modulus=\"\"/>", "");
        let discovery = Discovery::parse(xml.as_bytes()).unwrap();
        let both: &[&str] = &["locks", "update"];
        let open = |ext: &str, names: &[&str], can: &[&str]| {
            let action = discovery.action(true, ext, names, can)?;
            Some(action.urlsrc.split('?').next()?.to_owned())
        };
        let word = |page: &str| Some(format!("https://h.example/p/hosting/wopi/word/{page}"));
        assert_eq!(open("docx", &["edit", "view"], both), word("edit"));
        assert_eq!(open("docx", &["edit", "view"], &[]), word("view"));
        assert_eq!(open("doc", &["edit", "view"], both), word("view"));
        assert_eq!(open("docm", &["edit"], both), None);
        assert_eq!(
            open("pptx", &["view"], both),
            Some("https://h.example/p/hosting/wopi/slide/view".to_owned())
        );
        assert_eq!(open("exe", &["view"], both), None);
        assert_eq!(
            open("xlsx", &["editnew"], both),
            Some("https://h.example/p/hosting/wopi/cell/edit".to_owned())
        );
        assert_eq!(open("htm", &["editnew"], both), None);
        assert_eq!(open("htm", &["edit"], both), word("edit"));
        // Every extension has exactly one default.
        for kind in files::all() {
            let defaults = discovery
                .actions
                .iter()
                .filter(|action| action.ext == kind.ext && action.default);
            assert_eq!(defaults.count(), 1, "{}", kind.ext);
        }
    }
}
