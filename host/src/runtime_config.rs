//! `--runtime-config-file`: where labelled stores and databases lie, and which networks are closed.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;
use toml::Table;

use crate::manifest::only;
use crate::networks::{Network, is_private};

/// A checked runtime configuration. The label `default` needs no entry.
#[derive(Debug, Default)]
pub struct RuntimeConfig {
    /// File of each key-value label, except `default` where it has no entry.
    pub key_value_stores: BTreeMap<String, PathBuf>,
    /// File of each database label, except `default` where it has no entry.
    pub sqlite_databases: BTreeMap<String, PathBuf>,
    /// Addresses that components must not reach.
    pub blocked: BlockedNetworks,
}

/// `[outbound_networking] block_networks`.
#[derive(Debug, Default, Clone)]
pub struct BlockedNetworks {
    private: bool,
    networks: Vec<Network>,
}

impl BlockedNetworks {
    /// Whether a component must not connect to `address`.
    pub fn blocks(&self, address: IpAddr) -> bool {
        (self.private && is_private(address))
            || self
                .networks
                .iter()
                .any(|network| network.contains(address))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    key_value_store: BTreeMap<String, Entry>,
    #[serde(default)]
    sqlite_database: BTreeMap<String, Entry>,
    #[serde(default)]
    outbound_networking: Outbound,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "type")]
    _kind: String,
    path: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outbound {
    #[serde(default)]
    block_networks: Vec<String>,
}

impl RuntimeConfig {
    /// Reads the file at `path`. As in Spin, a relative path of a key-value store starts at the directory
    /// of the file, that of a database at the working directory.
    ///
    /// # Errors
    /// Unreadable, not TOML, or which key or type is not implemented.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the runtime configuration {}", path.display()))?;
        let dir = std::path::absolute(path)?
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default();
        Self::parse(&text, &dir, Path::new("")).with_context(|| format!("in {}", path.display()))
    }

    fn parse(text: &str, store_dir: &Path, database_dir: &Path) -> anyhow::Result<Self> {
        let table: Table = text.parse().context("not valid TOML")?;
        refuse_unknown(&table)?;
        let file: File = toml::Value::Table(table).try_into()?;
        let mut blocked = BlockedNetworks::default();
        for network in &file.outbound_networking.block_networks {
            if network == "private" {
                blocked.private = true;
            } else {
                blocked.networks.push(
                    Network::parse(network)
                        .context("outbound_networking.block_networks: networks, or \"private\"")?,
                );
            }
        }
        let place = |entries: BTreeMap<String, Entry>, dir: &Path| {
            entries
                .into_iter()
                .map(|(label, entry)| (label, dir.join(entry.path)))
                .collect()
        };
        Ok(Self {
            key_value_stores: place(file.key_value_store, store_dir),
            sqlite_databases: place(file.sqlite_database, database_dir),
            blocked,
        })
    }
}

fn refuse_unknown(table: &Table) -> anyhow::Result<()> {
    only(
        table,
        "",
        &["key_value_store", "sqlite_database", "outbound_networking"],
    )?;
    for section in ["key_value_store", "sqlite_database"] {
        let entries = table.get(section).and_then(toml::Value::as_table);
        for (label, entry) in entries.into_iter().flatten() {
            let Some(entry) = entry.as_table() else {
                continue;
            };
            match entry.get("type").and_then(toml::Value::as_str) {
                Some("spin") => only(entry, &format!("{section}.{label}"), &["type", "path"])?,
                Some(other) => bail!(
                    "{section}.{label}.type = {other:?}: not implemented by this host, only \"spin\""
                ),
                None => bail!("{section}.{label}: type = \"spin\" is missing"),
            }
        }
    }
    if let Some(outbound) = table
        .get("outbound_networking")
        .and_then(toml::Value::as_table)
    {
        only(outbound, "outbound_networking", &["block_networks"])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<RuntimeConfig> {
        RuntimeConfig::parse(text, Path::new("/stores"), Path::new("/databases"))
    }

    #[test]
    fn labels_and_networks() {
        let config = parse(
            r#"
[key_value_store.blobs]
type = "spin"
path = "blobs.db"
[sqlite_database.main]
type = "spin"
path = "main.db"
[outbound_networking]
block_networks = ["1.1.1.1/32", "private"]
"#,
        )
        .unwrap();
        assert_eq!(
            config.key_value_stores["blobs"],
            Path::new("/stores/blobs.db")
        );
        assert_eq!(
            config.sqlite_databases["main"],
            Path::new("/databases/main.db")
        );
        for (address, blocked) in [
            ("1.1.1.1", true),
            ("127.0.0.1", true),
            ("::1", true),
            ("8.8.8.8", false),
        ] {
            assert_eq!(config.blocked.blocks(address.parse().unwrap()), blocked);
        }
        assert!(
            !RuntimeConfig::default()
                .blocked
                .blocks([127, 0, 0, 1].into())
        );
    }

    #[test]
    fn what_is_not_implemented_is_named() {
        for (text, said) in [
            (
                "[sqlite_database.x]\ntype = \"libsql\"\nurl = \"u\"",
                "sqlite_database.x.type",
            ),
            (
                "[key_value_store.x]\ntype = \"spin\"\npath = \"p\"\nttl = 1",
                "key_value_store.x.ttl",
            ),
            ("[key_value_store.x]\npath = \"p\"", "type = \"spin\""),
            ("[[client_tls]]\nhosts = []", "client_tls"),
            (
                "[outbound_networking]\nmax_total_connections = 1",
                "outbound_networking.max_total_connections",
            ),
            (
                "[outbound_networking]\nblock_networks = [\"10.0.0.1\"]",
                "block_networks",
            ),
        ] {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert!(error.contains(said), "{error:?} lacks {said:?}");
        }
    }
}
