//! New files and folders: under a name that is suggested, or exactly that one.

use super::call::Call;
use super::error::WopiError;
use super::lock::{self, Wanted};
use super::permissions::Permissions;
use super::tree::{self, Entry};
use super::{merging, names};
use crate::store::contents::{self, Bytes, NewVersion};
use crate::store::nodes::anywhere::Spot;
use crate::store::nodes::{self, Kind, MOST_LEVELS, NewNode, Node, ROOT};
use crate::store::{Statements, Transaction};

/// How a new thing is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// So, or like it.
    Suggested(String),
    /// Exactly so.
    Exact {
        name: String,
        /// Whether one of that name is written over.
        overwrite: bool,
    },
}

impl Name {
    /// Reads the two headers of which one must be there; `current` is the file whose extension a suggestion may replace.
    pub(crate) fn read(
        call: &Call<'_, '_>,
        current: Option<&str>,
    ) -> Result<Option<Self>, WopiError> {
        let suggested = call.name("X-WOPI-SuggestedTarget")?;
        let exact = call.name("X-WOPI-RelativeTarget")?;
        match (suggested, exact) {
            (Some(suggested), None) => Ok(Some(Self::Suggested(match current {
                Some(current) => names::suggested(&suggested, current),
                None => names::repair(&suggested),
            }))),
            (None, Some(name)) => Ok(Some(Self::Exact {
                name,
                overwrite: call
                    .switch(&["X-WOPI-OverwriteRelativeTarget"])
                    .unwrap_or(false),
            })),
            (None, None) | (Some(_), Some(_)) => Ok(None),
        }
    }
}

/// The header of a name that cannot be used.
pub(crate) const FILE_NAME_ERROR: &str = "x-wopi-invalidfilenameerror";
/// The same for folders.
pub(crate) const FOLDER_NAME_ERROR: &str = "x-wopi-invalidcontainernameerror";

fn check(name: &str, header: &'static str) -> Result<(), WopiError> {
    names::check(name).map_err(|error| WopiError::Name {
        header,
        reason: error.to_string(),
        instead: Some(names::repair(name)),
    })
}

/// What is made, or written over.
pub(crate) enum Slot {
    /// Something new of that name.
    New(String),
    /// What is there.
    Over(Node),
}

/// Finds out what a file of that name would be at a spot.
pub(crate) fn slot(
    on: &impl Statements,
    spot: &Spot,
    wanted: &Name,
    now: i64,
    permissions: Permissions,
) -> Result<Slot, WopiError> {
    let is_taken = |name: &str| Ok(!tree::files_named(on, spot, name)?.is_empty());
    match wanted {
        Name::Suggested(name) => Ok(Slot::New(tree::free_name(name, is_taken)?)),
        Name::Exact { name, overwrite } => {
            check(name, FILE_NAME_ERROR)?;
            let Some(there) = tree::files_named(on, spot, name)?.into_iter().next() else {
                return Ok(Slot::New(name.clone()));
            };
            if !overwrite {
                return Err(WopiError::Conflict {
                    reason: format!("there is a file {name} already"),
                    instead: Some(tree::free_name(name, is_taken)?),
                });
            }
            if !permissions.has(Permissions::WRITE) {
                let words = "the user may make files and not write over others";
                return Err(WopiError::NotAllowed(words.to_owned()));
            }
            if let Some(head) = contents::head(on, &there.fid)? {
                lock::check(&head, Wanted::Replace, now)?;
            }
            Ok(Slot::Over(there))
        }
    }
}

/// A file that was made or written over.
pub(crate) struct Made {
    pub fid: String,
    pub name: String,
    /// A job that brings its content into the online document that it is.
    pub merge: Option<String>,
}

/// Makes a file with these bytes, or writes them over the one that is there.
pub(crate) fn file(
    transaction: &Transaction<'_>,
    call: &Call<'_, '_>,
    spot: &Spot,
    wanted: &Name,
    bytes: &Bytes,
) -> Result<Made, WopiError> {
    let now = transaction.now_ms();
    let new = NewVersion {
        bytes,
        author: &call.grant.user,
        autosave: false,
        session: 0,
        merged: None,
        keep: call.settings.wopi.keep_versions,
        uid: spot.owner,
    };
    match slot(transaction, spot, wanted, now, call.grant.permissions)? {
        Slot::New(name) => {
            let fid = node(transaction, spot, Kind::File, &name)?;
            contents::begin(transaction, &fid, &new)?;
            Ok(Made {
                fid,
                name,
                merge: None,
            })
        }
        Slot::Over(there) => {
            let entry = Entry {
                node: there,
                app_id: spot.app_id.clone(),
            };
            let fid = entry.node.fid.clone();
            let after = match contents::head(transaction, &fid)? {
                Some(head) => contents::append(transaction, &fid, &head, &new)?,
                None => contents::begin(transaction, &fid, &new)?,
            };
            Ok(Made {
                merge: merging::enqueue(transaction, call, &entry, after.version)?,
                name: entry.file_name(),
                fid,
            })
        }
    }
}

/// Makes a folder and answers its id and name.
pub(crate) fn folder(
    transaction: &Transaction<'_>,
    spot: &Spot,
    wanted: &Name,
) -> Result<(String, String), WopiError> {
    let is_taken = |name: &str| tree::has_folder(transaction, spot, name);
    let name = match wanted {
        Name::Suggested(name) => tree::free_name(name, is_taken)?,
        Name::Exact { name, .. } => {
            check(name, FOLDER_NAME_ERROR)?;
            if is_taken(name)? {
                return Err(WopiError::Conflict {
                    reason: format!("there is a folder {name} already"),
                    instead: Some(tree::free_name(name, is_taken)?),
                });
            }
            name.clone()
        }
    };
    if spot.parent != ROOT && nodes::depth(transaction, &spot.parent)? >= MOST_LEVELS {
        let words = format!("folders lie at most {MOST_LEVELS} deep");
        return Err(WopiError::NotAllowed(words));
    }
    let fid = node(transaction, spot, Kind::Folder, &name)?;
    Ok((fid, name))
}

/// Makes the node of a file or folder.
pub(crate) fn node(
    transaction: &Transaction<'_>,
    spot: &Spot,
    kind: Kind,
    name: &str,
) -> Result<String, WopiError> {
    let new = NewNode {
        app_id: &spot.app_id,
        parent: &spot.parent,
        kind,
        space: 1,
        name,
        title_set: true,
        creator: spot.owner,
        owner: spot.owner,
    };
    Ok(nodes::insert(transaction, &new, transaction.now_ms())?)
}
