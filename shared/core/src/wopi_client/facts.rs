//! What a host tells of a file and its user (CheckFileInfo).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::files;

/// The members that are read. Hosts differ in which they have, and in whether a number is a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Facts {
    pub name: String,
    /// In small letters and without a dot.
    pub ext: String,
    pub size: u64,
    pub version: String,
    /// `LastModifiedTime` as it came.
    pub modified: String,
    pub user: String,
    pub user_name: String,
    /// Whether the user may save, and the host takes saves.
    pub saves: bool,
    pub locks: bool,
    pub renames: bool,
    /// Whether the user may make another file beside this one.
    pub saves_as: bool,
    pub may_print: bool,
    pub may_export: bool,
    /// Whom the page talks to: scheme, host and port; empty: nobody.
    pub origin: String,
    pub close_url: String,
    pub close_by_message: bool,
    pub share_url: String,
    pub share_by_message: bool,
    pub versions_url: String,
    pub versions_by_message: bool,
    pub edit_url: String,
    pub edit_by_message: bool,
    pub folder_name: String,
    pub folder_url: String,
    pub name_length: u64,
}

impl Facts {
    /// Reads the answer.
    ///
    /// # Errors
    /// In words, when it is none.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let answer: Map<String, Value> = serde_json::from_slice(bytes)
            .map_err(|error| format!("CheckFileInfo answered no JSON object: {error}"))?;
        let text = |name: &str| match answer.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let number = |name: &str| match answer.get(name) {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        let is = |name: &str| answer.get(name) == Some(&Value::Bool(true));
        let url = |name: &str| {
            let text = text(name);
            let is_web = text.starts_with("https://") || text.starts_with("http://");
            if is_web { text } else { String::new() }
        };
        let name = text("BaseFileName");
        if name.is_empty() {
            return Err("CheckFileInfo says no `BaseFileName`".to_owned());
        }
        let said = text("FileExtension")
            .trim_start_matches('.')
            .to_ascii_lowercase();
        let updates = is("SupportsUpdate");
        Ok(Self {
            ext: match files::extension(&name) {
                ext if ext.is_empty() => said,
                ext => ext,
            },
            size: number("Size").unwrap_or(0),
            version: text("Version"),
            modified: text("LastModifiedTime"),
            user: text("UserId"),
            user_name: text("UserFriendlyName"),
            saves: updates && is("UserCanWrite") && !is("ReadOnly"),
            locks: is("SupportsLocks"),
            renames: is("SupportsRename") && is("UserCanRename"),
            saves_as: updates && !is("UserCanNotWriteRelative"),
            may_print: !is("DisablePrint") && !is("HidePrintOption"),
            may_export: !is("DisableExport") && !is("HideExportOption"),
            origin: origin(&text("PostMessageOrigin")),
            close_url: url("CloseUrl"),
            close_by_message: is("ClosePostMessage"),
            share_url: url("FileSharingUrl"),
            share_by_message: is("FileSharingPostMessage"),
            versions_url: url("FileVersionUrl"),
            versions_by_message: is("FileVersionPostMessage"),
            edit_url: url("HostEditUrl"),
            edit_by_message: is("EditModePostMessage"),
            folder_name: text("BreadcrumbFolderName"),
            folder_url: url("BreadcrumbFolderUrl"),
            name_length: number("FileNameMaxLength").unwrap_or(250),
            name,
        })
    }

    /// From a row.
    pub(super) fn from_row(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// To a row.
    pub(super) fn to_row(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Scheme, host and port of what a host calls its origin.
fn origin(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.origin().ascii_serialization(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_write_facts_in_different_ways() {
        let facts = Facts::read(
            br#"{"BaseFileName":"A.DOCX","Size":"12","Version":3,"UserCanWrite":true,"SupportsUpdate":true,
                "PostMessageOrigin":"https://h.example:8443/x","CloseUrl":"javascript:alert(1)"}"#,
        )
        .unwrap();
        assert_eq!((facts.ext.as_str(), facts.size), ("docx", 12));
        assert_eq!(facts.version, "3");
        assert!(facts.saves && !facts.locks && facts.may_print && facts.saves_as);
        assert_eq!(facts.origin, "https://h.example:8443");
        assert_eq!(facts.close_url, "");
        assert_eq!(Facts::from_row(&facts.to_row()), facts);
    }

    #[test]
    fn who_may_not_write_or_cannot_be_saved_for_only_reads() {
        for (members, saves) in [
            (r#""UserCanWrite":true,"SupportsUpdate":true"#, true),
            (r#""UserCanWrite":true"#, false),
            (
                r#""UserCanWrite":true,"SupportsUpdate":true,"ReadOnly":true"#,
                false,
            ),
            (r#""SupportsUpdate":true"#, false),
        ] {
            let text = format!("{{\"BaseFileName\":\"a.docx\",{members}}}");
            assert_eq!(
                Facts::read(text.as_bytes()).unwrap().saves,
                saves,
                "{members}"
            );
        }
        assert!(Facts::read(b"{}").is_err());
        assert!(Facts::read(b"<html>").is_err());
    }
}
