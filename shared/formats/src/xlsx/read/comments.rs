//! Comments: those of old (ECMA-376 Part 1, 18.7) and threaded ones (MS-XLSX 2.6.205).

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{CellComment, Sheet};
use spindle_ooxml::sheet::reference::CellPos;
use spindle_ooxml::sheet::text::unescaped;

use super::package::{Package, Relations};
use super::{Shared, strings};

/// Reads the names of people that threaded comments refer to.
pub(super) fn people(
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<HashMap<String, String>, ConvertError> {
    let mut people = HashMap::new();
    let Some(part) = relations.part("person") else {
        return Ok(people);
    };
    if let Some((mut xml, _)) = package.xml(part)? {
        while xml.child(0)?.is_some() {
            while let Some(tag) = xml.child(1)? {
                if let (Some(id), Some(name)) = (tag.get("id"), tag.get("displayName")) {
                    people.insert(id, name);
                }
            }
        }
    }
    Ok(people)
}

/// Reads the comments of a sheet. Where a cell has a thread, it takes the place of the comment that older programs are
/// shown instead.
pub(super) fn read(
    package: &mut Package<'_>,
    relations: &Relations,
    sheet: &mut Sheet,
    shared: &Shared,
    job: &Job<'_>,
) -> Result<(), ConvertError> {
    let mut threads: HashMap<CellPos, CellComment> = HashMap::new();
    for part in relations.parts("threadedComment") {
        thread(package, part, shared, &mut threads)?;
    }
    for part in relations.parts("comments") {
        legacy(package, part, sheet, shared, &mut threads, job)?;
    }
    // Threads of which older programs are shown nothing.
    sheet.comments.extend(threads.into_values());
    sheet
        .comments
        .sort_by_key(|comment| (comment.row, comment.column));
    Ok(())
}

fn thread(
    package: &mut Package<'_>,
    part: &str,
    shared: &Shared,
    threads: &mut HashMap<CellPos, CellComment>,
) -> Result<(), ConvertError> {
    let Some((mut xml, _)) = package.xml(part)? else {
        return Ok(());
    };
    while xml.child(0)?.is_some() {
        while let Some(tag) = xml.child(1)? {
            let Some(cell) = tag.get("ref").as_deref().and_then(CellPos::parse) else {
                continue;
            };
            let author = tag
                .get("personId")
                .and_then(|id| shared.people.get(&id).cloned())
                .unwrap_or_default();
            let mut text = String::new();
            while let Some(tag) = xml.child(2)? {
                if tag.name() == "text" {
                    xml.text_into(&mut text)?;
                }
            }
            match threads.get_mut(&cell) {
                // An answer.
                Some(comment) => {
                    comment.text.push('\n');
                    if !author.is_empty() {
                        comment.text.push_str(&author);
                        comment.text.push_str(": ");
                    }
                    comment.text.push_str(&text);
                }
                None => {
                    let comment = CellComment {
                        row: cell.row,
                        column: cell.col,
                        author,
                        text,
                    };
                    threads.insert(cell, comment);
                }
            }
        }
    }
    Ok(())
}

fn legacy(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut Sheet,
    shared: &Shared,
    threads: &mut HashMap<CellPos, CellComment>,
    job: &Job<'_>,
) -> Result<(), ConvertError> {
    let Some((mut xml, _)) = package.xml(part)? else {
        return Ok(());
    };
    let mut authors: Vec<String> = Vec::new();
    let mut scratch = String::new();
    while xml.child(0)?.is_some() {
        while let Some(list) = xml.child(1)? {
            let is_authors = list.name() == "authors";
            if !is_authors && list.name() != "commentList" {
                continue;
            }
            while let Some(tag) = xml.child(2)? {
                if is_authors {
                    authors.push(unescaped(&xml.text()?).into_owned());
                    continue;
                }
                let Some(cell) = tag.get("ref").as_deref().and_then(CellPos::parse) else {
                    continue;
                };
                let author: usize = tag.number("authorId").unwrap_or(usize::MAX);
                let mut text = String::new();
                while let Some(tag) = xml.child(3)? {
                    if tag.name() == "text" {
                        let value = strings::item(&mut xml, &shared.styles.palette, &mut scratch)?;
                        text = value.text().unwrap_or_default();
                    }
                }
                if sheet.comments.len() >= job.limits.cells {
                    return Err(ConvertError::limit("a sheet has too many comments"));
                }
                sheet
                    .comments
                    .push(threads.remove(&cell).unwrap_or_else(|| CellComment {
                        row: cell.row,
                        column: cell.col,
                        author: authors.get(author).cloned().unwrap_or_default(),
                        text,
                    }));
            }
        }
    }
    Ok(())
}
