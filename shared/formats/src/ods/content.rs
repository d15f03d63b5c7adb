//! The parts of a file: each is read with the same eyes, for a flat file holds all of them in one.

use std::io::BufRead;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{DefinedName, Workbook};

use super::formula::{import, import_range};
use super::number_read::NumberStyle;
use super::rows::Count;
use super::settings::Settings;
use super::styles::Styles;
use super::xml::{Element, Pull, Token};
use crate::csv::Interner;

/// A picture whose bytes are not read yet.
pub(super) enum Pending {
    /// An entry of the package.
    Entry(String),
    /// The bytes, from a flat file.
    Bytes(Vec<u8>),
}

/// What was read so far.
pub(super) struct Loader<'a, 'j> {
    pub(super) job: &'a mut Job<'j>,
    pub(super) book: Workbook,
    pub(super) styles: Styles,
    pub(super) settings: Settings,
    pub(super) texts: Interner,
    pub(super) count: Count,
    pub(super) pending: Vec<Pending>,
    /// Whether a body of a spreadsheet was there.
    pub(super) found: bool,
    /// Bytes of the part with the cells, where they are known.
    pub(super) total: u64,
}

impl<'a, 'j> Loader<'a, 'j> {
    /// Begins with nothing.
    pub(super) fn new(job: &'a mut Job<'j>) -> Self {
        Self {
            job,
            book: Workbook::default(),
            styles: Styles::default(),
            settings: Settings::default(),
            texts: Interner::default(),
            count: Count::default(),
            pending: Vec::new(),
            found: false,
            total: 0,
        }
    }

    /// Reads a part, or a whole flat file.
    pub(super) fn part<R: BufRead>(&mut self, inner: R) -> Result<(), ConvertError> {
        let mut pull = Pull::new(inner, self.job.limits.depth);
        loop {
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "style:font-face" => self.styles.face(&element),
                    "style:style" | "style:default-style" => {
                        let family = element.attribute("style:family").unwrap_or_default();
                        let name = element.attribute("style:name").unwrap_or_default();
                        let parent = element.attribute("style:parent-style-name");
                        let data = element.attribute("style:data-style-name");
                        self.styles.read(&family, name, parent, data, &mut pull)?;
                    }
                    name if name.starts_with("number:") && name.ends_with("-style") => {
                        let kind = name.to_owned();
                        let key = element.attribute("style:name").unwrap_or_default();
                        let truncates = element.attribute("number:truncate-on-overflow");
                        let truncates = truncates.as_deref() != Some("false");
                        let style = NumberStyle::read(&kind, truncates, &mut pull)?;
                        self.styles.numbers.insert(key, style);
                    }
                    "office:meta" => self.meta(&mut pull)?,
                    "office:settings" => self.settings.read(&mut pull)?,
                    "office:spreadsheet" => self.found = true,
                    "office:text" => return Err(other_kind("a text document")),
                    "office:presentation" => return Err(other_kind("a presentation")),
                    "office:drawing" => return Err(other_kind("a drawing")),
                    "office:chart" => return Err(other_kind("a chart")),
                    "office:database" => return Err(other_kind("a database")),
                    "table:null-date" => {
                        let date = element.attribute("table:date-value");
                        self.book.date_1904 = date.is_some_and(|date| date.starts_with("1904"));
                    }
                    "table:table" => {
                        let name = element.attribute("table:name").unwrap_or_default();
                        let style = element.attribute("table:style-name").unwrap_or_default();
                        self.sheet(name, &style, &mut pull)?;
                    }
                    "table:named-range" | "table:named-expression" => self.name(&element, None),
                    // What is not read, with what looks like cells within it.
                    "table:tracked-changes"
                    | "table:content-validations"
                    | "table:dde-links"
                    | "table:data-pilot-tables"
                    | "office:scripts"
                    | "office:forms"
                    | "office:master-styles" => pull.skip()?,
                    _ => {}
                },
                Token::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Notes a name that holds in a sheet or everywhere.
    pub(super) fn name(&mut self, element: &Element<'_>, sheet: Option<usize>) {
        let formula = match element.attribute("table:cell-range-address") {
            Some(range) => import_range(&range),
            None => import(&element.attribute("table:expression").unwrap_or_default()),
        };
        if let Some(name) = element.attribute("table:name")
            && self.book.names.len() < self.job.limits.cells
        {
            self.book.names.push(DefinedName {
                name,
                sheet,
                formula,
            });
        }
    }

    /// Tells how far the part with the cells is read.
    pub(super) fn tell_progress(&mut self, position: u64) {
        if self.total > 0 {
            (self.job.progress)((position as f32 / self.total as f32).min(1.0));
        }
    }

    /// Reads what the file says of itself (ODF 1.3 part 3, chapter 4).
    fn meta<R: BufRead>(&mut self, pull: &mut Pull<R>) -> Result<(), ConvertError> {
        let inside = pull.depth();
        let mut creator = None;
        loop {
            match pull.next()? {
                Token::Start(element) => {
                    let name = element.name().to_owned();
                    let meta = &mut self.book.metadata;
                    let field = match name.as_str() {
                        "dc:title" => &mut meta.title,
                        "meta:initial-creator" => &mut meta.author,
                        "dc:creator" => &mut creator,
                        "dc:subject" => &mut meta.subject,
                        "meta:keyword" => &mut meta.keywords,
                        "dc:language" => &mut meta.language,
                        "meta:creation-date" => &mut meta.created,
                        "dc:date" => &mut meta.modified,
                        _ => {
                            pull.skip()?;
                            continue;
                        }
                    };
                    let text = pull.text(64 << 10)?;
                    let is_date = matches!(name.as_str(), "meta:creation-date" | "dc:date");
                    match field {
                        Some(keywords) if name == "meta:keyword" && keywords.len() < 64 << 10 => {
                            keywords.push_str(", ");
                            keywords.push_str(&text);
                        }
                        field if !text.is_empty() => {
                            *field = Some(if is_date { zoned(text) } else { text });
                        }
                        _ => {}
                    }
                }
                Token::Eof => break,
                _ => {}
            }
            if pull.depth() < inside {
                break;
            }
        }
        let meta = &mut self.book.metadata;
        meta.author = meta.author.take().or(creator);
        Ok(())
    }
}

/// Times in ODF may say no zone; RFC 3339 asks for one.
fn zoned(text: String) -> String {
    match text.split_once('T') {
        Some((_, time)) if !time.contains(['Z', '+', '-']) => format!("{text}Z"),
        Some(_) => text,
        None => format!("{text}T00:00:00Z"),
    }
}

fn other_kind(what: &str) -> ConvertError {
    ConvertError::unsupported(format!("the file is {what} and not a spreadsheet"))
}
