//! The keys of a manifest that this host knows, level by level.

use anyhow::bail;
use toml::{Table, Value};

const COMPONENT_KEYS: &[&str] = &[
    "source",
    "description",
    "environment",
    "files",
    "allowed_outbound_hosts",
    "key_value_stores",
    "sqlite_databases",
    "variables",
    "build",
    "tool",
];

/// Walks the raw tables so that the message carries the path of the key, which serde's does not.
pub(super) fn refuse_others(root: &Table) -> anyhow::Result<()> {
    only(
        root,
        "",
        &[
            "spin_manifest_version",
            "application",
            "variables",
            "trigger",
            "component",
        ],
    )?;
    if let Some(application) = table(root, "application") {
        only(
            application,
            "application",
            &["name", "version", "description", "authors"],
        )?;
    }
    for (name, variable) in entries(root, "variables") {
        only(
            variable,
            &format!("variables.{name}"),
            &["default", "required", "secret"],
        )?;
    }
    if let Some(trigger) = table(root, "trigger") {
        only(trigger, "trigger", &["http"])?;
        let list = trigger.get("http").and_then(Value::as_array);
        for (index, entry) in list.into_iter().flatten().enumerate() {
            let Some(entry) = entry.as_table() else {
                continue;
            };
            let path = format!("trigger.http[{index}]");
            only(entry, &path, &["id", "route", "component"])?;
            if let Some(route) = table(entry, "route") {
                only(route, &format!("{path}.route"), &["private"])?;
            }
            if let Some(component) = table(entry, "component") {
                only(component, &format!("{path}.component"), &[])?;
            }
        }
    }
    for (id, component) in entries(root, "component") {
        let path = format!("component.{id}");
        only(component, &path, COMPONENT_KEYS)?;
        if let Some(source) = table(component, "source") {
            only(source, &format!("{path}.source"), &[])?;
        }
        if let Some(build) = table(component, "build") {
            only(
                build,
                &format!("{path}.build"),
                &["command", "workdir", "watch"],
            )?;
        }
        let files = component.get("files").and_then(Value::as_array);
        for (index, file) in files.into_iter().flatten().enumerate() {
            if let Some(file) = file.as_table() {
                only(
                    file,
                    &format!("{path}.files[{index}]"),
                    &["source", "destination"],
                )?;
            }
        }
    }
    Ok(())
}

fn table<'a>(parent: &'a Table, key: &str) -> Option<&'a Table> {
    parent.get(key).and_then(Value::as_table)
}

fn entries<'a>(parent: &'a Table, key: &str) -> impl Iterator<Item = (&'a String, &'a Table)> {
    table(parent, key)
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| value.as_table().map(|value| (name, value)))
}

/// Refuses every key of `table` that is not among `known`, by its path.
///
/// # Errors
/// `<path>.<key>: not implemented by this host`, with the keys it knows there.
pub(crate) fn only(table: &Table, path: &str, known: &[&str]) -> anyhow::Result<()> {
    let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let dot = if path.is_empty() { "" } else { "." };
    if known.is_empty() {
        bail!("{path}{dot}{key}: not implemented by this host");
    }
    bail!(
        "{path}{dot}{key}: not implemented by this host (it knows {})",
        known.join(", ")
    )
}
