//! A folder as an archive: its documents in the format that was asked for, its files as they are, its folders as folders.

use std::collections::HashSet;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::file::{self, Wanted};
use super::{Meta, TYPES, Type};
use crate::conversion::Told;
use crate::jobs::{Claim, Failure, FailureClass, Stop};
use crate::store::nodes::{self, Kind, Node};
use crate::store::{StoreError, contents};

/// Documents of one archive at most.
const MOST_DOCUMENTS: usize = 1000;
/// Children that are read at a time.
const PAGE: i64 = 100;

/// Everything in the folder that the user sees.
pub(super) fn archive(
    claim: &Claim<'_, '_>,
    meta: &Meta,
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let documents = documents_below(claim, meta)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let limit = claim.settings.convert.limits.output_bytes;
    let mut written = 0_usize;
    let mut used = HashSet::new();
    let count = documents.len().max(1) as f32;
    for (index, (folder, node)) in documents.iter().enumerate() {
        let percent = (
            95.0 * index as f32 / count,
            95.0 * (index as f32 + 1.0) / count,
        );
        let format = format_for(meta, node.kind);
        let (name, extension) = match (node.kind, node.name.rsplit_once('.')) {
            (Kind::File, Some((name, extension))) => (name, extension),
            (Kind::File, None) => (node.name.as_str(), ""),
            _ => (node.name.as_str(), format.extension),
        };
        let path = free_path(folder, name, extension, &mut used);
        let left = limit.saturating_sub(written);
        let bytes = if node.kind == Kind::File {
            as_it_is(claim, node, left).inspect(|_| claim.progress(percent.1))
        } else {
            let wanted = Wanted {
                app_id: &meta.app_id,
                comments: meta.with_annotation,
                format: format.format,
                v: node.version,
                percent,
            };
            file::written(claim, node, &wanted, warnings)
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            // One document that cannot be written does not keep the others back.
            Err(Stop::Failure(failure)) => {
                warnings.push(Told {
                    code: "document-left-out".to_owned(),
                    message: format!("{path}: {}", failure.message),
                });
                continue;
            }
            Err(stop) => return Err(stop),
        };
        if bytes.len() > left {
            let reason =
                format!("the documents together have more than {limit} bytes (limit_output_bytes)");
            return Err(Stop::Failure(Failure::new(FailureClass::Limit, reason)));
        }
        written = written.saturating_add(bytes.len());
        // Most formats are packed already.
        let method = match extension.to_ascii_lowercase().as_str() {
            "html" | "md" | "txt" | "csv" | "json" | "rtf" => CompressionMethod::Deflated,
            _ => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(path, options)
            .map_err(std::io::Error::other)
            .and_then(|()| zip.write_all(&bytes))
            .map_err(|error| cannot(&error))?;
    }
    let archive = zip
        .finish()
        .map_err(|error| cannot(&std::io::Error::other(error)))?;
    Ok(archive.into_inner())
}

/// The bytes of a file, if there is room for them.
fn as_it_is(claim: &Claim<'_, '_>, node: &Node, room: usize) -> Result<Vec<u8>, Stop> {
    let left_out = |class, reason: String| Stop::Failure(Failure::new(class, reason));
    let (head, bytes) = contents::current(claim.store, &node.fid)?
        .ok_or_else(|| left_out(FailureClass::Gone, "it has no content".to_owned()))?;
    if usize::try_from(head.length).map_or(true, |length| length > room) {
        let words = format!(
            "it has {} bytes, and the archive has room for {room} (limit_output_bytes)",
            head.length
        );
        return Err(left_out(FailureClass::Limit, words));
    }
    let mut all = Vec::new();
    claim
        .store
        .read_bytes(bytes, 0, head.length)
        .read_to_end(&mut all)
        .map_err(|error| StoreError::Damaged {
            what: "file",
            reason: error.to_string(),
        })?;
    Ok(all)
}

fn cannot(error: &std::io::Error) -> Stop {
    let reason = format!("the archive cannot be written: {error}");
    Stop::Failure(Failure::new(FailureClass::Limit, reason))
}

/// The documents below the folder with the paths of their folders. Roles hold for all that lies in a folder unless a nearer
/// one says otherwise, so each is looked at as the user sees it.
fn documents_below(claim: &Claim<'_, '_>, meta: &Meta) -> Result<Vec<(String, Node)>, Stop> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), meta.fid.clone())];
    while let Some((path, parent)) = open.pop() {
        let mut after = String::new();
        loop {
            let page = nodes::children(claim.store, &meta.app_id, &parent, meta.uid, &after, PAGE)?;
            let Some(last) = page.last() else {
                break;
            };
            after.clone_from(&last.fid);
            for node in page {
                let may = nodes::see(claim.store, &meta.app_id, &node.fid, meta.uid)?
                    .is_some_and(|seen| seen.role.may(crate::documents::Permission::Export));
                if !may {
                    continue;
                }
                if node.kind == Kind::Folder {
                    open.push((format!("{path}{}/", clean(&node.name)), node.fid));
                } else {
                    found.push((path.clone(), node));
                }
                if found.len() > MOST_DOCUMENTS {
                    let reason = format!("the folder has more than {MOST_DOCUMENTS} documents");
                    return Err(Stop::Failure(Failure::new(FailureClass::Limit, reason)));
                }
            }
        }
    }
    Ok(found)
}

/// What was asked for, where it fits the document; else what fits it best.
fn format_for(meta: &Meta, kind: Kind) -> &'static Type {
    let other = if kind == Kind::Sheet { "xlsx" } else { "docx" };
    let named = |name: &str| {
        TYPES
            .iter()
            .find(|row| row.format == name && row.takes(kind))
    };
    static DOCX: Type = super::row(
        crate::settings::Term::ExportDocx,
        "docx",
        "docx",
        true,
        false,
    );
    named(&meta.format)
        .or_else(|| named(other))
        .unwrap_or(&DOCX)
}

/// A name that file systems can bear.
fn clean(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other if other.is_control() => '_',
            other => other,
        })
        .collect();
    match clean.trim_matches(['.', ' ']) {
        "" => "_".to_owned(),
        clean => clean.to_owned(),
    }
}

/// A path that no other file of the archive has, whatever its case.
fn free_path(folder: &str, name: &str, extension: &str, used: &mut HashSet<String>) -> String {
    let name = clean(name);
    let extension = match extension {
        "" => String::new(),
        extension => format!(".{}", clean(extension)),
    };
    let mut path = format!("{folder}{name}{extension}");
    let mut number = 2;
    while !used.insert(path.to_lowercase()) {
        path = format!("{folder}{name} ({number}){extension}");
        number += 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_safe_and_different() {
        let mut used = HashSet::new();
        assert_eq!(free_path("", "a/b", "md", &mut used), "a_b.md");
        assert_eq!(free_path("", "A_b", "md", &mut used), "A_b (2).md");
        assert_eq!(free_path("x/", "..", "md", &mut used), "x/_.md");
        assert_eq!(free_path("", "README", "", &mut used), "README");
        assert_eq!(free_path("", "a", "m/d", &mut used), "a.m_d");
    }
}
