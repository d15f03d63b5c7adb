//! Settings of the online-document API.

use super::enums::Enums;
use super::load::{Reader, SettingsError, invalid};

/// Settings of the online-document API.
#[derive(Clone)]
pub struct IflydocsSettings {
    /// The apps of the variable `iflydocs_apps`.
    pub apps: Vec<AppSecrets>,
    /// Which calls are taken once only.
    pub replay: Replay,
    /// How far a call's timestamp may be from the clock, in seconds.
    pub clock_window_s: i64,
    /// Whether a refusal of a signature tells the string that was signed here.
    pub debug: bool,
    /// Whether every error code has the status that its first three digits are.
    pub strict_http_status: bool,
    /// Whether an unknown user is registered by his first write.
    pub auto_register: bool,
    /// Whether `doc/create` makes spreadsheets.
    pub sheet_create: bool,
    /// Whether commands that are not known are kept in the history and otherwise ignored, instead of refused.
    pub record_unknown_commands: bool,
    /// Calls of one app within a minute; 0: as many as it likes.
    pub calls_per_minute: i64,
    /// How long an upload's outcome is remembered, in seconds.
    pub idempotency_s: i64,
    /// How long an import's state is kept, in seconds.
    pub import_keep_s: i64,
    /// How long an exported file is kept, in seconds.
    pub export_keep_s: i64,
    /// How long the link to an exported file is good, in seconds.
    pub export_link_s: i64,
    /// The numbers and words of the API.
    pub enums: Enums,
    /// Bounds of one document.
    pub limits: DocumentLimits,
}

/// Bounds of one document.
#[derive(Debug, Clone, Copy)]
pub struct DocumentLimits {
    /// Operations of one upload.
    pub pending: usize,
    /// Bytes of one upload's operations, as JSON.
    pub delta_bytes: usize,
    /// Bytes of a document, as JSON.
    pub document_bytes: usize,
    /// How many versions an upload may be behind.
    pub rebase_versions: i64,
    /// Bytes of one image, attachment or recording.
    pub object_bytes: u64,
}

/// An app and its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct AppSecrets {
    /// The app's id.
    pub app_id: String,
    /// One or two secrets that are good at the same time.
    pub secrets: Vec<String>,
}

impl std::fmt::Debug for AppSecrets {
    /// Leaves the secrets out.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AppSecrets")
            .field("app_id", &self.app_id)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for IflydocsSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("IflydocsSettings")
            .field("apps", &self.apps)
            .field("replay", &self.replay)
            .finish_non_exhaustive()
    }
}

/// Which calls are taken once only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// None.
    Off,
    /// Those that change something.
    Writes,
    /// All.
    All,
}

impl IflydocsSettings {
    pub(super) fn load(read: &Reader<'_>) -> Result<Self, SettingsError> {
        let replay = read.text("iflydocs_replay")?;
        let unknown = read.text("iflydocs_unknown_commands")?;
        let enums = read.text("iflydocs_enums")?;
        Ok(Self {
            apps: read_apps(&read.text("iflydocs_apps")?)?,
            replay: match replay.trim() {
                "off" => Replay::Off,
                "writes" => Replay::Writes,
                "all" => Replay::All,
                _ => {
                    return Err(invalid(
                        "iflydocs_replay",
                        &replay,
                        "`off`, `writes` or `all`",
                    ));
                }
            },
            clock_window_s: read.signed("iflydocs_clock_window_s")?,
            debug: read.switch("iflydocs_debug")?,
            strict_http_status: read.switch("iflydocs_strict_http_status")?,
            auto_register: read.switch("iflydocs_auto_register")?,
            sheet_create: read.switch("iflydocs_sheet_create")?,
            record_unknown_commands: match unknown.trim() {
                "refuse" => false,
                "record" => true,
                _ => {
                    let wanted = "`refuse` or `record`";
                    return Err(invalid("iflydocs_unknown_commands", &unknown, wanted));
                }
            },
            calls_per_minute: read.signed("iflydocs_calls_per_minute")?,
            idempotency_s: read.signed("iflydocs_idempotency_s")?,
            import_keep_s: read.signed("iflydocs_import_keep_s")?,
            export_keep_s: read.signed("iflydocs_export_keep_s")?,
            export_link_s: read.signed("iflydocs_export_link_s")?,
            enums: Enums::read(&enums)
                .map_err(|wanted| invalid("iflydocs_enums", &enums, &wanted))?,
            limits: DocumentLimits {
                pending: read.size("limit_pending_ops", 1)?,
                delta_bytes: read.size("limit_delta_bytes", 1)?,
                document_bytes: read.size("limit_document_bytes", 1)?,
                rebase_versions: read.signed("limit_rebase_versions")?,
                object_bytes: read.number("limit_object_bytes")?,
            },
        })
    }
}

/// `appId:secret[|secret2],...`. The words of a refusal never hold the variable's value: it is made of secrets.
fn read_apps(text: &str) -> Result<Vec<AppSecrets>, SettingsError> {
    let refused = |reason: &str| invalid("iflydocs_apps", "(not shown)", reason);
    let mut apps: Vec<AppSecrets> = Vec::new();
    for entry in text
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        let Some((app_id, secrets)) = entry.split_once(':') else {
            return Err(refused(
                "`appId:secret[|secret2],...`; an entry has no colon",
            ));
        };
        let secrets: Vec<String> = secrets.split('|').map(str::to_owned).collect();
        if app_id.is_empty() || secrets.iter().any(String::is_empty) {
            return Err(refused("without empty ids and secrets"));
        }
        if secrets.len() > 2 {
            return Err(refused("with two secrets an app at most"));
        }
        if apps.iter().any(|app| app.app_id == app_id) {
            return Err(refused("with each app once"));
        }
        apps.push(AppSecrets {
            app_id: app_id.to_owned(),
            secrets,
        });
    }
    Ok(apps)
}
