//! Finds the route of a request in THE table of routes, checks who calls, and answers.

mod table;

pub use table::{
    COMMAND, CONVERTER, DOCBUILDER, DOCUMENTS, EDITOR, EXPORT, FILES, IMPORT, SCHEDULER, TABLES,
    WOPI,
};

use ::http::header::ALLOW;
use ::http::{HeaderValue, Method, StatusCode};

use crate::app::{App, Surface};
use crate::auth::{internal, operator};
use crate::dialect::onlyoffice;
use crate::documents::{self, DocumentError};
use crate::error::Error;
use crate::http::{Body, Request, Response};
use crate::pages;
use crate::ports::Level;
use crate::saving::due;
use crate::settings::Settings;

/// Where the scheduler drives builds.
pub(crate) const DOCBUILDER_STEP: &str = "/internal/docbuilder/step";
/// Where it drives conversions.
pub(crate) const CONVERTER_STEP: &str = "/internal/converter/step";
/// Where a file is converted while its sender waits.
pub(crate) const CONVERSION: &str = "/internal/conversion";
/// Where it drives imports.
pub(crate) const IMPORT_STEP: &str = "/internal/import/step";
/// Where it drives exports.
pub(crate) const EXPORT_STEP: &str = "/internal/export/step";
/// Where it drives what is to be told to others.
pub(crate) const WEBHOOK_STEP: &str = "/internal/webhook/step";
/// Where it brings saved files into the online documents that they are of.
pub(crate) const MERGE_STEP: &str = "/internal/merge/step";
/// Where documents are opened to be edited.
pub(crate) const OPENING_STEP: &str = "/internal/opening/step";
/// Where their saves are written.
pub(crate) const ASSEMBLY_STEP: &str = "/internal/assembly/step";
/// Where a document under edit is written as a file that somebody wants to have.
pub(crate) const DOWNLOAD_STEP: &str = "/internal/download/step";
/// Where what is due for a document under edit is done.
pub(crate) const SAVING_STEP: &str = "/internal/saving/step";
/// Where an online document is written as a file.
pub(crate) const RENDER: &str = "/internal/render";

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Everybody.
    Open,
    /// Who has a token; the handler checks it, for the parameters come out of it.
    Token,
    /// Who has a signed link; the handler checks it.
    Link,
    /// The deployment's own components.
    Internal,
    /// The deployment's operator.
    Operator,
    /// Who has a session of a document under edit; the handler checks it.
    Session,
    /// Who has an access token of WOPI; the handler checks it, and who signed the request.
    Wopi,
    /// An app, by its signature.
    App,
    /// An app, by a signature that is taken once: the call changes something.
    AppOnce,
}

/// What answers a request.
#[derive(Clone, Copy)]
pub(crate) enum Handler {
    /// Gets the request as it came.
    Plain(for<'a> fn(&App<'a>, &Settings, Request) -> Result<Response<'a>, Error>),
    /// Gets a request that needs neither settings nor the store.
    Page(for<'a> fn(&App<'a>, &Request) -> Response<'a>),
    /// Gets a call of the online-document API whose signature was checked.
    Document(documents::Run),
}

/// The routes of one component.
pub struct Table {
    /// The component.
    pub surface: Surface,
    /// Its routes.
    pub routes: &'static [Route],
}

/// One route.
pub struct Route {
    /// The methods. HEAD comes with GET.
    pub methods: &'static [Method],
    /// The path; with `/...` at its end, everything below. Case and one slash at the end do not count.
    pub path: &'static str,
    /// Who may call it.
    pub auth: Auth,
    /// What it is for.
    pub meaning: &'static str,
    pub(crate) handler: Handler,
}

impl Route {
    fn matches(&self, path: &str) -> bool {
        match self.path.strip_suffix("...") {
            Some(prefix) => path
                .get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix) && path.len() > prefix.len()),
            None => {
                path == self.path
                    || path
                        .strip_suffix('/')
                        .unwrap_or(path)
                        .eq_ignore_ascii_case(self.path)
            }
        }
    }

    fn allows(&self, method: &Method) -> bool {
        self.methods.contains(method)
            || (method == Method::HEAD && self.methods.contains(&Method::GET))
    }
}

/// Every route of every component.
pub fn routes() -> impl Iterator<Item = (Surface, &'static Route)> {
    TABLES
        .iter()
        .flat_map(|table| table.routes.iter().map(|route| (table.surface, route)))
}

/// The table of routes as Markdown, for the documentation.
pub fn routes_table_markdown() -> String {
    let mut table =
        String::from("| component | methods | path | who | what |\n|---|---|---|---|---|\n");
    for (surface, route) in routes() {
        let methods: Vec<&str> = route.methods.iter().map(Method::as_str).collect();
        let component = format!("{surface:?}").to_lowercase();
        let who = format!("{:?}", route.auth).to_lowercase();
        let line = format!(
            "| {component} | {} | `{}` | {who} | {} |\n",
            methods.join(", "),
            route.path,
            route.meaning
        );
        table.push_str(&line);
    }
    table
}

/// Finds the route, checks who may call it, and answers.
pub(crate) fn dispatch<'a>(table: &Table, app: &App<'a>, request: Request) -> Response<'a> {
    // Its refusals have an envelope of their own.
    let documents = table.surface.speaks_iflydocs();
    let is_head = request.method == Method::HEAD;
    let found = find(table, &request);
    let page = match found.map(|route| route.handler) {
        Some(Handler::Page(run)) => Some(run(app, &request)),
        None if matches!(table.surface, Surface::Command) => pages::without_version(&request),
        _ => None,
    };
    if let Some(response) = page {
        return if is_head {
            without_body(response)
        } else {
            response
        };
    }
    let mut response = match found {
        Some(route) if documents && !matches!(route.auth, Auth::Operator | Auth::Internal) => {
            document_call(route, app, request)
        }
        Some(route) => Settings::load_for(app.ports.config, table.surface)
            .map_err(Error::from)
            .and_then(|settings| answer(route, app, &settings, request))
            .unwrap_or_else(|error| {
                log_refusal(app, route.path, &error);
                plain(&error)
            }),
        None if documents => no_document_call(table, app, &request),
        None => not_found(table, &request),
    };
    if matches!(table.surface, Surface::Command | Surface::Editor) {
        // Whoever comes by does what is due, after what he came for.
        let own = response.after.take();
        response.after = Some(Box::new(move |app| {
            if let Some(own) = own {
                own(app);
            }
            due::catch_up(app);
        }));
    }
    if is_head {
        without_body(response)
    } else {
        response
    }
}

fn answer<'a>(
    route: &Route,
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    permit(route, app, settings, &request)?;
    match route.handler {
        Handler::Plain(run) => run(app, settings, request),
        Handler::Page(run) => Ok(run(app, &request)),
        Handler::Document(run) => {
            documents::serve(app, settings, request, route.auth == Auth::AppOnce, run)
        }
    }
}

/// A call of the online-document API, refused in its own words.
fn document_call<'a>(route: &Route, app: &App<'a>, request: Request) -> Response<'a> {
    let headers = request.headers.clone();
    let settings = match Settings::load(app.ports.config) {
        Ok(settings) => settings,
        Err(error) => return documents::failure(app, &headers, false, &error.into()),
    };
    // Behind a link is a file: browsers and upload tools look at the status.
    let strict = settings.iflydocs.strict_http_status || route.auth == Auth::Link;
    answer(route, app, &settings, request)
        .unwrap_or_else(|error| documents::failure(app, &headers, strict, &error))
}

fn no_document_call<'a>(table: &Table, app: &App<'a>, request: &Request) -> Response<'a> {
    let allowed = allowed_methods(table, request);
    let refusal = if allowed.is_empty() {
        let path: String = request.path.chars().take(200).collect();
        DocumentError::NoRoute(format!("{} {path}", request.method))
    } else {
        DocumentError::Method(allowed)
    };
    documents::failure(app, &request.headers, false, &refusal.into())
}

fn allowed_methods(table: &Table, request: &Request) -> String {
    let allowed: Vec<&str> = routes_at(table, request)
        .flat_map(|route| route.methods)
        .map(Method::as_str)
        .collect();
    allowed.join(", ")
}

fn routes_at<'r>(
    table: &Table,
    request: &'r Request,
) -> impl Iterator<Item = &'static Route> + use<'r> {
    table
        .routes
        .iter()
        .filter(|route| route.matches(&request.path))
}

fn find(table: &Table, request: &Request) -> Option<&'static Route> {
    routes_at(table, request).find(|route| route.allows(&request.method))
}

/// The original answers 404 also where only the method is wrong; `Allow` says so.
fn not_found<'a>(table: &Table, request: &Request) -> Response<'a> {
    let allowed = allowed_methods(table, request);
    let path: String = request
        .path
        .chars()
        .take(200)
        .map(|character| match character {
            '<' | '>' | '&' | '"' | '\'' => '_',
            other => other,
        })
        .collect();
    let hint = if allowed.is_empty() {
        String::new()
    } else {
        format!("\nThis path answers {allowed}")
    };
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
         <body>\n<pre>Cannot {} {path}{hint}</pre>\n</body>\n</html>\n",
        request.method
    );
    let mut response = Response::new(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page);
    if !allowed.is_empty()
        && let Ok(value) = HeaderValue::try_from(allowed)
    {
        response.headers.insert(ALLOW, value);
    }
    response
}

fn permit(
    route: &Route,
    app: &App<'_>,
    settings: &Settings,
    request: &Request,
) -> Result<(), Error> {
    let now = app.ports.clock.now_s();
    match route.auth {
        Auth::Open
        | Auth::Token
        | Auth::Link
        | Auth::Session
        | Auth::Wopi
        | Auth::App
        | Auth::AppOnce => Ok(()),
        Auth::Operator => Ok(operator::accept(&settings.jwt, &request.headers, now)?),
        Auth::Internal => {
            let target = match &request.query {
                Some(query) => format!("{}?{query}", request.path),
                None => request.path.clone(),
            };
            let signed = request
                .headers
                .get(internal::HEADER)
                .and_then(|value| value.to_str().ok());
            if signed
                .is_some_and(|value| internal::verify(&settings.jwt.secret, &target, value, now))
            {
                Ok(())
            } else {
                Err(Error::NotInternal)
            }
        }
    }
}

/// An error outside every dialect: the status and the reason.
fn plain<'a>(error: &Error) -> Response<'a> {
    match error {
        Error::Body(body) => onlyoffice::body_error(body),
        Error::NotInternal => Response::text(StatusCode::FORBIDDEN, error.to_string()),
        Error::Token(_) => {
            Response::text(StatusCode::UNAUTHORIZED, format!("Unauthorized: {error}"))
        }
        _ => Response::text(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Internal Server Error: {error}"),
        ),
    }
}

/// Logs why a request was refused or failed. Errors never contain a secret.
pub(crate) fn log_refusal(app: &App<'_>, what: &str, error: &Error) {
    let level = match error {
        Error::Settings(_) | Error::Store(_) | Error::NotBuiltIn(_) => Level::Error,
        _ => Level::Warn,
    };
    app.ports.log.line(level, &format!("{what}: {error}"));
}

fn without_body(mut response: Response<'_>) -> Response<'_> {
    let length = match &response.body {
        Body::Bytes(bytes) => Some(bytes.len() as u64),
        Body::Stream { length, .. } => Some(*length),
        Body::Live { .. } => None,
        Body::Head { length } => *length,
    };
    response.body = Body::Head { length };
    response
}
