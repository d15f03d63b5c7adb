//! What a running script reaches.

use std::fmt::Display;
use std::time::Duration;

use spindle_model::script::{Conversion, ScriptWorld};

use crate::app::App;
use crate::fetch::{self, Download};
use crate::jobs::Claim;
use crate::neighbours::{self, Exchange};
use crate::ports::Level;
use crate::router::CONVERSION;
use crate::settings::Settings;
use crate::store::{BlobRef, Store, StoreError, UNFINISHED_MS};

/// The component that writes other formats than the editors of scripts do.
const CONVERTER: &str = "converter";
/// How many lines of a script's output are logged.
const LOGGED_LINES: usize = 100;
/// How many characters of each.
const LOGGED_CHARACTERS: usize = 500;

/// The world of one run.
pub(super) struct World<'w, 'a> {
    app: &'w App<'a>,
    settings: &'w Settings,
    store: &'w Store<'a>,
    key: &'w str,
    authenticated: bool,
    deadline_ms: i64,
    saved: Vec<(String, BlobRef)>,
    lines: usize,
    store_error: Option<StoreError>,
}

impl<'w, 'a> World<'w, 'a> {
    pub(super) fn new(claim: &'w Claim<'w, 'a>, authenticated: bool) -> Self {
        let mut world = Self {
            app: claim.app,
            settings: claim.settings,
            store: claim.store,
            key: claim.key,
            authenticated,
            deadline_ms: 0,
            saved: Vec::new(),
            lines: 0,
            store_error: None,
        };
        world.start_clock();
        world
    }

    /// From now on the script's time runs, and with it that of its downloads.
    pub(super) fn start_clock(&mut self) {
        let time = i64::try_from(self.settings.script.time.as_millis()).unwrap_or(i64::MAX);
        self.deadline_ms = self.app.ports.clock.now_ms().saturating_add(time);
    }

    /// The saved files, in the order in which their names first came up.
    pub(super) fn saved(&self) -> &[(String, BlobRef)] {
        &self.saved
    }

    /// The store's trouble that made a save fail, if any.
    pub(super) fn take_store_error(&mut self) -> Option<StoreError> {
        self.store_error.take()
    }

    /// Gives the saved files' bytes back. What cannot be removed now is swept away later.
    pub(super) fn release(&mut self) {
        for (_, blob) in self.saved.drain(..) {
            let _ = self.store.remove_blob(&blob.id);
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<BlobRef, String> {
        let expires = self.app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
        self.store.write_blob(bytes, expires).map_err(|error| {
            let reason = error.to_string();
            self.store_error = Some(error);
            reason
        })
    }
}

/// Only the base name of what a script says counts, and it must be one that a link and a file system can bear.
fn base_name(name: &str) -> Result<&str, String> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if base.is_empty() || base == "." || base == ".." {
        return Err(format!("`{name}` is not a file name"));
    }
    if base.len() > 255 {
        return Err("the file name is longer than 255 bytes".to_owned());
    }
    if base.chars().any(char::is_control) {
        return Err("the file name has control characters".to_owned());
    }
    Ok(base)
}

fn exceeds(what: impl Display, limit: impl Display, variable: &str) -> String {
    format!("{what}, more than {limit} ({variable})")
}

impl ScriptWorld for World<'_, '_> {
    fn fetch(&mut self, url: &str, limit: usize) -> Result<Vec<u8>, String> {
        let now = self.app.ports.clock.now_ms();
        let most = i64::try_from(self.settings.download.time.as_millis()).unwrap_or(i64::MAX);
        let wanted = Download {
            url,
            limit: (limit as u64).min(self.settings.download.bytes),
            deadline_ms: now.saturating_add(most).min(self.deadline_ms),
            allow_private: self.settings.allow_private_ip,
            vouched: self.authenticated,
            // The token is for the URL that the request named. Hosts that a script names get none.
            headers: Vec::new(),
        };
        fetch::download(&self.app.ports, &wanted).map_err(|error| error.to_string())
    }

    fn save(&mut self, name: &str, _format: &str, bytes: Vec<u8>) -> Result<(), String> {
        let limits = &self.settings.script;
        let name = base_name(name)?.to_owned();
        if bytes.len() > limits.output_bytes {
            let what = format!("`{name}` has {} bytes", bytes.len());
            return Err(exceeds(what, limits.output_bytes, "limit_output_bytes"));
        }
        let known = self.saved.iter().position(|(saved, _)| *saved == name);
        if known.is_none() && self.saved.len() >= limits.output_files {
            let what = format!("`{name}` is file number {}", self.saved.len() + 1);
            return Err(exceeds(what, limits.output_files, "limit_output_files"));
        }
        let blob = self.keep(&bytes)?;
        match known.and_then(|index| self.saved.get_mut(index)) {
            Some((_, place)) => {
                let replaced = std::mem::replace(place, blob);
                // What cannot be removed now is swept away later.
                let _ = self.store.remove_blob(&replaced.id);
            }
            None => self.saved.push((name, blob)),
        }
        Ok(())
    }

    fn convert(&mut self, wanted: &Conversion<'_>, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let left = self
            .deadline_ms
            .saturating_sub(self.app.ports.clock.now_ms());
        let timeout = match u64::try_from(left) {
            Ok(left) if left > 0 => Duration::from_millis(left),
            _ => return Err("the script's time is up".to_owned()),
        };
        let limit = self.settings.script.output_bytes;
        let delimiter = wanted.delimiter.map(String::from);
        let query: Vec<(&str, &str)> = [("from", wanted.from), ("to", wanted.to)]
            .into_iter()
            .chain(
                delimiter
                    .as_deref()
                    .map(|delimiter| ("delimiter", delimiter)),
            )
            .collect();
        let (status, bytes) = neighbours::exchange_at(
            self.app,
            self.settings,
            (CONVERTER, CONVERSION, &query),
            Exchange {
                bytes,
                limit,
                timeout,
            },
        )?;
        if !status.is_success() {
            return Err(String::from_utf8_lossy(&bytes).into_owned());
        }
        if bytes.len() > limit {
            return Err(exceeds(
                format!("the {} is too large", wanted.to),
                limit,
                "limit_output_bytes",
            ));
        }
        Ok(bytes)
    }

    fn log(&mut self, line: &str) {
        self.lines += 1;
        if self.lines > LOGGED_LINES {
            return;
        }
        // Line breaks would let a script write lines of its own into the log.
        let shown: String = line
            .chars()
            .take(LOGGED_CHARACTERS)
            .flat_map(char::escape_debug)
            .collect();
        let line = format!("docbuilder job {} says: {shown}", self.key);
        self.app.ports.log.line(Level::Info, &line);
    }
}
