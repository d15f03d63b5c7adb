//! A folder as an archive: its documents in the format that was asked for, its folders as folders.

use std::collections::HashSet;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::step::{Wanted, file_of};
use super::{Meta, TYPES, Type};
use crate::conversion::Told;
use crate::jobs::{Claim, Failure, FailureClass, Stop};
use crate::store::nodes::{self, Kind, Node};

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
        let format = format_for(meta, node.kind);
        let wanted = Wanted {
            meta,
            format: format.format,
            v: node.version,
            percent: (
                95.0 * index as f32 / count,
                95.0 * (index as f32 + 1.0) / count,
            ),
        };
        let path = free_path(folder, &node.name, format.extension, &mut used);
        let bytes = match file_of(claim, node, &wanted, warnings) {
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
        written = written.saturating_add(bytes.len());
        if written > limit {
            let reason =
                format!("the documents together have more than {limit} bytes (limit_output_bytes)");
            return Err(Stop::Failure(Failure::new(FailureClass::Limit, reason)));
        }
        // Most formats are packed already.
        let method = match format.format {
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
    let mut path = format!("{folder}{name}.{extension}");
    let mut number = 2;
    while !used.insert(path.to_lowercase()) {
        path = format!("{folder}{name} ({number}).{extension}");
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
    }
}
