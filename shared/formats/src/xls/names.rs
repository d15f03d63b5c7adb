//! What formulas name: sheets, workbooks, defined names (MS-XLS 2.4.271, 2.4.150, 2.4.105, 2.4.106).

use spindle_model::workbook::DefinedName;
use spindle_ooxml::sheet::formula::quoted_sheet;

use super::data::Bytes;
use super::formula::{Context, decode};
use super::strings::Coding;

/// Names that have a meaning of their own (MS-XLS 2.5.66), as xlsx files write them.
const BUILT_IN: [&str; 14] = [
    "Consolidate_Area",
    "Auto_Open",
    "Auto_Close",
    "Extract",
    "Database",
    "Criteria",
    "Print_Area",
    "Print_Titles",
    "Recorder",
    "Data_Form",
    "Auto_Activate",
    "Auto_Deactivate",
    "Sheet_Title",
    "_FilterDatabase",
];

/// A workbook that formulas refer to.
#[derive(Debug)]
enum Book {
    /// This one.
    Own,
    /// Functions of programs that were added.
    AddIn { names: Vec<String> },
    /// Another file: its name, its sheets, its names.
    Other {
        file: String,
        sheets: Vec<String>,
        names: Vec<String>,
    },
}

/// A name as it stands in the file.
#[derive(Debug)]
struct Name {
    name: String,
    /// The sheet that it holds in, counted from 1; 0 for all.
    sheet: u16,
    /// Whether it stands for a function and not for cells.
    is_function: bool,
    tokens: Vec<u8>,
    length: usize,
}

/// All that formulas name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The sheets of this workbook in their order.
    pub(super) sheets: Vec<String>,
    books: Vec<Book>,
    /// Places in `books` with the first and the last sheet.
    links: Vec<(u16, i16, i16)>,
    names: Vec<Name>,
}

impl Names {
    /// Takes a workbook that formulas refer to.
    pub(super) fn book_record(&mut self, body: &[u8], coding: Coding) {
        let mut bytes = Bytes(body);
        let count = bytes.u16().unwrap_or(0);
        let book = match body.get(2..4) {
            Some([0x01, 0x04]) if body.len() <= 4 => Book::Own,
            Some([0x01, 0x3a]) if body.len() <= 4 => Book::AddIn { names: Vec::new() },
            _ => {
                let path = coding.long(&mut bytes).unwrap_or_default();
                let mut sheets = Vec::new();
                for _ in 0..count {
                    let Some(sheet) = coding.long(&mut bytes) else {
                        break;
                    };
                    sheets.push(sheet);
                }
                Book::Other {
                    file: file_name(&path),
                    sheets,
                    names: Vec::new(),
                }
            }
        };
        self.books.push(book);
    }

    /// Takes a name in the workbook that was taken last.
    pub(super) fn extern_name_record(&mut self, body: &[u8], coding: Coding) {
        let mut bytes = Bytes(body);
        let name = bytes
            .skip(6)
            .and_then(|()| coding.short(&mut bytes))
            .unwrap_or_default();
        if let Some(Book::AddIn { names } | Book::Other { names, .. }) = self.books.last_mut() {
            names.push(name);
        }
    }

    /// Takes the places in other sheets that formulas refer to.
    pub(super) fn links_record(&mut self, bodies: &[&[u8]]) {
        let body = bodies.concat();
        let mut bytes = Bytes(&body);
        let count = bytes.u16().unwrap_or(0);
        for _ in 0..count {
            let (Some(book), Some(first), Some(last)) = (bytes.u16(), bytes.u16(), bytes.u16())
            else {
                return;
            };
            self.links.push((book, first as i16, last as i16));
        }
    }

    /// Takes a defined name.
    pub(super) fn name_record(&mut self, body: &[u8], coding: Coding) {
        let read = || {
            let mut bytes = Bytes(body);
            let flags = bytes.u16()?;
            bytes.skip(1)?;
            let length = usize::from(bytes.u8()?);
            let tokens = usize::from(bytes.u16()?);
            bytes.skip(2)?;
            let sheet = bytes.u16()?;
            bytes.skip(4)?;
            let name = coding.body(length, &mut bytes)?;
            let name = match name.chars().next() {
                Some(code) if flags & 0x20 != 0 => {
                    let known = BUILT_IN.get(code as usize)?;
                    format!("_xlnm.{known}")
                }
                _ => name,
            };
            Some(Name {
                is_function: flags & 0x0a != 0 || name.starts_with("_xlfn."),
                name,
                sheet,
                tokens: bytes.0.to_vec(),
                length: tokens,
            })
        };
        // A broken one keeps its place, for others are counted from the first.
        self.names.push(read().unwrap_or(Name {
            name: String::new(),
            sheet: 0,
            is_function: true,
            tokens: Vec::new(),
            length: 0,
        }));
    }

    /// A defined name by its number, counted from 1.
    pub(super) fn name(&self, number: u16) -> Option<&str> {
        let at = usize::from(number).checked_sub(1)?;
        let name = self.names.get(at)?.name.as_str();
        (!name.is_empty()).then_some(name)
    }

    /// A name in another workbook, or in a sheet of this one.
    pub(super) fn extern_name(&self, link: u16, number: u16) -> Option<String> {
        let (book, sheet, _) = self.links.get(usize::from(link))?;
        let at = usize::from(number).checked_sub(1)?;
        match self.books.get(usize::from(*book))? {
            Book::Own => {
                let name = self.name(number)?;
                let sheet = usize::try_from(*sheet).ok();
                match sheet.and_then(|sheet| self.sheets.get(sheet)) {
                    Some(sheet) => Some(format!("{}!{name}", quoted_sheet(sheet))),
                    None => Some(name.to_owned()),
                }
            }
            Book::AddIn { names } => names.get(at).cloned(),
            Book::Other { file, names, .. } => {
                let name = names.get(at)?;
                Some(format!("'[{}]'!{name}", file.replace('\'', "''")))
            }
        }
    }

    /// The sheets of a link as formulas write them before a reference, with the exclamation mark.
    pub(super) fn prefix(&self, link: u16) -> Option<String> {
        let (book, first, last) = self.links.get(usize::from(link))?;
        match self.books.get(usize::from(*book))? {
            Book::Own => self.own_prefix(*first, *last),
            Book::AddIn { .. } => None,
            Book::Other { file, sheets, .. } => {
                let sheet = sheets.get(usize::try_from(*first).ok()?)?;
                let name = format!("[{file}]{sheet}").replace('\'', "''");
                Some(format!("'{name}'!"))
            }
        }
    }

    /// The same for sheets of this workbook by their places.
    pub(super) fn own_prefix(&self, first: i16, last: i16) -> Option<String> {
        let sheet = |at: i16| {
            let at = usize::try_from(at).ok()?;
            self.sheets.get(at)
        };
        // The sheet is gone.
        let Some(name) = sheet(first) else {
            return Some("#REF!".to_owned());
        };
        if last == first {
            return Some(format!("{}!", quoted_sheet(name)));
        }
        let range = format!("{name}:{}", sheet(last)?).replace('\'', "''");
        Some(format!("'{range}'!"))
    }

    /// The defined names; `place` gives the index of a sheet that was read.
    pub(super) fn defined(
        &self,
        context: &Context<'_>,
        place: impl Fn(usize) -> Option<usize>,
    ) -> Vec<DefinedName> {
        let mut defined = Vec::new();
        for name in &self.names {
            if name.is_function || name.name.is_empty() {
                continue;
            }
            let sheet = match usize::from(name.sheet).checked_sub(1) {
                None => None,
                Some(at) => match place(at) {
                    Some(at) => Some(at),
                    None => continue,
                },
            };
            let (tokens, rest) = name
                .tokens
                .split_at_checked(name.length)
                .unwrap_or((&name.tokens, &[]));
            let Some(formula) = decode(tokens, rest, (0, 0), context) else {
                continue;
            };
            if !formula.is_empty() {
                defined.push(DefinedName {
                    name: name.name.clone(),
                    sheet,
                    formula,
                });
            }
        }
        defined
    }
}

/// The file's name of a path, whose separators are control characters (MS-XLS 2.5.277).
fn file_name(path: &str) -> String {
    let name = path
        .rsplit(|c: char| c.is_control() || matches!(c, '/' | '\\'))
        .next();
    name.unwrap_or_default().replace(['[', ']'], "")
}
