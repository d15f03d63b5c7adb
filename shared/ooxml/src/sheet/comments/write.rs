//! The parts of comments: notes with their boxes, threads, persons.

use std::fmt::Write;

use super::{Comment, Comments, Note};
use crate::dom::escape::{escape_attribute, escape_text};
use crate::sheet::workbook::{SheetError, SheetId, Workbook};
use crate::sheet::worksheet::ORDER;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const THREADS: &str = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
const RELATION: &str = "http://schemas.microsoft.com/office/2017/10/relationships/";
const NOTES_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

impl Comments {
    /// Writes the parts of the sheets whose comments changed.
    ///
    /// # Errors
    /// A sheet cannot be read.
    pub fn write(&mut self, book: &mut Workbook) -> Result<(), SheetError> {
        let changed = std::mem::take(&mut self.changed);
        let about_book = self.all.iter().any(|comment| comment.place.is_none());
        if changed.is_empty() && !about_book {
            return Ok(());
        }
        for sheet in changed {
            if book.sheet_part(sheet).is_ok() {
                self.write_sheet(book, sheet)?;
            }
        }
        let main = book.package.main_part().to_owned();
        let persons = self.persons();
        let part = part(
            book,
            &main,
            &format!("{RELATION}person"),
            "person",
            "/xl/persons/person",
            ".xml",
        );
        book.package
            .set_part(&part, "application/vnd.ms-excel.person+xml", persons);
        if about_book {
            // Files know no comments about a workbook: they are kept in a part of our own.
            let own: Vec<&Comment> = self
                .all
                .iter()
                .filter(|comment| comment.place.is_none())
                .collect();
            let threads = self.threads(&own);
            let relation = "http://schemas.onlyoffice.com/workbookComments";
            let part = self::part(
                book,
                &main,
                relation,
                "workbookComments",
                "/xl/workbookComments",
                ".xml",
            );
            book.package.set_part(&part, "application/xml", threads);
        }
        Ok(())
    }

    fn write_sheet(&self, book: &mut Workbook, sheet: SheetId) -> Result<(), SheetError> {
        let mut own: Vec<&Comment> = self
            .all
            .iter()
            .filter(|comment| comment.place.is_some_and(|(on, _)| on == sheet))
            .collect();
        own.sort_by_key(|comment| comment.place.map(|(_, cell)| (cell.row, cell.col)));
        let home = book.sheet_part(sheet)?.to_owned();
        let notes = part(book, &home, "comments", "comments", "/xl/comments", ".xml");
        book.package.set_part(&notes, NOTES_KIND, note_list(&own));
        let threads = part(
            book,
            &home,
            &format!("{RELATION}threadedComment"),
            "threadedComment",
            "/xl/threadedComments/threadedComment",
            ".xml",
        );
        let threaded: Vec<&Comment> = own
            .iter()
            .filter(|comment| is_thread(comment))
            .copied()
            .collect();
        let kind = "application/vnd.ms-excel.threadedcomments+xml";
        book.package
            .set_part(&threads, kind, self.threads(&threaded));
        self.write_boxes(book, sheet, &home, &own)
    }

    /// The boxes that older programs show notes in ([MS-OI29500]; a part of VML).
    fn write_boxes(
        &self,
        book: &mut Workbook,
        sheet: SheetId,
        home: &str,
        own: &[&Comment],
    ) -> Result<(), SheetError> {
        let mut boxes = String::new();
        for comment in own {
            note_box(&mut boxes, comment);
        }
        let root = book.sheet(sheet)?.root;
        let known = book
            .package
            .dom
            .child(root, "legacyDrawing")
            .and_then(|node| book.package.dom.attr(node, "r:id").map(str::to_owned))
            .and_then(|id| book.package.related_by_id(home, &id));
        if let Some(part) = known {
            // Other shapes of the drawing, such as controls, stay.
            let old = book.package.root(&part)?;
            let dom = &mut book.package.dom;
            let notes: Vec<_> = dom
                .child_elements(old)
                .filter(|shape| {
                    dom.child_elements(*shape)
                        .any(|data| dom.attr(data, "ObjectType") == Some("Note"))
                })
                .collect();
            for note in notes {
                dom.detach(note);
            }
            let made = dom.fragment(&format!("<xml {VML}>{boxes}</xml>"));
            for shape in dom.child_ids(made) {
                dom.append(old, shape);
            }
            return Ok(());
        }
        let part = book.package.free_name("/xl/drawings/vmlDrawing", ".vml");
        let text = format!("<xml {VML}>{SHAPE_TYPE}{boxes}</xml>");
        book.package.set_part(
            &part,
            "application/vnd.openxmlformats-officedocument.vmlDrawing",
            text,
        );
        let id = book
            .package
            .add_relationship(home, "vmlDrawing", &part, false);
        let dom = &mut book.package.dom;
        let node = dom.ensure_child(root, "legacyDrawing", ORDER);
        dom.set_attr(node, "r:id", &id);
        Ok(())
    }

    /// Every person once: by name and number.
    fn people(&self) -> Vec<(&str, &str)> {
        let mut people: Vec<(&str, &str)> = Vec::new();
        for comment in &self.all {
            let notes =
                std::iter::once(&comment.note).chain(comment.replies.iter().map(|(_, note)| note));
            for note in notes {
                let person = (note.author.as_str(), note.user.as_str());
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        people
    }

    fn persons(&self) -> String {
        let mut out = format!("{HEAD}<personList xmlns=\"{THREADS}\" xmlns:x=\"{MAIN}\">");
        for (number, (name, user)) in self.people().into_iter().enumerate() {
            let _ = write!(
                out,
                "<person displayName=\"{}\" id=\"{}\" userId=\"{}\" providerId=\"None\"/>",
                escape_attribute(name),
                person_id(number),
                escape_attribute(if user.is_empty() { name } else { user }),
            );
        }
        out.push_str("</personList>");
        out
    }

    fn threads(&self, own: &[&Comment]) -> String {
        let people = self.people();
        let mut out = format!("{HEAD}<ThreadedComments xmlns=\"{THREADS}\" xmlns:x=\"{MAIN}\">");
        let mut entry = |comment: &Comment, note: &Note, id: u32, parent: Option<u32>| {
            let person = people
                .iter()
                .position(|person| *person == (note.author.as_str(), note.user.as_str()))
                .unwrap_or(0);
            out.push_str("<threadedComment");
            if let Some((_, cell)) = comment.place {
                let _ = write!(out, " ref=\"{}\"", cell.name());
            }
            if let Some(time) = timestamp(note.time_utc) {
                let _ = write!(out, " dT=\"{time}\"");
            }
            let _ = write!(
                out,
                " personId=\"{}\" id=\"{}\"",
                person_id(person),
                Comment::guid(id)
            );
            match parent {
                Some(parent) => {
                    let _ = write!(out, " parentId=\"{}\"", Comment::guid(parent));
                }
                None if comment.solved => out.push_str(" done=\"1\""),
                None => {}
            }
            let _ = write!(
                out,
                "><text>{}</text></threadedComment>",
                escape_text(&note.text)
            );
        };
        for comment in own {
            entry(comment, &comment.note, comment.id, None);
            for (id, reply) in &comment.replies {
                entry(comment, reply, *id, Some(comment.id));
            }
        }
        out.push_str("</ThreadedComments>");
        out
    }
}

fn person_id(number: usize) -> String {
    format!("{{5B1D1E00-0000-4000-9000-{:012X}}}", number + 1)
}

/// A thread has an author or replies; what has neither is a note of the old kind.
fn is_thread(comment: &Comment) -> bool {
    !comment.note.author.is_empty() || !comment.replies.is_empty()
}

/// The name of the part that a relationship of `home` names; a new one when there is none.
fn part(
    book: &mut Workbook,
    home: &str,
    relation: &str,
    suffix: &str,
    start: &str,
    end: &str,
) -> String {
    if let Some(part) = book.package.related(home, suffix) {
        return part;
    }
    let part = book.package.free_name(start, end);
    book.package.add_relationship(home, relation, &part, false);
    part
}

fn note_list(own: &[&Comment]) -> String {
    let mut out = format!("{HEAD}<comments xmlns=\"{MAIN}\"><authors>");
    for comment in own {
        let author = if is_thread(comment) {
            format!("tc={}", Comment::guid(comment.id))
        } else {
            comment.note.author.clone()
        };
        let _ = write!(out, "<author>{}</author>", escape_text(&author));
    }
    out.push_str("</authors><commentList>");
    let run = |out: &mut String, text: &str, bold: bool| {
        let bold = if bold { "<b/>" } else { "" };
        let _ = write!(
            out,
            "<r><rPr>{bold}<sz val=\"9\"/><rFont val=\"Tahoma\"/></rPr><t xml:space=\"preserve\">{}</t></r>",
            escape_text(text)
        );
    };
    for (number, comment) in own.iter().enumerate() {
        let Some((_, cell)) = comment.place else {
            continue;
        };
        let _ = write!(
            out,
            "<comment ref=\"{}\" authorId=\"{number}\"><text>",
            cell.name()
        );
        // Without an author it reads as a note of the old kind; its replies are in the thread alone.
        if is_thread(comment) && !comment.note.author.is_empty() {
            let replies = comment.replies.iter().map(|(_, note)| note);
            for note in std::iter::once(&comment.note).chain(replies) {
                let author = Some(note.author.as_str()).filter(|author| !author.is_empty());
                run(&mut out, &format!("{}:", author.unwrap_or("Reply")), true);
                run(&mut out, &format!("\n{}\n", note.text), false);
            }
        } else {
            run(&mut out, &comment.note.text, false);
        }
        out.push_str("</text></comment>");
    }
    out.push_str("</commentList></comments>");
    out
}

const VML: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
const SHAPE_TYPE: &str = "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

fn note_box(out: &mut String, comment: &Comment) {
    let Some((_, cell)) = comment.place else {
        return;
    };
    let (row, col) = (cell.row, cell.col);
    let _ = write!(
        out,
        "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:108pt;height:60pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 2, {}, 31, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        1024_u32.saturating_add(comment.id),
        col + 1,
        row.saturating_sub(1),
        col + 3,
        row + 3,
    );
}

/// A time as files have it; `None` for never and for what is no time.
fn timestamp(milliseconds: f64) -> Option<String> {
    // Until the year 9999.
    if !(1.0..253_402_300_800_000.0).contains(&milliseconds) {
        return None;
    }
    let all = milliseconds as u64;
    let (days, rest) = (all / 86_400_000, all % 86_400_000);
    // Days since 0000-03-01, in which years begin so that leap days come last.
    let day = days + 719_468;
    let era = day / 146_097;
    let of_era = day % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let seconds = rest / 1000;
    Some(format!(
        "{year:04}-{month:02}-{date:02}T{:02}:{:02}:{:02}.{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        rest % 1000 / 10
    ))
}
