//! `/hosting/wopi/<word|cell|slide|pdf>/<edit|view>?WOPISrc=..`: where a host's page posts its form to, and gets the editor.
//!
//! The access token comes in the form and stays here: the page gets a ticket of ours in its place, written into it.

use ::http::{HeaderValue, Method, StatusCode};
use quick_xml::escape::escape;
use serde_json::{Map, Value, json};
use spindle_model::format::Family;
use url::{Url, form_urlencoded};

use super::entering::visit_of;
use super::facts::Facts;
use super::files::{self, Kind};
use super::host::Asker;
use super::hosts;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::error::Error;
use crate::http::{self, Request, Response, read_body};
use crate::pages;
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::hosted::{self, Visit};
use crate::store::{Store, random_hex};
use crate::wopi::host_page;

const PREFIX: &str = "/hosting/wopi/";
/// Bytes of a form.
const FORM_BYTES: u64 = 64 * 1024;
/// A token's end before the year 2001 is none: some hosts send how long it is good, some nothing.
const LEAST_TTL_MS: i64 = 1_000_000_000_000;

/// What a form says.
struct Form {
    src: Url,
    token: String,
    expires: i64,
    wants_edit: bool,
    /// `desktop`, `mobile` or `embedded`, as editors call it.
    shape: &'static str,
    language: String,
    theme: String,
    /// What the host wants to be told again.
    context: String,
}

/// Answers with the editor.
pub(crate) fn open<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let refused = match make(app, settings, request) {
        Ok(page) => return Ok(page),
        Err(Unhosted::Store(error)) => return Err(error.into()),
        Err(refused) => refused,
    };
    let words = refused.to_string();
    let (status, title) = match refused {
        Unhosted::Request(_) => (StatusCode::BAD_REQUEST, "It cannot be opened"),
        Unhosted::Token(_) | Unhosted::Visit => (StatusCode::FORBIDDEN, "No access"),
        Unhosted::Gone => (StatusCode::NOT_FOUND, "Not found"),
        Unhosted::Key(_) | Unhosted::Store(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "It cannot be opened")
        }
        Unhosted::Refused(_) | Unhosted::Trouble(_) | Unhosted::Saving => {
            (StatusCode::BAD_GATEWAY, "It cannot be opened")
        }
    };
    app.ports
        .log
        .line(Level::Warn, &format!("a host's file: {words}"));
    let body = format!(
        "<main><h1>{}</h1><p>{}</p></main>",
        escape(title),
        escape(words.as_str())
    );
    Ok(host_page::html(status, title, &body, ""))
}

fn make<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
) -> Result<Response<'a>, Unhosted> {
    let form = read(&mut request)?;
    let base = http::base_url(settings.public_url.as_deref(), &request);
    let private = hosts::permit(settings, &form.src, &base).map_err(Unhosted::Request)?;
    let store = Store::open(&app.ports)?;
    let ticket = random_hex(&app.ports, 16);
    let mut visit = Visit {
        visit: visit_of(&ticket),
        src: form.src.as_str().to_owned(),
        private,
        token: form.token.clone(),
        expires: form.expires,
        wants_edit: form.wants_edit,
        saves: false,
        facts: String::new(),
    };
    let mut nothing = || {};
    let asker = Asker::new(app, settings, &store, &mut nothing)?;
    let facts = asker.facts(&visit, &form.context)?;
    let Some(kind) = files::by_extension(&facts.ext) else {
        return Err(Unhosted::Refused(format!(
            "files of the kind `{}` are not opened here: {}",
            facts.ext, facts.name
        )));
    };
    visit.saves = facts.saves;
    visit.facts = facts.to_row();
    hosted::keep_visit(&store, &visit, app.ports.clock.now_ms())?;
    let config = config(&form, &facts, kind, &ticket);
    let page = shell(app, kind.format.family)?;
    let page = fill(&page, &facts.name, kind.format.family, &config);
    let mut response = Response::new(StatusCode::OK, "text/html; charset=utf-8", page);
    for (name, value) in [
        (
            "content-security-policy",
            pages::policy_with_base().as_str(),
        ),
        ("referrer-policy", "strict-origin"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers.insert(name, value);
        }
    }
    Ok(response)
}

/// Reads path, query and form. The token is taken out of a query too: some hosts open a page by a plain link.
fn read(request: &mut Request) -> Result<Form, Unhosted> {
    let wrong = |words: &str| Unhosted::Request(words.to_owned());
    let path = request.path.get(PREFIX.len()..).unwrap_or_default();
    let wants_edit = match path.trim_end_matches('/').split_once('/') {
        Some(("word" | "cell" | "slide" | "pdf", "edit")) => true,
        Some(("word" | "cell" | "slide" | "pdf", "view")) => false,
        _ => {
            return Err(wrong(
                "there is no such page: discovery names those that there are",
            ));
        }
    };
    let mut said: Vec<(String, String)> =
        form_urlencoded::parse(request.query.as_deref().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
    if request.method == Method::POST {
        let body = read_body(request, FORM_BYTES, "the most that a host's form has")
            .map_err(|error| Unhosted::Request(error.to_string()))?;
        // What the form says counts.
        said.splice(0..0, form_urlencoded::parse(&body).into_owned());
    }
    let of = |name: &str| {
        said.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    let src = of("WOPISrc").ok_or_else(|| wrong("the address has no WOPISrc"))?;
    let mut src = Url::parse(&src)
        .ok()
        .filter(|src| matches!(src.scheme(), "http" | "https"))
        .ok_or_else(|| wrong("WOPISrc is no http or https URL"))?;
    src.set_fragment(None);
    let is_set = |name: &str| of(name).is_some_and(|value| value != "0" && value != "false");
    let expires = of("access_token_ttl").and_then(|text| text.parse().ok());
    Ok(Form {
        src,
        token: of("access_token").ok_or_else(|| {
            wrong("the form has no access_token: open the file from where it lies")
        })?,
        expires: expires.filter(|ttl| *ttl >= LEAST_TTL_MS).unwrap_or(0),
        wants_edit,
        shape: if is_set("embed") {
            "embedded"
        } else if is_set("mobile") {
            "mobile"
        } else {
            "desktop"
        },
        language: of("ui").or_else(|| of("lang")).unwrap_or_default(),
        theme: of("thm").unwrap_or_default(),
        context: of("sc").unwrap_or_default(),
    })
}

/// The configuration of the editor: as an integrator's, with a ticket in place of a token and URLs.
fn config(form: &Form, facts: &Facts, kind: Kind, ticket: &str) -> Value {
    let edits = form.wants_edit && facts.saves && kind.edits;
    let mut customization = Map::new();
    match form.theme.as_str() {
        "1" => drop(customization.insert("uiTheme".to_owned(), "theme-light".into())),
        "2" => drop(customization.insert("uiTheme".to_owned(), "theme-dark".into())),
        _ => {}
    }
    if edits {
        // The Save button makes a version at the host.
        customization.insert("forcesave".to_owned(), true.into());
    }
    let closes = facts.close_by_message || !facts.close_url.is_empty();
    if closes {
        customization.insert("close".to_owned(), json!({ "visible": true }));
    }
    if !facts.folder_url.is_empty() {
        let goback = json!({ "url": facts.folder_url, "text": facts.folder_name });
        customization.insert("goback".to_owned(), goback);
    }
    json!({
        "documentType": kind.format.family.name(),
        "type": form.shape,
        "wopi": ticket,
        "wopiHost": {
            "origin": facts.origin,
            "closeUrl": facts.close_url,
            "shareUrl": facts.share_url,
            "versionsUrl": facts.versions_url,
            "editUrl": facts.edit_url,
            "closeByMessage": facts.close_by_message,
            "shareByMessage": facts.share_by_message,
            "versionsByMessage": facts.versions_by_message,
            "editByMessage": facts.edit_by_message,
            "nameLength": facts.name_length,
            "ttl": form.expires,
        },
        "document": {
            // Only a name for what the browser keeps: under which key the file is edited the service settles.
            "key": format!("wopi-{}", visit_of(form.src.as_str())),
            "fileType": facts.ext,
            "title": facts.name,
            "permissions": {
                // What the user may, not what this page does: a reader who may write is offered to.
                "edit": facts.saves && kind.edits,
                "print": facts.may_print,
                "download": facts.may_export,
                "copy": true,
                "rename": facts.renames && edits,
            },
        },
        "editorConfig": {
            "mode": if edits { "edit" } else { "view" },
            "lang": form.language,
            "user": { "id": facts.user, "name": facts.user_name },
            "customization": customization,
            "canRename": facts.renames && edits,
            "canRequestClose": closes,
            "canRequestSaveAs": facts.saves_as && edits,
            "canRequestSharingSettings": facts.share_by_message || !facts.share_url.is_empty(),
            "canRequestEditRights": !edits && (facts.edit_by_message || !facts.edit_url.is_empty()),
            "canUseHistory": facts.versions_by_message || !facts.versions_url.is_empty(),
        },
    })
}

/// The page of an editor as it was built.
fn shell(app: &App<'_>, family: Family) -> Result<String, Unhosted> {
    let path = format!("{}index.html", files::page(family));
    pages::text(app, &path).ok_or_else(|| {
        Unhosted::Refused("this service was built without the pages of its editors".to_owned())
    })
}

/// The page with its configuration; what it loads lies where it was built for.
fn fill(page: &str, name: &str, family: Family, config: &Value) -> String {
    // In a script nothing but `<` could end it.
    let config = config.to_string().replace('<', "\\u003c");
    let head = format!(
        "<head>\n<base href=\"../../../web-apps/{}\">\n\
         <script type=\"application/json\" id=\"config\">{config}</script>",
        files::page(family)
    );
    let page = page.replacen("<head>", &head, 1);
    let title = format!("<title>{}</title>", escape(name));
    match (page.find("<title>"), page.find("</title>")) {
        (Some(from), Some(to)) if from < to => {
            let before = page.get(..from).unwrap_or_default();
            let after = page.get(to + "</title>".len()..).unwrap_or_default();
            format!("{before}{title}{after}")
        }
        _ => page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_the_configuration_into_the_page() {
        let page = "<html><head><title>x</title><script src=\"./a.js\"></script></head><body></body></html>";
        let config = json!({ "title": "</script><script>alert(1)</script>" });
        let filled = fill(page, "a<b>.docx", Family::Word, &config);
        assert!(!filled.contains("<script>alert"), "{filled}");
        assert!(
            filled.contains("<title>a&lt;b&gt;.docx</title>"),
            "{filled}"
        );
        let base = "<base href=\"../../../web-apps/apps/documenteditor/main/\">";
        let at = filled.find(base).unwrap();
        assert!(at < filled.find("./a.js").unwrap());
    }
}
