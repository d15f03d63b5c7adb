//! The kinds of clients. Each is told of a file what it understands.

use serde::{Deserialize, Serialize};

/// A kind of client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Client {
    /// Microsoft 365 for the web, and Microsoft's conformance suite.
    Microsoft,
    /// ONLYOFFICE Docs.
    OnlyOffice,
    /// Collabora Online.
    Collabora,
    /// This deployment's own editor.
    Spindle,
}

/// All of them by name.
pub(crate) const CLIENTS: &[(&str, Client)] = &[
    ("microsoft", Client::Microsoft),
    ("onlyoffice", Client::OnlyOffice),
    ("collabora", Client::Collabora),
    ("spindle", Client::Spindle),
];

impl Client {
    /// The client of that name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        CLIENTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, client)| *client)
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Microsoft => "microsoft",
            Self::OnlyOffice => "onlyoffice",
            Self::Collabora => "collabora",
            Self::Spindle => "spindle",
        }
    }
}
