//! THE table of variables.

use std::fmt::Write as _;

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Any text.
    Text,
    /// `true` or `false`.
    Switch,
    /// A whole number of bytes.
    Bytes,
    /// A whole number of KiB.
    Kibibytes,
    /// A whole number of MiB.
    Mebibytes,
    /// A whole number of milliseconds.
    Milliseconds,
    /// A number with `ms`, `s`, `m` or `h` behind it.
    Duration,
    /// A whole number of seconds.
    Seconds,
    /// A whole number of things.
    Count,
}

impl Unit {
    /// The unit in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Switch => "true/false",
            Self::Bytes => "bytes",
            Self::Kibibytes => "KiB",
            Self::Mebibytes => "MiB",
            Self::Milliseconds => "milliseconds",
            Self::Duration => "duration",
            Self::Seconds => "seconds",
            Self::Count => "number",
        }
    }
}

/// One variable of the deployment.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The variable's name in spin.toml.
    pub name: &'static str,
    /// The value when it is not set; `None`: it must be set.
    pub default: Option<&'static str>,
    /// What the value looks like.
    pub unit: Unit,
    /// The smallest number allowed; 0 for what is not a number.
    pub least: u64,
    /// What it decides.
    pub meaning: &'static str,
}

const fn setting(
    name: &'static str,
    default: &'static str,
    unit: Unit,
    least: u64,
    meaning: &'static str,
) -> Setting {
    Setting {
        name,
        default: Some(default),
        unit,
        least,
        meaning,
    }
}

/// Every variable that the service reads, in the order in which the documentation lists them.
#[rustfmt::skip]
pub static SETTINGS: &[Setting] = &[
    Setting {
        name: "jwt_secret",
        default: None,
        unit: Unit::Text,
        least: 0,
        meaning: "The secret shared with integrators; links and internal calls are signed with keys derived from it",
    },
    setting("jwt_enabled", "true", Unit::Switch, 0, "Whether requests need a token; if so, the download of a script whose URL is in it carries one"),
    setting("jwt_header", "Authorization", Unit::Text, 0, "The request header with the token, when the body has none"),
    setting("jwt_prefix", "Bearer ", Unit::Text, 0, "What stands before the token in that header, case and spaces exact"),
    setting("token_required_params", "true", Unit::Switch, 0, "Whether parameters outside the token are discarded"),
    setting("public_url", "", Unit::Text, 0, "The base of generated links; empty: from the request (X-Forwarded-Proto, -Host, -Prefix, Host)"),
    setting("allow_private_ip", "false", Unit::Switch, 0, "Whether URLs in requests may name private addresses and localhost; a token allows it for the script URL in it and for what that script opens"),
    setting("link_expires_s", "900", Unit::Seconds, 1, "How long a signed link is good"),
    setting("cache_expires_s", "86400", Unit::Seconds, 60, "How long results can be polled and downloaded"),
    setting("job_lease_s", "60", Unit::Seconds, 1, "How long a worker owns a job; after that another may take it. Longer than limit_script_time_s"),
    setting("job_attempts", "3", Unit::Count, 1, "How often a job is started before it counts as failed"),
    setting("iflydocs_apps", "", Unit::Text, 0, "Apps of the online-document API: `appId:secret,...`, a second secret after a vertical bar; more are added with the operator's calls"),
    setting("iflydocs_replay", "writes", Unit::Text, 0, "Which signed calls are taken once only: `off`, `writes` or `all`"),
    setting("iflydocs_clock_window_s", "300", Unit::Seconds, 1, "How far a call's timestamp may be from the clock"),
    setting("iflydocs_debug", "false", Unit::Switch, 0, "Whether a refused signature tells the string that was signed here"),
    setting("iflydocs_strict_http_status", "false", Unit::Switch, 0, "Whether every error has the status that the first three digits of its code are, instead of 200"),
    setting("iflydocs_auto_register", "true", Unit::Switch, 0, "Whether an unknown appUserId is registered by its first write"),
    setting("iflydocs_sheet_create", "true", Unit::Switch, 0, "Whether `doc/create` makes spreadsheets, which upstream's does not"),
    setting("iflydocs_unknown_commands", "refuse", Unit::Text, 0, "Spreadsheet commands that are not known: `refuse`, or `record` them in the history and change nothing"),
    setting("iflydocs_calls_per_minute", "0", Unit::Count, 0, "Calls of one app within a minute; 0: as many as it likes"),
    setting("iflydocs_idempotency_s", "86400", Unit::Seconds, 60, "How long the outcome of an upload is remembered for blind retries"),
    setting("iflydocs_enums", "", Unit::Text, 0, "JSON that replaces numbers and words of the API, for example {\"FsStatus\":{\"bin\":9}}"),
    setting("limit_request_bytes", "104857600", Unit::Bytes, 1024, "Request body, also after it is inflated"),
    setting("limit_download_bytes", "104857600", Unit::Bytes, 1, "One downloaded script or file; a script is held to limit_script_bytes too"),
    setting("limit_download_time_s", "120", Unit::Seconds, 1, "One download with its retries and redirects"),
    setting("limit_script_bytes", "8388608", Unit::Bytes, 1, "One script, whether it is the request's body or downloaded"),
    setting("limit_script_time_s", "20", Unit::Seconds, 1, "Running time of one script"),
    setting("limit_script_memory_mb", "64", Unit::Mebibytes, 1, "Memory of the script engine"),
    setting("limit_script_stack_kb", "128", Unit::Kibibytes, 16, "Stack of the script engine: bounds recursion"),
    setting("limit_output_bytes", "67108864", Unit::Bytes, 1, "One file that a script saves, or that a document is converted or exported to"),
    setting("limit_output_files", "64", Unit::Count, 1, "Files that one script saves"),
    setting("limit_open_bytes", "52428800", Unit::Bytes, 1, "One file that a script opens or embeds, as it comes"),
    setting("limit_open_unpacked_bytes", "268435456", Unit::Bytes, 1, "One opened package after it is unpacked"),
    setting("limit_wait_s", "300", Unit::Seconds, 1, "How long a synchronous request waits for a job that another request runs"),
    setting("limit_pending_ops", "1000", Unit::Count, 1, "Operations of one upload"),
    setting("limit_delta_bytes", "2097152", Unit::Bytes, 1024, "One upload's operations, as JSON"),
    setting("limit_document_bytes", "20971520", Unit::Bytes, 1024, "One online document, as JSON"),
    setting("limit_rebase_versions", "100000", Unit::Count, 1, "How many versions an upload may be behind its document"),
    setting("limit_object_bytes", "52428800", Unit::Bytes, 1, "One image, attachment or recording of an online document"),
    setting("limit_convert_bytes", "52428800", Unit::Bytes, 1, "A file to be imported or converted"),
    setting("limit_convert_unpacked_bytes", "524288000", Unit::Bytes, 1, "All of such a file that is unpacked"),
    setting("limit_convert_entries", "10000", Unit::Count, 1, "Entries of such a file where it is an archive"),
    setting("limit_convert_ratio", "100", Unit::Count, 1, "How many times larger than packed an entry of more than a MiB may be"),
    setting("limit_convert_cells", "1000000", Unit::Count, 1, "Cells of a workbook to be imported or converted"),
    setting("limit_convert_depth", "200", Unit::Count, 8, "How deep elements, lists and tables may be nested"),
    setting("limit_convert_pages", "5000", Unit::Count, 1, "Pages of a PDF to be written"),
    setting("iflydocs_import_keep_s", "604800", Unit::Seconds, 60, "How long an import's state can be asked for"),
    setting("iflydocs_export_keep_s", "86400", Unit::Seconds, 60, "How long an exported file is kept; its state can be asked for as long again"),
    setting("iflydocs_export_link_s", "3600", Unit::Seconds, 1, "How long the link to an exported file is good"),
    setting("savetimeoutdelay", "5000", Unit::Milliseconds, 0, "How long after the last editor left a document is saved"),
    setting("autoassembly_enable", "false", Unit::Switch, 0, "Whether documents are saved by themselves while they are edited (forced saves of type 2)"),
    setting("autoassembly_interval", "5m", Unit::Duration, 0, "How long after the first change since the last such save"),
    setting("autoassembly_step", "1m", Unit::Duration, 0, "How often that is looked at"),
    setting("assembly_format_as_origin", "true", Unit::Switch, 0, "Whether documents are saved in the format that they came in, where it can be written; else as docx or xlsx"),
    setting("forcesave_button_without_changes", "false", Unit::Switch, 0, "Whether the Save button saves a document without changes"),
    setting("callback_timeout", "10m", Unit::Duration, 0, "How long a storage may take to answer a callback; of one that only says who is there at most 30 s"),
    setting("callback_retries", "3", Unit::Count, 0, "How often a final save is delivered again when the storage is in trouble"),
    setting("callback_retry_factor", "2", Unit::Count, 1, "How many times longer each pause between is than the one before"),
    setting("callback_retry_min_ms", "1000", Unit::Milliseconds, 0, "The first pause"),
    setting("callback_retry_max_ms", "2147483647", Unit::Milliseconds, 0, "The longest pause"),
    setting("callback_retry_status", "429,500-599", Unit::Text, 0, "The statuses that mean trouble; no answer always does"),
    setting("expire_presence_s", "300", Unit::Seconds, 1, "An editor has left when there was no call from it for so long"),
    setting("expire_connection_s", "90", Unit::Seconds, 1, "An editor whose connection broke has left when there was no call from it for so long; `expire_presence_s` at most"),
    setting("expire_updateversion_s", "300", Unit::Seconds, 0, "How long the key of a saved document answers the next key, before it opens `document.url` anew"),
    setting("expire_files_s", "86400", Unit::Seconds, 60, "How long a document is kept that nobody has open and that has nothing to be saved"),
    setting("limit_changes_bytes", "157286400", Unit::Bytes, 1024, "All changes of one document while it is edited, as JSON"),
    setting("wopi_discovery_url", "", Unit::Text, 0, "Where the WOPI client says what it opens and with which keys it signs: one URL, or `microsoft=URL,onlyoffice=URL,collabora=URL`; empty: this deployment's own editor"),
    setting("wopi_proof", "auto", Unit::Text, 0, "Whether WOPI requests must be signed by the client: `auto` where its discovery has keys, `required`, or `off`"),
    setting("wopi_hosts", "", Unit::Text, 0, "WOPI hosts whose files are opened here: names with commas, `*.example.com` and `*` too, beside this deployment itself; empty: any while jwt_enabled is false"),
    setting("wopi_proof_key", "", Unit::Text, 0, "The RSA key that requests to WOPI hosts are signed with, as PEM; a second PEM behind it is the key before; empty: one is made and kept in the database"),
    setting("wopi_token_s", "36000", Unit::Seconds, 60, "How long an access token is good where the operator's call says nothing else"),
    setting("wopi_keep_versions", "100", Unit::Count, 1, "How many versions of a file are kept"),
    setting("wopi_keep_recovery_s", "2592000", Unit::Seconds, 60, "How long a save that was refused is kept"),
    setting("wopi_keep_bin_s", "2592000", Unit::Seconds, 60, "How long the operator's deleted files lie in the bin"),
    setting("limit_file_bytes", "1073741824", Unit::Bytes, 1, "One file of the WOPI host"),
];

/// The table of variables as Markdown, for the operator's manual.
pub fn settings_table_markdown() -> String {
    let mut table = String::from("| variable | default | unit | meaning |\n|---|---|---|---|\n");
    for setting in SETTINGS {
        let default = match setting.default {
            None => "required".to_owned(),
            Some("") => "empty".to_owned(),
            Some(text) => format!("`{text}`"),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| `{}` | {default} | {} | {} |",
            setting.name,
            setting.unit.word(),
            setting.meaning
        );
    }
    table
}
