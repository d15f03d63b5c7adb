//! RenameFile: another name for a host's file, from within the editor.

use super::facts::Facts;
use super::host::Asker;
use super::recipient::Reached;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::settings::Settings;
use crate::store::Store;
use crate::store::hosted::{self, Visit};
use crate::store::participants::Participant;
use crate::wopi::utf7;

/// The visit that an editor came with.
pub(super) fn visit_of(store: &Store<'_>, me: &Participant) -> Result<Visit, Unhosted> {
    let Some(reached) = Reached::of(&me.callback) else {
        return Err(Unhosted::Request(
            "only who edits a WOPI host's file can ask the host for that".to_owned(),
        ));
    };
    hosted::visit(store, reached.visit)?.ok_or(Unhosted::Visit)
}

/// Gives the file that `me` edits another name, without extension; answers the name that it has then, with its extension.
pub(crate) fn rename(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (me, key): (&Participant, &str),
    name: &str,
) -> Result<String, Unhosted> {
    let mut visit = visit_of(store, me)?;
    let facts = Facts::from_row(&visit.facts);
    if !facts.renames {
        return Err(Unhosted::Refused(
            "the host does not let this user rename the file".to_owned(),
        ));
    }
    let extension = format!(".{}", facts.ext);
    let stem = name.trim();
    // Who types the extension too does not want it twice.
    let stem = match stem.len().checked_sub(extension.len()) {
        Some(at) if stem.is_char_boundary(at) => match stem.split_at(at) {
            (stem, tail) if tail.eq_ignore_ascii_case(&extension) => stem,
            _ => stem,
        },
        _ => stem,
    };
    if stem.is_empty() {
        return Err(Unhosted::Request("`name` is empty".to_owned()));
    }
    let lock = hosted::key(store, key)?
        .map(|held| held.lock)
        .unwrap_or_default();
    let wanted = utf7::encode(stem);
    let headers = [
        ("x-wopi-requestedname", wanted.as_str()),
        ("x-wopi-lock", lock.as_str()),
    ];
    let headers = headers.get(..1 + usize::from(facts.locks));
    let mut nothing = || {};
    let asker = Asker::new(app, settings, store, &mut nothing)?;
    let answer = asker.post(&visit, "RENAME_FILE", headers.unwrap_or_default())?;
    if answer.status != 200 {
        let said = answer.header("x-wopi-invalidfilenameerror");
        return Err(match answer.status {
            400 if !said.is_empty() => {
                Unhosted::Refused(format!("the name cannot be used: {said}"))
            }
            400 => Unhosted::Refused("the host does not take this name".to_owned()),
            _ => answer.failure("RenameFile"),
        });
    }
    let stem = answer.member("Name").unwrap_or_else(|| stem.to_owned());
    if facts.locks {
        // Some hosts count a name as a change; while the lock is held it is ours.
        let known = asker.facts(&visit, "")?;
        hosted::set_version(store, key, (&known.version, &known.modified))?;
    }
    let full = format!("{stem}{extension}");
    let facts = Facts {
        name: full.clone(),
        ..facts
    };
    visit.facts = facts.to_row();
    hosted::keep_visit(store, &visit, app.ports.clock.now_ms())?;
    Ok(full)
}
