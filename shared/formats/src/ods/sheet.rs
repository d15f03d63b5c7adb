//! One sheet (ODF 1.3 part 3, 9.1.2).

use std::io::BufRead;

use spindle_model::convert::ConvertError;
use spindle_model::workbook::{
    CellComment, CellLink, MAX_COLUMNS, MAX_ROWS, Range, RichRun, Sheet, SheetImage, Value,
};

use super::cell::{Head, Kind, error};
use super::content::{Loader, Pending};
use super::formula::import_range;
use super::paragraph::Text;
use super::pictures::Frame;
use super::rows::{RowHead, Rows};
use super::xml::{Element, Pull, Token};

/// How often the progress is told, in rows.
const PROGRESS_ROWS: u32 = 1 << 12;

/// What is used again for each cell.
#[derive(Default)]
struct Scratch {
    head: Head,
    text: Text,
}

impl Loader<'_, '_> {
    /// Reads the sheet that was just begun, up to its end.
    pub(super) fn sheet<R: BufRead>(
        &mut self,
        name: String,
        style: &str,
        pull: &mut Pull<R>,
    ) -> Result<(), ConvertError> {
        let look = self.styles.table(style);
        let mut sheet = Sheet {
            name,
            hidden: look.hidden,
            tab_color: look.tab_color,
            ..Sheet::default()
        };
        let mut rows = Rows::default();
        let mut scratch = Scratch::default();
        let inside = pull.depth();
        // The depth of the row that is open.
        let mut row_depth: Option<usize> = None;
        loop {
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "table:table-column" => self.columns(&element, &mut rows, &mut sheet),
                    "table:table-row" => {
                        let head = self.row_head(&element);
                        rows.begin(&head);
                        row_depth = Some(pull.depth());
                    }
                    "table:table-cell" => {
                        Head::read(&element, self.book.date_1904, &mut scratch.head);
                        self.cell(false, &mut scratch, &mut rows, &mut sheet, pull)?;
                    }
                    "table:covered-table-cell" => {
                        Head::read(&element, self.book.date_1904, &mut scratch.head);
                        self.cell(true, &mut scratch, &mut rows, &mut sheet, pull)?;
                    }
                    "table:named-range" | "table:named-expression" => {
                        let index = self.book.sheets.len();
                        self.name(&element, Some(index));
                    }
                    "draw:frame" => {
                        let geometry = geometry(&element);
                        let frame = Frame::read(geometry, pull)?;
                        self.picture(frame, 0, 0, &mut sheet);
                    }
                    // Groups of rows and columns, and what stands around shapes, are passed through.
                    "table:table-header-rows"
                    | "table:table-row-group"
                    | "table:table-rows"
                    | "table:table-header-columns"
                    | "table:table-column-group"
                    | "table:table-columns"
                    | "table:named-expressions"
                    | "table:shapes"
                    | "draw:g" => {}
                    _ => pull.skip()?,
                },
                Token::Eof => break,
                _ => {}
            }
            if row_depth.is_some_and(|depth| pull.depth() < depth) {
                row_depth = None;
                rows.end(&mut sheet, &mut self.count, self.job)?;
                if rows.row.is_multiple_of(PROGRESS_ROWS) {
                    self.tell_progress(pull.position());
                }
            }
            if pull.depth() < inside {
                break;
            }
        }
        Rows::finish(&mut sheet);
        self.book.sheets.push(sheet);
        Ok(())
    }

    fn columns(&mut self, element: &Element<'_>, rows: &mut Rows, sheet: &mut Sheet) {
        let width = element
            .attribute("table:style-name")
            .and_then(|style| self.styles.width(&style));
        let style = element
            .attribute("table:default-cell-style-name")
            .map_or(0, |style| self.styles.cell(&style, ""));
        let hidden = is_hidden(element);
        let repeated = element.count("table:number-columns-repeated", 1);
        rows.columns(repeated, width, hidden, style, sheet);
    }

    fn row_head(&mut self, element: &Element<'_>) -> RowHead {
        let height = element
            .attribute("table:style-name")
            .and_then(|style| self.styles.row(&style).height);
        let style = element
            .attribute("table:default-cell-style-name")
            .map_or(0, |style| self.styles.cell(&style, ""));
        RowHead {
            repeated: element.count("table:number-rows-repeated", 1),
            height,
            hidden: is_hidden(element),
            style,
        }
    }

    fn cell<R: BufRead>(
        &mut self,
        covered: bool,
        scratch: &mut Scratch,
        rows: &mut Rows,
        sheet: &mut Sheet,
        pull: &mut Pull<R>,
    ) -> Result<(), ConvertError> {
        let Scratch { head, text } = scratch;
        let (row, column) = (rows.row, rows.column);
        text.clear();
        let inside = pull.depth();
        loop {
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "text:p" | "text:h" => text.read(pull)?,
                    "office:annotation" => self.comment(row, column, sheet, pull)?,
                    "draw:frame" => {
                        let geometry = geometry(&element);
                        let frame = Frame::read(geometry, pull)?;
                        self.picture(frame, row, column, sheet);
                    }
                    "draw:g" | "draw:a" | "text:list" | "text:list-item" => {}
                    _ => pull.skip()?,
                },
                Token::Eof => break,
                _ => {}
            }
            if pull.depth() < inside {
                break;
            }
        }
        if text.cut {
            self.job.warn(
                "text-cut",
                format!(
                    "the text in row {} is too long and was cut",
                    row.saturating_add(1)
                ),
            );
        }
        let needed = head.kind.needed();
        let style = if head.styled {
            self.styles.cell(&head.style, needed)
        } else {
            let implied = rows.implied();
            if needed.is_empty() {
                implied
            } else {
                self.styles.cell("", needed)
            }
        };
        // What a merged cell hides is kept, for formulas may refer to it.
        let value = self.value(head, text, style);
        if let Value::Error(error) = value
            && head.formula_is(error)
        {
            head.formula = None;
        }
        if row < MAX_ROWS && column < MAX_COLUMNS {
            self.marks(head, text, row, column, covered, sheet);
        }
        let formula = head.formula.take().map(String::into_boxed_str);
        rows.cell(
            head.repeated,
            style,
            value,
            formula,
            &mut self.count,
            self.job,
        )
    }

    fn value(&mut self, head: &mut Head, text: &Text, style: u32) -> Value {
        if head.kind == Kind::Error {
            return Value::Error(error(&text.plain()));
        }
        if let Some(value) = head.value.take() {
            return value;
        }
        if text.paragraphs == 0 {
            return match head.string.take() {
                Some(string) if !string.is_empty() => Value::Text(self.texts.share(&string)),
                _ => Value::Empty,
            };
        }
        if text.has_styles() {
            let runs: Vec<RichRun> = text
                .runs
                .iter()
                .map(|(name, text)| RichRun {
                    text: text.clone(),
                    font: self.styles.font(name, style).filter(|_| !name.is_empty()),
                })
                .collect();
            if runs.iter().any(|run| run.font.is_some()) {
                return Value::Rich(runs.into());
            }
        }
        match text.runs.as_slice() {
            [] if head.kind == Kind::Text && head.formula.is_some() => {
                Value::Text(self.texts.share(""))
            }
            [] => Value::Empty,
            [(_, only)] => Value::Text(self.texts.share(only)),
            _ => Value::Text(self.texts.share(&text.plain())),
        }
    }

    /// Merges and links of a cell.
    fn marks(
        &mut self,
        head: &Head,
        text: &mut Text,
        row: u32,
        column: u32,
        covered: bool,
        sheet: &mut Sheet,
    ) {
        if !covered && (head.columns_spanned > 1 || head.rows_spanned > 1) {
            sheet.merges.push(Range {
                first_row: row,
                first_column: column,
                last_row: row.saturating_add(head.rows_spanned - 1).min(MAX_ROWS - 1),
                last_column: column
                    .saturating_add(head.columns_spanned - 1)
                    .min(MAX_COLUMNS - 1),
            });
        }
        if let Some(href) = text.link.take().filter(|_| !covered) {
            let href = match href.strip_prefix('#') {
                // Places in the workbook are written as references are.
                Some(place) if place.contains('.') && !place.contains('!') => {
                    format!("#{}", import_range(place))
                }
                _ => href,
            };
            sheet.links.push(CellLink {
                range: Range {
                    first_row: row,
                    first_column: column,
                    last_row: row,
                    last_column: column,
                },
                href,
            });
        }
    }

    /// Reads a comment, up to its end.
    fn comment<R: BufRead>(
        &mut self,
        row: u32,
        column: u32,
        sheet: &mut Sheet,
        pull: &mut Pull<R>,
    ) -> Result<(), ConvertError> {
        let inside = pull.depth();
        let mut comment = CellComment {
            row,
            column,
            ..CellComment::default()
        };
        let mut text = Text::default();
        loop {
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "dc:creator" => comment.author = pull.text(1 << 10)?,
                    "text:p" | "text:h" => text.read(pull)?,
                    "text:list" | "text:list-item" => {}
                    _ => pull.skip()?,
                },
                Token::Eof => break,
                _ => {}
            }
            if pull.depth() < inside {
                break;
            }
        }
        comment.text = text.plain();
        if row < MAX_ROWS && column < MAX_COLUMNS {
            sheet.comments.push(comment);
        }
        Ok(())
    }

    /// Notes a picture; its bytes come later, when the package is free again.
    fn picture(&mut self, frame: Frame, row: u32, column: u32, sheet: &mut Sheet) {
        if frame.object {
            self.job.warn(
                "object-dropped",
                "a chart or an embedded object is left out; only its picture is kept where it has one",
            );
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return;
        }
        let media = self.pending.len();
        self.pending.push(match (frame.bytes, frame.href) {
            (Some(bytes), _) => Pending::Bytes(bytes),
            (None, Some(href)) => Pending::Entry(href),
            (None, None) => return,
        });
        sheet.images.push(SheetImage {
            media,
            row,
            column,
            offset_x: frame.x,
            offset_y: frame.y,
            width: frame.width,
            height: frame.height,
            alt: frame.alt,
        });
    }
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(
        element.attribute("table:visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

fn geometry(element: &Element<'_>) -> [Option<String>; 4] {
    ["svg:x", "svg:y", "svg:width", "svg:height"].map(|name| element.attribute(name))
}
