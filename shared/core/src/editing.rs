//! Editing sessions: `/editing...`, the protocol between editors and the service (`docs/api/editor.md`).

mod broken;
mod changes;
mod config;
mod cursors;
mod download;
mod events;
mod fetched;
mod guest;
mod join;
mod live;
mod objects;
mod presence;
mod refusal;
mod rename;
mod save;
mod save_as;
mod session;
mod snapshot;

pub(crate) use download::step::{WORK as DOWNLOAD, post_step as post_download_step};
pub(crate) use join::join;

use ::http::Method;

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use refusal::Refusal;
use session::Session;

/// What the paths of sessions begin with.
const PREFIX: &str = "/editing/";

/// A call of a session.
struct Call {
    method: Method,
    /// What follows on the session in the path; with a slash at its end, everything below.
    verb: &'static str,
    run: for<'a> fn(Session<'a, '_>, Request) -> Result<Response<'a>, Refusal>,
}

/// THE registry of calls.
#[rustfmt::skip]
static CALLS: &[Call] = &[
    Call { method: Method::GET, verb: "", run: snapshot::run },
    Call { method: Method::POST, verb: "changes", run: changes::run },
    Call { method: Method::GET, verb: "events", run: events::run },
    Call { method: Method::POST, verb: "cursor", run: cursors::run },
    Call { method: Method::POST, verb: "download", run: download::run },
    Call { method: Method::POST, verb: "heartbeat", run: presence::heartbeat },
    Call { method: Method::POST, verb: "save", run: save::run },
    Call { method: Method::POST, verb: "rename", run: rename::run },
    Call { method: Method::POST, verb: "save-as", run: save_as::run },
    Call { method: Method::POST, verb: "leave", run: presence::leave },
    Call { method: Method::POST, verb: "close", run: presence::close },
    Call { method: Method::GET, verb: "objects/", run: objects::get },
    Call { method: Method::POST, verb: "objects", run: objects::post },
    Call { method: Method::POST, verb: "fetch", run: fetched::run },
];

impl Call {
    fn is(&self, verb: &str) -> bool {
        match self.verb.strip_suffix('/') {
            Some(folder) => verb
                .strip_prefix(folder)
                .is_some_and(|rest| rest.len() > 1 && rest.starts_with('/')),
            None => verb.trim_end_matches('/') == self.verb,
        }
    }
}

/// `/editing/{session}[/...]`.
pub(crate) fn serve<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    Ok(answer(app, settings, request).unwrap_or_else(|refusal| refusal.response(app)))
}

fn answer<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Refusal> {
    let path = request.path.get(PREFIX.len()..).unwrap_or_default();
    let (name, verb) = path.split_once('/').unwrap_or((path, ""));
    let (name, verb) = (name.to_owned(), verb.to_owned());
    let method = if request.method == Method::HEAD {
        Method::GET
    } else {
        request.method.clone()
    };
    let here: Vec<&Call> = CALLS.iter().filter(|call| call.is(&verb)).collect();
    let Some(call) = here.iter().find(|call| call.method == method) else {
        return Err(Refusal::no_call(here.iter().map(|call| &call.method)));
    };
    let session = Session::open(app, settings, &name, verb)?;
    (call.run)(session, request)
}
