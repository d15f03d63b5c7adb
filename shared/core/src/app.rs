//! What a component calls: one request in, one response out.

use spindle_model::script::ScriptEngine;

use crate::http::{Request, Response};
use crate::ports::Ports;
use crate::router::{self, Table};

/// One surface of the service: the routes that one component serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surface {
    /// The command service, health and metadata.
    Command,
    /// The Document Builder service and its job steps.
    Docbuilder,
    /// Online documents.
    Documents,
    /// Signed downloads.
    Files,
    /// Private: stale jobs and expiry.
    Scheduler,
}

/// Everything that serving a request uses.
#[derive(Clone, Copy)]
pub struct App<'a> {
    /// The ports.
    pub ports: Ports<'a>,
    /// The script engine, in the component that links one.
    pub engine: Option<&'a (dyn ScriptEngine + Sync)>,
}

/// Answers one request to the component whose routes these are.
///
/// The caller sends the response and then runs [`Response::after`] with the same `app`.
pub fn handle<'a>(table: &'static Table, app: &App<'a>, request: Request) -> Response<'a> {
    router::dispatch(table, app, request)
}
