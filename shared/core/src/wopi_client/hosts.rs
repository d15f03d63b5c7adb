//! Whose files are opened here: a form may name any address, and the service asks there.

use url::{Host, Url};

use crate::settings::Settings;

/// The hosts of `wopi_hosts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Reads a list with commas.
    pub(crate) fn parse(text: &str) -> Self {
        let names = text
            .split(',')
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty());
        Self(names.collect())
    }
}

/// Whether files of that WOPISrc are opened; answers whether it may be at a private address. `base` is how the caller reached
/// this service.
///
/// # Errors
/// In words.
pub(super) fn permit(settings: &Settings, src: &Url, base: &str) -> Result<bool, String> {
    let same = |other: &str| Url::parse(other).is_ok_and(|other| other.origin() == src.origin());
    if settings.public_url.as_deref().is_some_and(same) {
        return Ok(true);
    }
    let named = &settings.wopi.hosts.0;
    let host = src.host_str().unwrap_or_default().to_ascii_lowercase();
    let with_port = match src.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.clone(),
    };
    let is_name = matches!(src.host(), Some(Host::Domain(_)));
    for name in named {
        match name.strip_prefix('*') {
            Some("") => return Ok(settings.allow_private_ip),
            Some(tail) if is_name && tail.starts_with('.') && host.ends_with(tail) => {
                return Ok(settings.allow_private_ip);
            }
            None if *name == host || *name == with_port => return Ok(true),
            _ => {}
        }
    }
    // What the caller says of this service is not proof enough for a private address.
    if same(base) || (named.is_empty() && !settings.jwt.enabled) {
        return Ok(settings.allow_private_ip);
    }
    Err(format!(
        "this service opens no files of {host} (wopi_hosts)"
    ))
}
