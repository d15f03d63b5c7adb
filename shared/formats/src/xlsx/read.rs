//! Reading.

mod cells;
mod comments;
mod dates;
mod drawing;
mod package;
mod properties;
mod rows;
pub(super) mod sheet;
mod strings;
mod styles;
mod theme;
mod workbook;
mod xml;

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, ErrorKind, Job};
use spindle_model::document::Media;
use spindle_model::workbook::{DefinedName, Value, Workbook};

use self::package::{Package, Relations};
use self::styles::Styles;
use self::theme::Palette;

/// What all sheets share while they are read.
struct Shared {
    strings: Vec<Value>,
    styles: Styles,
    date_1904: bool,
    budget: rows::Budget,
    texts: super::intern::TextCache,
    media: Vec<Media>,
    /// Pictures by the parts that they are; `None` for those that are none.
    media_by_part: HashMap<String, Option<usize>>,
    /// Names of people by the identifiers that threaded comments use.
    people: HashMap<String, String>,
}

/// Where in a file what was read of it comes from.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// For each sheet its place among the sheets that the workbook part lists, and its part.
    pub(super) sheets: Vec<(usize, String)>,
    /// For each of the file's cell formats the style that it is.
    pub(super) formats: Vec<u32>,
}

/// Reads a whole file.
pub(super) fn workbook(bytes: &[u8], job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    with_source(bytes, job).map(|(workbook, _)| workbook)
}

/// Reads a whole file, and says where what comes from.
pub(super) fn with_source(
    bytes: &[u8],
    job: &mut Job<'_>,
) -> Result<(Workbook, Source), ConvertError> {
    let mut source = Source::default();
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(compound(bytes));
    }
    let mut package = Package::open(bytes, &job.limits)?;
    let root = package.relations("")?;
    let main = main_part(&package, &root)?;
    let relations = package.relations(&main)?;
    let book = workbook::read(&mut package, &main, &relations, job)?;

    let palette = match relations.part("theme") {
        Some(part) => optional(Palette::read(&mut package, part), part, job)?,
        None => Palette::default(),
    };
    let styles = Styles::read(&mut package, relations.part("styles"), palette, job)?;
    let strings = match relations.part("sharedStrings") {
        Some(part) => strings::read(&mut package, part, &styles.palette, &job.limits)?,
        None => Vec::new(),
    };
    let mut shared = Shared {
        strings,
        styles,
        date_1904: book.date_1904,
        budget: rows::Budget::new(&job.limits),
        texts: super::intern::TextCache::default(),
        media: Vec::new(),
        media_by_part: HashMap::new(),
        people: optional(
            comments::people(&mut package, &relations),
            "the names of those who commented",
            job,
        )?,
    };
    other_parts(&relations, job);

    let mut workbook = Workbook {
        date_1904: book.date_1904,
        ..Workbook::default()
    };
    // For each sheet of the file its place among those that are kept.
    let mut places = Vec::new();
    let count = book.sheets.len().max(1) as f32;
    for (index, entry) in book.sheets.iter().enumerate() {
        let Some(part) = &entry.part else {
            places.push(None);
            continue;
        };
        let share = (index as f32 / count, 1.0 / count);
        let mut sheet = sheet::read(&mut package, part, &mut shared, share, job)?;
        sheet.name.clone_from(&entry.name);
        sheet.hidden = entry.hidden;
        places.push(Some(workbook.sheets.len()));
        source.sheets.push((index, part.clone()));
        workbook.sheets.push(sheet);
    }
    if workbook.sheets.is_empty() {
        return Err(ConvertError::damaged(
            "the workbook has no sheet that could be read",
        ));
    }
    shared.budget.tell(job);

    let place = |sheet: usize| places.get(sheet).copied().flatten();
    workbook.active = place(book.active)
        .or_else(|| workbook.sheets.iter().position(|sheet| !sheet.hidden))
        .unwrap_or(0);
    for name in book.names {
        let sheet = match name.sheet {
            Some(sheet) => match place(sheet) {
                Some(sheet) => Some(sheet),
                // It held in a sheet that is no more.
                None => continue,
            },
            None => None,
        };
        workbook.names.push(DefinedName { sheet, ..name });
    }
    source.formats = shared.styles.map;
    workbook.styles = shared.styles.set.styles;
    workbook.media = shared.media;
    if let Some(part) = root.part("core-properties") {
        workbook.metadata = optional(properties::read(&mut package, part), part, job)?;
    }
    (job.progress)(1.0);
    Ok((workbook, source))
}

/// What a part that one can do without holds, or nothing with a warning where it is broken.
fn optional<T: Default>(
    read: Result<T, ConvertError>,
    part: &str,
    job: &mut Job<'_>,
) -> Result<T, ConvertError> {
    match read {
        Err(error) if error.kind == ErrorKind::Damaged => {
            job.warn(
                "part-dropped",
                format!("{} was dropped: {error}", part.escape_debug()),
            );
            Ok(T::default())
        }
        other => other,
    }
}

/// Why a compound file is not read here.
fn compound(bytes: &[u8]) -> ConvertError {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| *window == *wide)
    };
    if holds("EncryptedPackage") {
        ConvertError::password(
            "the spreadsheet is encrypted with a password; encrypted spreadsheets are not read here",
        )
    } else {
        ConvertError::unsupported(
            "it is a compound file of Office 97 to 2003 (xls, doc or ppt) and no Office Open XML spreadsheet",
        )
    }
}

/// The part that is the workbook.
fn main_part(package: &Package<'_>, root: &Relations) -> Result<String, ConvertError> {
    let found = root
        .parts("officeDocument")
        .find(|part| package.has(part))
        .or_else(|| Some("xl/workbook.xml").filter(|part| package.has(part)));
    match found {
        Some(part) if part.to_ascii_lowercase().ends_with(".bin") => {
            Err(ConvertError::unsupported(
                "it is a binary workbook (xlsb), which is not read here; save it as xlsx",
            ))
        }
        Some(part) => Ok(part.to_owned()),
        None if package.has("xl/workbook.bin") => Err(ConvertError::unsupported(
            "it is a binary workbook (xlsb), which is not read here; save it as xlsx",
        )),
        None if package.has("word/document.xml") => Err(ConvertError::unsupported(
            "it is a text document (docx) and no spreadsheet",
        )),
        None if package.has("ppt/presentation.xml") => Err(ConvertError::unsupported(
            "it is a presentation (pptx) and no spreadsheet",
        )),
        None => Err(ConvertError::damaged(
            "the archive holds no workbook, so it is no spreadsheet or a part of one is missing",
        )),
    }
}

/// Warns about parts of the workbook that are dropped.
fn other_parts(relations: &Relations, job: &mut Job<'_>) {
    for (kind, code, message) in [
        ("vbaProject", "macros-dropped", "macros were dropped"),
        (
            "externalLink",
            "external-links-dropped",
            "links to other workbooks were dropped; formulas that use them keep their last results",
        ),
        (
            "pivotCacheDefinition",
            "pivot-tables-dropped",
            "pivot tables were dropped; their cells were kept",
        ),
        (
            "connections",
            "connections-dropped",
            "connections to outside data were dropped",
        ),
    ] {
        if relations.has(kind) {
            job.warn(code, message);
        }
    }
}
