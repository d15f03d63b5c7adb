//! From a book to a document.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, Inline, InlineKind, TextFormat};

use super::package::{self, resolved};
use crate::archive::Archive;
use crate::html::charset;
use crate::html::read::{Surroundings, read_into};

/// Reads a book.
pub(super) fn book(bytes: &[u8], job: &mut Job<'_>) -> Result<Document, ConvertError> {
    let mut archive = Archive::open(bytes, &job.limits)?;
    let encrypted = encrypted(&mut archive)?;
    let container = archive
        .read_text("META-INF/container.xml")?
        .ok_or_else(|| ConvertError::damaged("the book has no META-INF/container.xml"))?;
    let path = package::root_file(&container)
        .ok_or_else(|| ConvertError::damaged("META-INF/container.xml names no package document"))?;
    let text = archive.read_text(&path)?.ok_or_else(|| {
        ConvertError::damaged(format!("the book has no {path}, which it says it has"))
    })?;
    let package = package::read(&text, &path)?;
    if package.spine.is_empty() {
        return Err(ConvertError::damaged(format!("{path} lists no texts")));
    }
    if package.spine.iter().any(|entry| encrypted.contains(entry)) {
        return Err(ConvertError::password(
            "the book is encrypted (DRM); only the program of its seller can read it",
        ));
    }
    let mut document = Document::default();
    let mut texts = Vec::new();
    for entry in &package.spine {
        match archive.read(entry)? {
            Some(bytes) => texts.push((entry.clone(), charset::decode(&bytes, true, job))),
            None => job.warn(
                "text-missing",
                format!("the book has no {entry}, which it says it has"),
            ),
        }
    }
    let names: HashMap<&str, usize> = texts
        .iter()
        .enumerate()
        .map(|(at, (name, _))| (name.as_str(), at))
        .collect();
    let targets = targets(&texts, &names);
    let archive = RefCell::new(archive);
    for (at, (name, text)) in texts.iter().enumerate() {
        if at > 0 && !matches!(document.blocks.last(), None | Some(Block::PageBreak)) {
            document.blocks.push(Block::PageBreak);
        }
        // The whole text may be led to; so may places in it.
        let before = document.blocks.len();
        let mut within = Within {
            archive: &archive,
            name,
            at,
            names: &names,
            targets: &targets,
        };
        read_into(&mut document, text, job, Some(&mut within));
        if targets.contains(&(at, String::new())) {
            put_bookmark(&mut document, before, bookmark_name(at, ""));
        }
        (job.progress)(at as f32 / texts.len() as f32);
    }
    if let Some(Block::PageBreak) = document.blocks.last() {
        document.blocks.pop();
    }
    document.metadata = package.metadata;
    Ok(document)
}

/// A text among the others.
struct Within<'w, 'b> {
    archive: &'w RefCell<Archive<'b>>,
    name: &'w str,
    at: usize,
    names: &'w HashMap<&'w str, usize>,
    targets: &'w HashSet<(usize, String)>,
}

impl Surroundings for Within<'_, '_> {
    fn picture(&mut self, source: &str) -> Option<Vec<u8>> {
        if source.contains("://") {
            return None;
        }
        let entry = resolved(self.name, source);
        self.archive.borrow_mut().read(&entry).ok().flatten()
    }

    fn link(&self, href: &str) -> String {
        match target(href, self.name, self.at, self.names) {
            Some((text, id)) => format!("#{}", bookmark_name(text, &id)),
            None => href.to_owned(),
        }
    }

    fn bookmark(&self, id: &str) -> Option<String> {
        self.targets
            .contains(&(self.at, id.to_owned()))
            .then(|| bookmark_name(self.at, id))
    }
}

/// The names of places are those of their text alone: all texts together need others.
fn bookmark_name(text: usize, id: &str) -> String {
    if id.is_empty() {
        format!("text{text}")
    } else {
        format!("text{text}-{id}")
    }
}

/// The text and place that a link leads to; `None` when that is not in the book.
fn target(
    href: &str,
    name: &str,
    at: usize,
    names: &HashMap<&str, usize>,
) -> Option<(usize, String)> {
    let (path, id) = href.split_once('#').unwrap_or((href, ""));
    if path.contains("://") || path.starts_with("mailto:") {
        return None;
    }
    let text = if path.is_empty() {
        at
    } else {
        *names.get(resolved(name, path).as_str())?
    };
    Some((text, id.to_owned()))
}

/// Every place in the book that a link leads to.
fn targets(texts: &[(String, String)], names: &HashMap<&str, usize>) -> HashSet<(usize, String)> {
    let mut targets = HashSet::new();
    for (at, (name, text)) in texts.iter().enumerate() {
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("href=") {
            rest = after;
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let Some(quote) = quote else { continue };
            let Some((href, after)) = after.get(1..).and_then(|after| after.split_once(quote))
            else {
                break;
            };
            rest = after;
            if let Some(target) = target(&href.replace("&amp;", "&"), name, at, names) {
                targets.insert(target);
            }
        }
    }
    targets
}

/// Puts a bookmark into the first paragraph behind `before`.
fn put_bookmark(document: &mut Document, before: usize, name: String) {
    let bookmark = Inline::new(InlineKind::Bookmark(name), TextFormat::default());
    for block in document.blocks.iter_mut().skip(before) {
        if let Block::Paragraph(paragraph) = block {
            paragraph.inlines.insert(0, bookmark);
            return;
        }
    }
}

/// The entries that are encrypted; fonts that are only disguised do not count.
fn encrypted(archive: &mut Archive<'_>) -> Result<HashSet<String>, ConvertError> {
    let mut names = HashSet::new();
    let Some(text) = archive.read_text("META-INF/encryption.xml")? else {
        return Ok(names);
    };
    for part in text.split("CipherReference").skip(1) {
        let uri = part
            .split_once("URI=")
            .and_then(|(_, after)| after.get(1..))
            .and_then(|after| after.split(['"', '\'']).next());
        if let Some(uri) = uri {
            names.insert(resolved("", uri));
        }
    }
    Ok(names)
}
