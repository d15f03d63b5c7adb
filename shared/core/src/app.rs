//! What a component calls: one request in, one response out.

use spindle_model::convert::Formats;
use spindle_model::script::ScriptEngine;

use crate::error::Error;
use crate::http::{Request, Response};
use crate::pages::Asset;
use crate::ports::Ports;
use crate::router::{self, Table};

/// One surface of the service: the routes that one component serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surface {
    /// The command service, health and metadata.
    Command,
    /// The Document Builder service and its job steps.
    Docbuilder,
    /// Conversion.
    Converter,
    /// Online documents.
    Documents,
    /// Files that become online documents.
    Import,
    /// Online documents that become files.
    Export,
    /// Editing sessions.
    Editor,
    /// Signed downloads.
    Files,
    /// The WOPI host and the operator's files.
    Wopi,
    /// Private: stale jobs and expiry.
    Scheduler,
}

/// Everything that serving a request uses.
#[derive(Clone, Copy)]
pub struct App<'a> {
    /// The ports.
    pub ports: Ports<'a>,
    /// The engines that the component links.
    pub engines: Engines<'a>,
}

/// The engines that a component links, and the files that it embeds; most have none.
#[derive(Clone, Copy, Default)]
pub struct Engines<'a> {
    /// Runs scripts.
    pub script: Option<&'a (dyn ScriptEngine + Sync)>,
    /// Reads and writes files.
    pub formats: Option<&'a dyn Formats>,
    /// The files of the pages that it serves.
    pub assets: &'a [Asset],
}

impl<'a> App<'a> {
    /// The readers and writers.
    ///
    /// # Errors
    /// [`Error::NotBuiltIn`] in a component that has none.
    pub(crate) fn formats(&self) -> Result<&'a dyn Formats, Error> {
        self.engines
            .formats
            .ok_or(Error::NotBuiltIn("readers and writers of files"))
    }
}

impl Surface {
    /// Whether it uses a variable. Most parts use most; what is asked for by every editor every few seconds says which.
    pub(crate) fn reads(self, variable: &str) -> bool {
        match self {
            Self::Wopi => {
                variable.starts_with("wopi_")
                    || variable.starts_with("limit_download")
                    || [
                        "jwt_secret",
                        "jwt_enabled",
                        "public_url",
                        "job_lease_s",
                        "limit_script_time_s",
                        "limit_file_bytes",
                    ]
                    .contains(&variable)
            }
            _ => true,
        }
    }

    /// Whether it speaks the online-document API: its refusals have an envelope of their own.
    pub(crate) fn speaks_iflydocs(self) -> bool {
        matches!(self, Self::Documents | Self::Import | Self::Export)
    }
}

/// Answers one request to the component whose routes these are.
///
/// The caller sends the response and then runs [`Response::after`] with the same `app`.
pub fn handle<'a>(table: &'static Table, app: &App<'a>, request: Request) -> Response<'a> {
    router::dispatch(table, app, request)
}
