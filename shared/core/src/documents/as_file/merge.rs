//! The step that brings a saved file into the online document that it is of.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{Claim, Stop, Work};
use crate::settings::Settings;

/// Saves of documents' files.
pub(crate) static MERGE: Work = Work {
    kind: "merge",
    run,
    ended: None,
};

/// What a job's row says is to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Merge {
    /// The document.
    pub fid: String,
    /// Its app.
    pub app_id: String,
    /// The version of its file.
    pub version: i64,
    /// Who saved it: the integrator's own id.
    pub user: String,
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let _merge: Merge = claim.input()?;
    Ok(false)
}

/// `POST /internal/merge/step?key=..`: runs a merge that nobody works on.
pub(crate) fn post_merge_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    MERGE.post_step(app, settings, &request)
}
