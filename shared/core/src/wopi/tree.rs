//! Files, online documents and folders as WOPI names them.
//!
//! A folder's id is its own, or `root` for the top of the operator's files, or `root-<number>` for the top of what a user of
//! an app owns.

use super::error::WopiError;
use super::names;
use crate::store::nodes::anywhere::{self, NO_APP, Spot};
use crate::store::nodes::{Kind, Node, ROOT};
use crate::store::{Statements, StoreError, users};

/// The id of the top of the operator's files.
pub(crate) const TOP: &str = "root";

/// A file, a document or a folder that is there.
pub(crate) use crate::store::nodes::anywhere::Found as Entry;

impl Entry {
    /// What has that id, where it is there.
    pub(crate) fn find(on: &impl Statements, id: &str) -> Result<Option<Self>, StoreError> {
        anywhere::open(on, id)
    }

    pub(crate) fn is_folder(&self) -> bool {
        self.node.kind == Kind::Folder
    }

    /// Whether it is an online document, whose bytes are made of it.
    pub(crate) fn is_document(&self) -> bool {
        matches!(self.node.kind, Kind::Note | Kind::Sheet)
    }

    /// Its name with the extension of the format that it is.
    pub(crate) fn file_name(&self) -> String {
        file_name(&self.node)
    }

    /// Where it lies.
    pub(crate) fn spot(&self) -> Spot {
        Spot {
            app_id: self.app_id.clone(),
            parent: self.node.parent.clone(),
            owner: self.node.owner,
        }
    }

    /// The id of the folder that it lies in.
    pub(crate) fn folder_id(&self) -> String {
        if self.node.parent == ROOT {
            top_id(self.node.owner)
        } else {
            self.node.parent.clone()
        }
    }

    /// The folder that is the top for its owner.
    pub(crate) fn top(&self) -> Folder {
        Folder::top_of(&self.app_id, self.node.owner)
    }
}

/// The name of a node as a file.
pub(crate) fn file_name(node: &Node) -> String {
    match extension_of(node.kind) {
        Some(extension) => names::repair(&format!("{}{extension}", node.name)),
        None => node.name.clone(),
    }
}

/// The extension that an online document has as a file.
pub(crate) fn extension_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Note => Some(".docx"),
        Kind::Sheet => Some(".xlsx"),
        Kind::Folder | Kind::File => None,
    }
}

fn top_id(owner: i64) -> String {
    if owner == 0 {
        TOP.to_owned()
    } else {
        format!("{TOP}-{owner}")
    }
}

/// A folder, or a top.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub id: String,
    /// Where its children lie.
    pub spot: Spot,
    /// `None` for a top.
    pub node: Option<Node>,
}

impl Folder {
    fn top_of(app_id: &str, owner: i64) -> Self {
        Self {
            id: top_id(owner),
            spot: Spot {
                app_id: app_id.to_owned(),
                parent: ROOT.to_owned(),
                owner,
            },
            node: None,
        }
    }

    /// The folder of that id, where it is there.
    pub(crate) fn find(on: &impl Statements, id: &str) -> Result<Option<Self>, StoreError> {
        if id == TOP {
            return Ok(Some(Self::top_of(NO_APP, 0)));
        }
        if let Some(number) = id.strip_prefix("root-") {
            let Ok(owner) = number.parse::<i64>() else {
                return Ok(None);
            };
            let app = users::app_of(on, owner)?;
            return Ok(app.map(|app_id| Self::top_of(&app_id, owner)));
        }
        Ok(Entry::find(on, id)?
            .filter(Entry::is_folder)
            .map(Self::from))
    }

    /// What it is called; the top has no name.
    pub(crate) fn name(&self) -> &str {
        self.node.as_ref().map_or("", |node| node.name.as_str())
    }

    /// The folder that is the top for its owner.
    pub(crate) fn top(&self) -> Self {
        Self::top_of(&self.spot.app_id, self.spot.owner)
    }

    /// The folders above it, the top first.
    pub(crate) fn above(&self, on: &impl Statements) -> Result<Vec<Self>, StoreError> {
        match &self.node {
            None => Ok(Vec::new()),
            Some(node) => above(on, node, &self.spot.app_id),
        }
    }
}

impl From<Entry> for Folder {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.node.fid.clone(),
            spot: Spot {
                app_id: entry.app_id,
                parent: entry.node.fid.clone(),
                owner: entry.node.owner,
            },
            node: Some(entry.node),
        }
    }
}

/// The folders above a node, the top first.
pub(crate) fn above(
    on: &impl Statements,
    node: &Node,
    app_id: &str,
) -> Result<Vec<Folder>, StoreError> {
    let mut folders = vec![Folder::top_of(app_id, node.owner)];
    let nodes = anywhere::ancestors(on, node)?;
    folders.extend(nodes.into_iter().rev().map(|node| {
        Folder::from(Entry {
            node,
            app_id: app_id.to_owned(),
        })
    }));
    Ok(folders)
}

/// What lies at a spot under a file name, the latest first: a file of that name, or a document whose name has that extension
/// put to it.
pub(crate) fn files_named(
    on: &impl Statements,
    spot: &Spot,
    name: &str,
) -> Result<Vec<Node>, StoreError> {
    let mut found = anywhere::named(on, spot, name, &[Kind::File])?;
    let (stem, extension) = names::split(name);
    for kind in [Kind::Note, Kind::Sheet] {
        if extension_of(kind).is_some_and(|own| own.eq_ignore_ascii_case(extension)) {
            found.extend(anywhere::named(on, spot, stem, &[kind])?);
        }
    }
    Ok(found)
}

/// How many names are tried.
const TRIES: u32 = 10_000;

/// A name that nothing has there: the wanted one, or the first of ` (2)`, ` (3)`, ... that is free.
pub(crate) fn free_name(
    wanted: &str,
    is_taken: impl Fn(&str) -> Result<bool, StoreError>,
) -> Result<String, WopiError> {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while is_taken(&name)? {
        if number > TRIES {
            return Err(WopiError::Internal(format!(
                "there are more than {TRIES} files named like {wanted}"
            )));
        }
        name = names::numbered(wanted, number);
        number += 1;
    }
    Ok(name)
}

/// Whether a folder of that name lies there.
pub(crate) fn has_folder(
    on: &impl Statements,
    spot: &Spot,
    name: &str,
) -> Result<bool, StoreError> {
    Ok(!anywhere::named(on, spot, name, &[Kind::Folder])?.is_empty())
}
