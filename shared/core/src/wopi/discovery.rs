//! The discovery of a WOPI client: which files it opens and how, and the keys that it signs with.

mod read;
mod urlsrc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::auth::proof::{ProofError, ProofKeys};

pub(crate) use urlsrc::{Fill, fill};

/// The largest discovery that is read, in bytes. Microsoft's has less than one MiB.
const MOST_BYTES: usize = 8 << 20;

/// The most actions of a discovery.
const MOST_ACTIONS: usize = 20_000;

/// The most bytes of the texts of all actions together. An action repeats those of its app and zone.
const MOST_TEXT: usize = 16 << 20;

/// The longest value of an attribute, in bytes.
const MOST_VALUE: usize = 4096;

/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 64;

/// The deepest nesting of elements; a discovery has four levels.
const MOST_DEPTH: usize = 16;

/// Why a document is no discovery.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum DiscoveryError {
    /// More bytes, elements or characters than are read.
    #[error("the discovery has too much: {0}")]
    Large(String),
    /// An encoding other than UTF-8.
    #[error("the discovery is not UTF-8")]
    Encoding,
    /// Not well-formed, or with an entity that XML does not predefine.
    #[error("the discovery is not XML: {0}")]
    Xml(String),
    /// Declarations could define entities. Pages in HTML have one, too.
    #[error("the discovery has a document type declaration, which none needs")]
    Doctype,
    /// Another document.
    #[error("the document is no discovery: its root is \"{0}\", not \"wopi-discovery\"")]
    Root(String),
    /// There are keys to check requests with, but they cannot be used.
    #[error("the discovery's proof key cannot be used: {0}")]
    Proof(#[from] ProofError),
}

/// What a client says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Discovery {
    /// What it does with which files, in the document's order.
    pub(crate) actions: Vec<Action>,
    /// The keys of its signatures, if it signs.
    pub(crate) proof: Option<ProofKeys>,
}

/// One thing that a client does with files of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Action {
    /// The network from which it is reached: `external-https` and so on.
    pub(crate) zone: String,
    /// The app's name, or a MIME type.
    pub(crate) app: String,
    /// `view`, `edit`, `editnew`, `convert`, `embedview` and so on.
    pub(crate) name: String,
    /// The files' extension, in small letters and without a dot; "" if the app's name says what files they are.
    pub(crate) ext: String,
    /// The pattern of its address, which is of http or https: see [`fill`].
    pub(crate) urlsrc: String,
    /// What the host has to be able to do: `locks`, `update` and so on.
    pub(crate) requires: Vec<String>,
    /// For `convert`: the extension of what comes out, without a dot.
    pub(crate) targetext: Option<String>,
    /// Whether it is the client's first choice for such files.
    pub(crate) default: bool,
    /// The address of the app's icon, which is of http or https.
    pub(crate) favicon: Option<String>,
}

impl Discovery {
    /// Reads a discovery. Actions without a name or an address, and those outside a zone and an app, are left out.
    ///
    /// # Errors
    /// [`DiscoveryError`] says why it is none. Keys that cannot be used are an error too, for without them nobody
    /// could tell the client's requests from those of others; an old key that cannot be used is only left out.
    pub(crate) fn parse(xml: &[u8]) -> Result<Self, DiscoveryError> {
        read::discovery(xml)
    }

    /// The action for a file: the first of `names` that the client has for the extension and whose demands are all in
    /// `supports`. It is looked for in the zone of https (`secure`) or http outside, then in the one inside, then in
    /// any. Among several the one that names the extension goes before one that names the MIME type, and the client's
    /// default before others.
    ///
    /// Case does not count, and neither does a dot before the extension.
    pub(crate) fn action(
        &self,
        secure: bool,
        ext: &str,
        names: &[&str],
        supports: &[&str],
    ) -> Option<&Action> {
        let ext = ext.strip_prefix('.').unwrap_or(ext).to_ascii_lowercase();
        let usable: Vec<&Action> = self
            .actions
            .iter()
            .filter(|action| action.opens(&ext) && action.is_supported(supports))
            .collect();
        let scheme = if secure { "https" } else { "http" };
        let zones = [
            Some(format!("external-{scheme}")),
            Some(format!("internal-{scheme}")),
            None,
        ];
        zones.iter().find_map(|zone| {
            names.iter().find_map(|name| {
                usable
                    .iter()
                    .filter(|action| zone.as_ref().is_none_or(|zone| action.zone == *zone))
                    .filter(|action| action.name.eq_ignore_ascii_case(name))
                    .min_by_key(|action| (action.ext.is_empty(), !action.default))
                    .copied()
            })
        })
    }
}

impl Action {
    /// Whether it is for files with the extension, given in small letters.
    fn opens(&self, ext: &str) -> bool {
        if self.ext.is_empty() {
            mime_types(ext)
                .iter()
                .any(|mime| self.app.eq_ignore_ascii_case(mime))
        } else {
            self.ext == ext
        }
    }

    fn is_supported(&self, supports: &[&str]) -> bool {
        self.requires
            .iter()
            .all(|need| supports.iter().any(|have| need.eq_ignore_ascii_case(have)))
    }
}

/// The MIME types by which clients group actions for an extension.
fn mime_types(ext: &str) -> &'static [&'static str] {
    match ext {
        "docx" => &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        "xlsx" => &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        "pptx" => &["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
        "odt" => &["application/vnd.oasis.opendocument.text"],
        "ods" => &["application/vnd.oasis.opendocument.spreadsheet"],
        "odp" => &["application/vnd.oasis.opendocument.presentation"],
        "doc" => &["application/msword"],
        "xls" => &["application/vnd.ms-excel"],
        "ppt" => &["application/vnd.ms-powerpoint"],
        "pdf" => &["application/pdf"],
        "txt" => &["text/plain"],
        "csv" => &["text/csv"],
        "rtf" => &["application/rtf", "text/rtf"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(zone: &str, app: &str, name: &str, ext: &str, requires: &str) -> Action {
        Action {
            zone: zone.to_owned(),
            app: app.to_owned(),
            name: name.to_owned(),
            ext: ext.to_owned(),
            urlsrc: format!("https://{zone}/{name}/{ext}"),
            requires: requires.split_terminator(',').map(str::to_owned).collect(),
            targetext: None,
            default: false,
            favicon: None,
        }
    }

    fn chosen(
        discovery: &Discovery,
        secure: bool,
        ext: &str,
        names: &[&str],
        supports: &[&str],
    ) -> Option<String> {
        let action = discovery.action(secure, ext, names, supports)?;
        Some(format!("{} {} {}", action.zone, action.app, action.name))
    }

    #[test]
    fn the_action_is_chosen_by_zone_name_and_demands() {
        let discovery = Discovery {
            actions: vec![
                action("internal-http", "Word", "view", "docx", ""),
                action("internal-https", "Word", "view", "docx", ""),
                action("internal-https", "Word", "embedview", "docx", ""),
                action("external-http", "Word", "view", "docx", ""),
                action("external-https", "Word", "view", "docx", ""),
                action("external-https", "Word", "edit", "docx", "locks,update"),
                action("external-https", "Word", "mobileView", "docx", ""),
                action("odd", "Excel", "view", "xlsx", ""),
            ],
            proof: None,
        };
        let both: &[&str] = &["Locks", "update", "rename"];
        for (secure, ext, names, supports, expected) in [
            (
                true,
                "docx",
                &["edit", "view"][..],
                both,
                Some("external-https Word edit"),
            ),
            (
                true,
                ".DOCX",
                &["view", "edit"],
                both,
                Some("external-https Word view"),
            ),
            (
                true,
                "docx",
                &["edit", "view"],
                &["locks"],
                Some("external-https Word view"),
            ),
            (true, "docx", &["edit"], &["locks"], None),
            (
                true,
                "docx",
                &["mobileview"],
                &[],
                Some("external-https Word mobileView"),
            ),
            (
                true,
                "docx",
                &["embedview"],
                &[],
                Some("internal-https Word embedview"),
            ),
            // The zone counts more than the order of the names.
            (
                true,
                "docx",
                &["embedview", "view"],
                &[],
                Some("external-https Word view"),
            ),
            (
                false,
                "docx",
                &["view"],
                &[],
                Some("external-http Word view"),
            ),
            (
                false,
                "docx",
                &["edit"],
                both,
                Some("external-https Word edit"),
            ),
            (true, "xlsx", &["view"], &[], Some("odd Excel view")),
            (true, "docx", &[], both, None),
            (true, "pptx", &["view"], both, None),
            (true, "", &["view"], both, None),
        ] {
            assert_eq!(
                chosen(&discovery, secure, ext, names, supports).as_deref(),
                expected,
                "{secure} {ext} {names:?} {supports:?}"
            );
        }
    }

    #[test]
    fn mime_types_stand_for_extensions() {
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let mut discovery = Discovery {
            actions: vec![
                action("external-https", docx, "edit", "", ""),
                action("external-https", "Text/RTF", "view", "", ""),
                action("external-https", "Capabilities", "getinfo", "", ""),
            ],
            proof: None,
        };
        for (ext, name, expected) in [
            ("docx", "edit", Some(format!("external-https {docx} edit"))),
            (
                "rtf",
                "view",
                Some("external-https Text/RTF view".to_owned()),
            ),
            ("doc", "edit", None),
            ("", "getinfo", None),
            ("Capabilities", "getinfo", None),
        ] {
            assert_eq!(
                chosen(&discovery, true, ext, &[name], &[]),
                expected,
                "{ext}"
            );
        }
        let mut other = action("external-https", "Word", "edit", "docx", "");
        discovery.actions.push(other.clone());
        let word = discovery.action(true, "docx", &["edit"], &[]);
        assert_eq!(word, Some(&other), "the extension goes before the type");
        other.default = true;
        discovery.actions.push(other.clone());
        let word = discovery.action(true, "docx", &["edit"], &[]);
        assert_eq!(word, Some(&other), "the default goes before others");
    }
}
