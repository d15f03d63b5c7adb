//! What the deployer may decide, read once per request from the deployment's variables.

mod enums;
mod iflydocs;
mod load;
mod saving;
mod table;
mod wopi;

pub use enums::{Enums, TERMS, Term, TermRow, terms_table_markdown};
pub use iflydocs::{AppSecrets, DocumentLimits, IflydocsSettings, Replay};
pub use load::SettingsError;
pub use saving::{Retry, SavingSettings};
pub use table::{SETTINGS, Setting, Unit, settings_table_markdown};
pub use wopi::{Proof, ProofPem, WopiSettings};

use std::time::Duration;

use spindle_model::convert::Limits;
use spindle_model::script::ScriptLimits;

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How requests prove where they come from.
    pub jwt: JwtSettings,
    /// The base of generated links, without a trailing slash; `None`: from the request.
    pub public_url: Option<String>,
    /// Whether outgoing requests may name private addresses and localhost.
    pub allow_private_ip: bool,
    /// Bytes of one request body, also after it is inflated.
    pub request_bytes: u64,
    /// Bounds of one download.
    pub download: DownloadLimits,
    /// Bytes of one script, whether it is the body or downloaded.
    pub script_bytes: u64,
    /// What one script may use.
    pub script: ScriptLimits,
    /// Bounds of imports and conversions.
    pub convert: ConvertSettings,
    /// How long a synchronous request waits for a job that another request runs.
    pub wait: Duration,
    /// How long a signed link is good, in seconds.
    pub link_expires_s: i64,
    /// How long results are kept, in seconds.
    pub cache_expires_s: i64,
    /// How jobs are leased.
    pub job: JobSettings,
    /// The online-document API.
    pub iflydocs: IflydocsSettings,
    /// Editing sessions, saving and callbacks.
    pub saving: SavingSettings,
    /// The WOPI host.
    pub wopi: WopiSettings,
}

/// Settings of the tokens on requests.
#[derive(Clone)]
pub struct JwtSettings {
    /// Whether requests need a token, and outgoing ones get one.
    pub enabled: bool,
    /// The shared secret. Also the root of the keys for links and internal calls.
    pub secret: String,
    /// The header that is read when the body has no token.
    pub header: http::HeaderName,
    /// That header as the deployer wrote it.
    pub header_text: String,
    /// What stands before the token in that header, exactly.
    pub prefix: String,
    /// Whether clear-text parameters are discarded when a token is checked.
    pub required_params: bool,
}

impl std::fmt::Debug for JwtSettings {
    /// Leaves the secret out.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("JwtSettings")
            .field("enabled", &self.enabled)
            .field("header", &self.header)
            .field("prefix", &self.prefix)
            .field("required_params", &self.required_params)
            .finish_non_exhaustive()
    }
}

/// Bounds of one download.
#[derive(Debug, Clone, Copy)]
pub struct DownloadLimits {
    /// Bytes.
    pub bytes: u64,
    /// Time for all of it, retries and redirects included.
    pub time: Duration,
}

/// Bounds of imports and conversions.
#[derive(Debug, Clone, Copy)]
pub struct ConvertSettings {
    /// Bytes of a file before it is unpacked.
    pub bytes: u64,
    /// What readers and writers may use.
    pub limits: Limits,
}

/// How jobs are leased.
#[derive(Debug, Clone, Copy)]
pub struct JobSettings {
    /// How long a worker owns a job before others may take it.
    pub lease: Duration,
    /// How often a job is started before it counts as failed.
    pub attempts: i64,
}
