//! Settings of the WOPI host.

use url::Url;

use super::load::{Reader, SettingsError, invalid};
use crate::wopi::{Client, Most};
use crate::wopi_client::Hosts;

/// Settings of the WOPI host.
#[derive(Debug, Clone)]
pub struct WopiSettings {
    /// The clients' discovery: of one client, or of all that have no own.
    discovery: Vec<(Option<Client>, String)>,
    /// Whether requests must be signed by the client.
    pub proof: Proof,
    /// Whose files are opened here.
    pub hosts: Hosts,
    /// The keys that requests to hosts are signed with.
    pub proof_key: ProofPem,
    /// How long a token is good, in seconds.
    pub token_s: i64,
    /// How many versions of a file are kept.
    pub keep_versions: i64,
    /// How long a refused save is kept, in seconds.
    pub keep_recovery_s: i64,
    /// How long deleted files lie in the bin, in seconds.
    pub keep_bin_s: i64,
    /// Bytes of one file.
    pub file_bytes: u64,
}

/// Private keys as PEM; empty: the deployment makes one.
#[derive(Clone)]
pub struct ProofPem(pub(crate) String);

impl std::fmt::Debug for ProofPem {
    /// Leaves the keys out.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ProofPem")
    }
}

/// Whether requests must be signed by the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Where its discovery has keys.
    Auto,
    /// Always.
    Required,
    /// Never.
    Off,
}

impl WopiSettings {
    pub(super) fn load(read: &Reader<'_>) -> Result<Self, SettingsError> {
        let proof = read.text("wopi_proof")?;
        Ok(Self {
            discovery: discovery(&read.text("wopi_discovery_url")?)?,
            proof: match proof.trim() {
                "auto" => Proof::Auto,
                "required" => Proof::Required,
                "off" => Proof::Off,
                _ => return Err(invalid("wopi_proof", &proof, "`auto`, `required` or `off`")),
            },
            hosts: Hosts::parse(&read.text("wopi_hosts")?),
            proof_key: ProofPem(read.text("wopi_proof_key")?),
            token_s: read.signed("wopi_token_s")?,
            keep_versions: read.signed("wopi_keep_versions")?,
            keep_recovery_s: read.signed("wopi_keep_recovery_s")?,
            keep_bin_s: read.signed("wopi_keep_bin_s")?,
            file_bytes: read.number("limit_file_bytes")?,
        })
    }

    /// Where a client says what it opens; `None`: it is this deployment's own editor.
    pub(crate) fn discovery_of(&self, client: Client) -> Option<&str> {
        if client == Client::Spindle {
            return None;
        }
        let own = self
            .discovery
            .iter()
            .find(|(whose, _)| *whose == Some(client));
        own.or_else(|| self.discovery.iter().find(|(whose, _)| whose.is_none()))
            .map(|(_, url)| url.as_str())
    }

    /// The limit of one file.
    pub(crate) fn most(&self) -> Most {
        Most {
            bytes: self.file_bytes,
            name: "limit_file_bytes",
        }
    }
}

fn discovery(text: &str) -> Result<Vec<(Option<Client>, String)>, SettingsError> {
    const NAME: &str = "wopi_discovery_url";
    let wanted = "an http or https URL, or a list of microsoft=URL, onlyoffice=URL and collabora=URL with commas between";
    let mut found = Vec::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        // A URL has `=` in its query only, after a slash.
        let (client, url) = match part.split_once('=') {
            Some((name, url)) if !name.contains('/') => {
                let client =
                    Client::by_name(name.trim()).ok_or_else(|| invalid(NAME, text, wanted))?;
                (Some(client), url.trim())
            }
            _ => (None, part),
        };
        let known = Url::parse(url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = known.ok_or_else(|| invalid(NAME, text, wanted))?;
        found.push((client, url.as_str().to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_url_is_for_all_and_a_list_for_each() {
        let one = discovery("http://docs/hosting/discovery?a=b").unwrap();
        assert_eq!(
            one,
            [(None, "http://docs/hosting/discovery?a=b".to_owned())]
        );
        let list = discovery("onlyoffice=https://a/d, collabora=https://b/d").unwrap();
        assert_eq!(
            list[0],
            (Some(Client::OnlyOffice), "https://a/d".to_owned())
        );
        assert_eq!(list[1], (Some(Client::Collabora), "https://b/d".to_owned()));
        assert_eq!(discovery(" ").unwrap(), []);
        assert!(discovery("ftp://a").is_err());
        assert!(discovery("word=https://a").is_err());
    }
}
