//! The container: parts by their names and their relationships (ECMA-376 Part 2, 6.2 and 6.5).

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Limits};

use super::xml::Xml;
use crate::archive::Archive;

/// The parts of a file. Names of parts have no leading slash here and are found whatever their case.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    /// Entries by their names in lower case.
    entries: HashMap<String, String>,
    limits: Limits,
}

/// The relationships of one part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    list: Vec<Relation>,
    by_id: HashMap<String, usize>,
}

/// One relationship.
#[derive(Debug)]
pub(super) struct Relation {
    /// The last word of its type: `worksheet`, `image`. It is the same in transitional and strict files.
    pub(super) kind: String,
    /// The part that is meant, or the address outside of the file.
    pub(super) target: String,
    /// Whether the target is outside of the file.
    pub(super) external: bool,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ConvertError> {
        let archive = Archive::open(bytes, limits)?;
        let mut entries = HashMap::new();
        for name in archive.names() {
            let key = name.replace('\\', "/").to_lowercase();
            let key = key.trim_start_matches('/').to_owned();
            entries.entry(key).or_insert(name);
        }
        Ok(Self {
            archive,
            entries,
            limits: *limits,
        })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.entry(part).is_some()
    }

    fn entry(&self, part: &str) -> Option<String> {
        let key = part.to_lowercase();
        let found = self.entries.get(&key);
        found
            .or_else(|| self.entries.get(&percent_decoded(&key)?))
            .cloned()
    }

    /// Begins to read a part, and says how many bytes it will have; `None` when there is no such part.
    pub(super) fn xml(&mut self, part: &str) -> Result<Option<(Xml<'_>, u64)>, ConvertError> {
        let Some(entry) = self.entry(part) else {
            return Ok(None);
        };
        let depth = self.limits.depth;
        Ok(self.archive.reader(&entry)?.map(|reader| {
            let bytes = reader.likely_bytes();
            (Xml::new(reader, part, depth), bytes)
        }))
    }

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, ConvertError> {
        match self.entry(part) {
            Some(entry) => self.archive.read(&entry),
            None => Ok(None),
        }
    }

    /// The relationships of a part, or those of the whole file for an empty name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, ConvertError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let max = self.limits.cells.saturating_add(self.limits.entries);
        let mut relations = Relations::default();
        let Some((mut xml, _)) = self.xml(&name)? else {
            return Ok(relations);
        };
        while xml.child(0)?.is_some() {
            while let Some(tag) = xml.child(1)? {
                let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target")) else {
                    continue;
                };
                if relations.list.len() >= max {
                    return Err(ConvertError::limit(format!(
                        "{name} has more than {max} relationships"
                    )));
                }
                let external = tag
                    .get("TargetMode")
                    .is_some_and(|mode| mode.eq_ignore_ascii_case("External"));
                let kind = tag.get("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = if external {
                    target
                } else {
                    resolve(part, &target)
                };
                relations.by_id.entry(id).or_insert(relations.list.len());
                relations.list.push(Relation {
                    kind,
                    target,
                    external,
                });
            }
        }
        Ok(relations)
    }
}

impl Relations {
    /// The relationship of that identifier.
    pub(super) fn get(&self, id: &str) -> Option<&Relation> {
        self.list.get(*self.by_id.get(id)?)
    }

    /// The part inside the file that the first relationship of a kind means.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.list
            .iter()
            .find(|relation| !relation.external && relation.kind == kind)
            .map(|relation| relation.target.as_str())
    }

    /// The parts inside the file that relationships of a kind mean.
    pub(super) fn parts<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> + 'r {
        self.list
            .iter()
            .filter(move |relation| !relation.external && relation.kind == kind)
            .map(|relation| relation.target.as_str())
    }

    /// Whether there is one of a kind.
    pub(super) fn has(&self, kind: &str) -> bool {
        self.list.iter().any(|relation| relation.kind == kind)
    }
}

/// The part that a target means, seen from the part that refers to it.
fn resolve(source: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> = Vec::new();
    if !target.starts_with('/')
        && let Some((folder, _)) = source.rsplit_once('/')
    {
        segments.extend(folder.split('/'));
    }
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.join("/")
}

/// The text with `%20` and the like decoded, when that is UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        out.push((high * 16 + low) as u8);
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_source() {
        for (source, target, part) in [
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl/workbook.xml", "worksheets/a.xml", "xl/worksheets/a.xml"),
            ("xl/workbook.xml", "/x/./b.xml", "x/b.xml"),
            ("xl/a/b.xml", "..\\media\\1.png", "xl/media/1.png"),
            ("xl/a/b.xml", "../../../../c.xml#d", "c.xml"),
        ] {
            assert_eq!(resolve(source, target), part);
        }
        assert_eq!(percent_decoded("a%20b").as_deref(), Some("a b"));
        assert_eq!(percent_decoded("a%2"), None);
    }
}
