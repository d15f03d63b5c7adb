//! Comments as a file has them.

use super::{Comment, Comments, Note};
use crate::sheet::reference::CellPos;
use crate::sheet::workbook::{SheetError, SheetId, Workbook};
use crate::{Dom, NodeId};

/// Comments that are read of one sheet.
const MAX: usize = 100_000;

impl Comments {
    /// Reads the comments of a sheet, the first time that it is asked for.
    ///
    /// # Errors
    /// A part cannot be read.
    pub fn load(&mut self, book: &mut Workbook, sheet: SheetId) -> Result<(), SheetError> {
        if self.read.contains(&sheet) {
            return Ok(());
        }
        self.read.push(sheet);
        let part = book.sheet_part(sheet)?.to_owned();
        let main = book.package.main_part().to_owned();
        let threads = match book.package.related(&part, "threadedComment") {
            Some(threads) => Some(book.package.root(&threads)?),
            None => None,
        };
        let persons = match book.package.related(&main, "person") {
            Some(persons) => Some(book.package.root(&persons)?),
            None => None,
        };
        let Some(notes) = book.package.related(&part, "comments") else {
            return Ok(());
        };
        let root = book.package.root(&notes)?;
        let dom = &book.package.dom;
        let authors: Vec<String> = dom
            .child(root, "authors")
            .map(|list| {
                dom.elements(list, "author")
                    .map(|author| dom.text(author))
                    .collect()
            })
            .unwrap_or_default();
        let Some(list) = dom.child(root, "commentList") else {
            return Ok(());
        };
        let mut found = Vec::new();
        for node in dom.elements(list, "comment").take(MAX) {
            let Some(cell) = dom.attr(node, "ref").and_then(CellPos::parse) else {
                continue;
            };
            let thread = threads.and_then(|threads| read_thread(dom, threads, persons, cell));
            found.push((
                cell,
                thread.unwrap_or_else(|| (read_note(dom, node, &authors), false, Vec::new())),
            ));
        }
        for (cell, (note, solved, replies)) in found {
            let id = self.next_id();
            let replies = replies
                .into_iter()
                .map(|reply| (self.next_id(), reply))
                .collect();
            self.all.push(Comment {
                id,
                place: Some((sheet, cell)),
                note,
                solved,
                replies,
            });
        }
        Ok(())
    }
}

fn read_note(dom: &Dom, node: NodeId, authors: &[String]) -> Note {
    let author = dom
        .attr(node, "authorId")
        .and_then(|id| id.parse::<usize>().ok())
        .and_then(|id| authors.get(id))
        .cloned()
        .unwrap_or_default();
    let text: String = dom
        .child(node, "text")
        .map(|text| {
            dom.descendants(text)
                .filter(|inner| dom.is(*inner, "t"))
                .map(|inner| dom.text(inner))
                .collect()
        })
        .unwrap_or_default();
    Note {
        author,
        text,
        ..Note::default()
    }
}

fn read_thread(
    dom: &Dom,
    threads: NodeId,
    persons: Option<NodeId>,
    cell: CellPos,
) -> Option<(Note, bool, Vec<Note>)> {
    let own: Vec<NodeId> = dom
        .child_elements(threads)
        .filter(|node| dom.attr(*node, "ref").and_then(CellPos::parse) == Some(cell))
        .collect();
    let note = |node: NodeId| {
        let person = persons.and_then(|persons| {
            dom.child_elements(persons)
                .find(|person| dom.attr(*person, "id") == dom.attr(node, "personId"))
        });
        let of_person = |name| {
            person
                .and_then(|person| dom.attr(person, name))
                .unwrap_or_default()
                .to_owned()
        };
        let text: String = dom
            .child_elements(node)
            .filter(|inner| {
                dom.name_of(*inner)
                    .is_some_and(|name| name.rsplit(':').next() == Some("text"))
            })
            .map(|inner| dom.text(inner))
            .collect();
        Note {
            author: of_person("displayName"),
            user: of_person("userId"),
            text: text.strip_suffix('\n').unwrap_or(&text).to_owned(),
            ..Note::default()
        }
    };
    let first = own
        .iter()
        .find(|node| dom.attr(**node, "parentId").is_none())?;
    let solved = matches!(dom.attr(*first, "done"), Some("1" | "true"));
    let replies = own
        .iter()
        .filter(|node| *node != first)
        .map(|node| note(*node))
        .collect();
    Some((note(*first), solved, replies))
}
