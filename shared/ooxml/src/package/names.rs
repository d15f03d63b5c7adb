//! Part names and the targets of relationships (ECMA-376 part 2, 6.2.2 and 6.5).

use crate::error::OoxmlError;

/// The part name of an archive entry; `None` for folders.
///
/// # Errors
/// Names that point outside of the package are refused.
pub(super) fn part_name(entry: &str) -> Result<Option<String>, OoxmlError> {
    let name = entry.replace('\\', "/");
    let outside = name.starts_with('/') && name.get(1..).is_some_and(|rest| rest.starts_with('/'))
        || name
            .split('/')
            .any(|segment| segment == ".." || segment == ".")
        || name
            .split('/')
            .next()
            .is_some_and(|first| first.ends_with(':'))
        || name.contains('\0');
    if outside {
        return Err(OoxmlError::Name(format!(
            "\"{}\" points outside of the package",
            entry.escape_debug()
        )));
    }
    if name.is_empty() || name.ends_with('/') {
        return Ok(None);
    }
    Ok(Some(if name.starts_with('/') {
        name
    } else {
        format!("/{name}")
    }))
}

/// The key under which a part is found: part names are equal without regard to ASCII case.
pub(super) fn key(name: &str) -> String {
    let mut key = name.to_ascii_lowercase();
    if !key.starts_with('/') {
        key.insert(0, '/');
    }
    key
}

/// The lower-case extension of a part name.
pub(super) fn extension(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?;
    file.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
}

/// Where the relationships of a part are kept; the package itself is "/".
pub(super) fn relationships_part(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("/_rels/{source}.rels"),
    }
}

/// The part whose relationships a part keeps, when it does.
pub(super) fn source_of_relationships(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/')?;
    let end = file.len().checked_sub(5)?;
    let (stem, extension) = (file.get(..end)?, file.get(end..)?);
    let parent = folder.get(..folder.len().checked_sub(6)?)?;
    (extension.eq_ignore_ascii_case(".rels")
        && folder
            .get(parent.len()..)
            .is_some_and(|last| last.eq_ignore_ascii_case("/_rels")))
    .then(|| format!("{parent}/{stem}"))
}

/// The part name that a target means, seen from the part that refers to it. Fragments are cut off.
pub(super) fn resolve(source: &str, target: &str) -> String {
    let target = target
        .split('#')
        .next()
        .unwrap_or_default()
        .replace('\\', "/");
    let mut segments: Vec<&str> = Vec::new();
    if !target.starts_with('/')
        && let Some((folder, _)) = source.rsplit_once('/')
    {
        segments.extend(folder.split('/').filter(|segment| !segment.is_empty()));
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
    format!("/{}", segments.join("/"))
}

/// A target that means `part`, written relative to the part that refers to it.
pub(super) fn relative(source: &str, part: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from: Vec<&str> = folder
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let to: Vec<&str> = part
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let common = from
        .iter()
        .zip(&to)
        .take_while(|(a, b)| a == b)
        .count()
        .min(to.len().saturating_sub(1));
    let mut out: Vec<&str> = from.iter().skip(common).map(|_| "..").collect();
    out.extend(to.iter().skip(common));
    out.join("/")
}

/// The text with `%20` and the like decoded, when that is UTF-8.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
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
