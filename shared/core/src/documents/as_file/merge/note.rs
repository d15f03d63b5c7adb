//! A save of a note.

use std::collections::{HashMap, HashSet};

use spindle_delta::{Delta, Document, Op};
use spindle_model::convert::Content;
use spindle_model::document::Media;

use super::{Files, author, commit, opened};
use crate::conversion::{Told, stop};
use crate::documents::draft::{Change, Draft, Pending, Queue};
use crate::documents::export::file::{MOST_PICTURES, bytes_of, picture_of};
use crate::documents::import::file::{self, Naming, failed};
use crate::documents::objects::named_in;
use crate::documents::{DocumentError, load};
use crate::error::Error;
use crate::jobs::{Claim, FailureClass, Stop};
use crate::store::nodes::{Kind, Node};
use crate::store::objects::{self, NewObject};
use crate::store::{BlobRef, StoreError, UNFINISHED_MS, contents, operations};

/// So many versions are caught up with while the database is held; more are read outside.
const MOST_WHILE_HELD: i64 = 64;

/// A save, read.
pub(super) struct Save<'m> {
    files: Files<'m>,
    content: Saved,
    /// The pictures of the file that are no objects, by the ids that they would have.
    pictures: HashMap<String, Media>,
    /// Those of them that lie in blobs by now.
    blobs: HashMap<String, BlobRef>,
}

/// What a save says.
enum Saved {
    /// What it always said.
    Nothing,
    /// A change to what it said before.
    Change { before: Document, change: Delta },
    /// All of it: what it was before is not known.
    Whole(Document),
}

impl<'m> Save<'m> {
    /// Reads the files.
    pub(super) fn read(
        claim: &Claim<'_, '_>,
        mut files: Files<'m>,
        node: &Node,
        warnings: &mut Vec<Told>,
    ) -> Result<Self, Stop> {
        let mut pictures = HashMap::new();
        let content = if files.same {
            Saved::Nothing
        } else {
            let mut naming = Naming::of(&files.merge.fid);
            know_pictures(claim, &files.merge.app_id, node, &mut naming)?;
            let before = std::mem::take(&mut files.before);
            let after = std::mem::take(&mut files.after);
            let before = match before {
                Some(bytes) => {
                    // Its warnings were told when it was saved itself.
                    let parts = (0.0, 40.0);
                    let (note, _) = read_note(claim, &bytes, &mut naming, parts, &mut Vec::new())?;
                    Some(note)
                }
                None => None,
            };
            let (after, found) = read_note(claim, &after, &mut naming, (40.0, 80.0), warnings)?;
            pictures.extend(
                found
                    .into_iter()
                    .map(|picture| (picture.object_id, picture.media)),
            );
            match before {
                None => Saved::Whole(after),
                Some(before) => {
                    let change = before.diff(&after).map_err(|error| stop(error.into()))?;
                    if change.is_empty() {
                        Saved::Nothing
                    } else {
                        Saved::Change { before, change }
                    }
                }
            }
        };
        Ok(Self {
            files,
            content,
            pictures,
            blobs: HashMap::new(),
        })
    }

    /// What the save is to do to a document.
    fn change(&self, document: &Document) -> Result<Option<Change>, Error> {
        Ok(match &self.content {
            Saved::Nothing => None,
            Saved::Whole(after) => {
                Some(Change::Become(after.clone())).filter(|_| after != document)
            }
            Saved::Change { before, change } => {
                let meanwhile = places_only(&before.diff(document)?);
                let mut change = meanwhile.transform(change, true);
                change.chop();
                let changes = !change.is_empty() && document.apply_ref(&change)? != *document;
                changes.then(|| {
                    Change::Operations(Queue {
                        pending: vec![Pending {
                            delta: change,
                            inflight: false,
                            mark: None,
                        }],
                        acknowledged: None,
                    })
                })
            }
        })
    }

    /// Brings it into the document and ends the job, all at once; answers whether the lease was still the worker's own,
    /// and `None` when so much was written meanwhile that it is to be tried again.
    pub(super) fn merge(
        &mut self,
        claim: &Claim<'_, '_>,
        result: &str,
    ) -> Result<Option<bool>, Stop> {
        let merge = self.files.merge;
        let fid = merge.fid.as_str();
        let limits = &claim.settings.iflydocs.limits;
        let node = merge.node(claim.store).map_err(stop)?;
        let document = load::note(claim.store, fid, node.version).map_err(stop)?;
        let mut work = match self.change(&document).map_err(stop)? {
            None => None,
            Some(change) => {
                // Nothing of it was sent before: no operation that is there is taken for it.
                let draft = Draft::new(document, node.version, change, 0);
                let made = draft.finish(&commit::state(&node), limits).map_err(stop)?;
                self.keep_pictures(claim, made.operations.iter().map(|made| made.body.as_str()))?;
                Some((draft, made))
            }
        };
        let outcome = claim.store.transaction(|transaction| {
            // Whose lease ran out changes nothing.
            if !claim.complete_in(transaction, result, &[])? {
                return Ok(false);
            }
            let now = merge.node(transaction)?;
            let mut v = now.version;
            if let Some((draft, made)) = &mut work {
                if v != draft.version {
                    // Nobody else can commit now.
                    if v - draft.version > MOST_WHILE_HELD {
                        return Err(DocumentError::Raced(1).into());
                    }
                    let missed = operations::between(transaction, fid, draft.version, v)?;
                    draft.follow(&missed)?;
                    *made = draft.finish(&commit::state(&now), limits)?;
                }
                if !made.operations.is_empty() {
                    let uid = author(transaction, merge)?;
                    commit::note(transaction, fid, uid, v, made, commit::As::Edits)?;
                    self.name_pictures(transaction, uid)?;
                    v = v.saturating_add(i64::try_from(made.operations.len()).unwrap_or(0));
                }
            }
            let shown = self.files.shows(now.version, v);
            contents::set_merged(transaction, fid, merge.version, shown)?;
            Ok(true)
        });
        match outcome {
            Ok(ours) => Ok(Some(ours)),
            Err(Error::Document(DocumentError::Raced(_))) => Ok(None),
            Err(error) => Err(stop(error)),
        }
    }

    /// Puts the pictures that operations name into blobs, where they are no objects yet.
    fn keep_pictures<'o>(
        &mut self,
        claim: &Claim<'_, '_>,
        operations: impl Iterator<Item = &'o str>,
    ) -> Result<(), Stop> {
        let named: HashSet<&str> = operations.flat_map(named_in).collect();
        let expires = claim.app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
        for object_id in named {
            let Some(media) = self.pictures.get(object_id) else {
                continue;
            };
            let known = self.blobs.contains_key(object_id)
                || objects::find(claim.store, &self.files.merge.app_id, object_id)?.is_some();
            if !known {
                let blob = claim.store.write_blob(&media.bytes, expires)?;
                self.blobs.insert(object_id.to_owned(), blob);
            }
        }
        Ok(())
    }

    /// Makes objects of those pictures.
    fn name_pictures(
        &self,
        transaction: &crate::store::Transaction<'_>,
        uid: i64,
    ) -> Result<(), StoreError> {
        let merge = self.files.merge;
        for (object_id, blob) in &self.blobs {
            let Some(media) = self.pictures.get(object_id) else {
                continue;
            };
            if objects::find(transaction, &merge.app_id, object_id)?.is_none() {
                objects::keep(
                    transaction,
                    &NewObject {
                        app_id: &merge.app_id,
                        object_id,
                        fid: &merge.fid,
                        uid,
                        blob,
                        content_type: &media.media_type,
                    },
                )?;
            }
        }
        Ok(())
    }
}

fn read_note(
    claim: &Claim<'_, '_>,
    bytes: &[u8],
    naming: &mut Naming<'_>,
    (from, to): (f32, f32),
    warnings: &mut Vec<Told>,
) -> Result<(Document, Vec<file::Picture>), Stop> {
    let middle = f32::midpoint(from, to);
    match opened(claim, Kind::Note, bytes, (from, middle), warnings)? {
        Content::Document(mut document) => {
            let pictures = naming.apply(&mut document);
            let note = file::note(claim, *document, (middle, to), warnings)?;
            Ok((note, pictures))
        }
        Content::Workbook(_) | Content::Presentation(_) => {
            let words = "it is no text document, and the document is one";
            Err(failed(FailureClass::Damaged, words))
        }
    }
}

/// Tells the pictures that the document has, so that they are known again in its files.
fn know_pictures(
    claim: &Claim<'_, '_>,
    app_id: &str,
    node: &Node,
    naming: &mut Naming<'_>,
) -> Result<(), Stop> {
    let json = load::note_json(claim.store, &node.fid, node.version).map_err(stop)?;
    let json = String::from_utf8_lossy(&json);
    let mut left = MOST_PICTURES;
    let mut seen = HashSet::new();
    for object_id in named_in(&json).filter(|id| id.starts_with("image/")) {
        if !seen.insert(object_id) {
            continue;
        }
        let Some(object) = picture_of(claim.store, app_id, &node.fid, object_id)? else {
            continue;
        };
        // More than that did not go into the file.
        if let Some(rest) = left.checked_sub(object.blob.length) {
            left = rest;
            naming.know(object_id, &bytes_of(claim.store, &object)?);
            claim.renew()?;
        }
    }
    Ok(())
}

/// What a change does to places, without what it does to attributes. What differs between the document and its file is
/// partly what others wrote and partly what the format cannot say just so; an attribute that the editor set counts against
/// both.
fn places_only(change: &Delta) -> Delta {
    change
        .ops()
        .iter()
        .map(|op| match op {
            Op::Retain(length, _) => Op::Retain(*length, ().into()),
            other => other.clone(),
        })
        .collect()
}
