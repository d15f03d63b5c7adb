//! From a document or workbook to plain text.

use spindle_model::convert::Job;
use spindle_model::document::{
    Align, Block, Document, Field, Image, Inline, InlineKind, List, ListKind, NumberStyle, Table,
};
use spindle_model::workbook::Workbook;

use super::width;
use crate::html::write::shown;

/// The widest a column of a table grows.
const WIDEST: usize = 60;

/// Writes a document.
pub(super) fn document(document: &Document, job: &mut Job<'_>) -> String {
    let mut writing = Writing {
        document,
        notes: Vec::new(),
        depth: 0,
        deepest: job.limits.depth,
        cut: false,
    };
    let mut out = String::new();
    writing.blocks(&document.blocks, &mut out);
    let mut at = 0_usize;
    if !writing.notes.is_empty() {
        out.push('\n');
    }
    while let Some(index) = writing.notes.get(at).copied() {
        at = at.saturating_add(1);
        if let Some(note) = document.notes.get(index) {
            let mut text = String::new();
            writing.blocks(&note.blocks, &mut text);
            prefix(&text, &format!("[{at}] "), "    ", &mut out);
        }
    }
    if job.options.comments && !document.comments.is_empty() {
        out.push('\n');
        for comment in &document.comments {
            let mut text = String::new();
            writing.blocks(&comment.blocks, &mut text);
            prefix(&text, &format!("{}: ", comment.author), "    ", &mut out);
        }
    }
    if writing.cut {
        job.warn(
            "nested-too-deep",
            "lists, quotations or tables that are nested too deep were left out",
        );
    }
    out
}

/// Writes the values of a workbook's sheets.
pub(super) fn workbook(workbook: &Workbook, job: &mut Job<'_>) -> String {
    let mut out = String::new();
    let chosen: Vec<_> = workbook
        .sheets
        .iter()
        .enumerate()
        .filter(|(at, sheet)| job.options.sheet.map_or(!sheet.hidden, |only| only == *at))
        .map(|(_, sheet)| sheet)
        .collect();
    for (at, sheet) in chosen.iter().enumerate() {
        if chosen.len() > 1 {
            if at > 0 {
                out.push('\n');
            }
            out.push_str(&sheet.name);
            out.push('\n');
        }
        let mut next = 0_u32;
        for row in sheet.rows.iter().filter(|row| !row.cells.is_empty()) {
            // Empty rows between, so that all stays in its place; a few are as good as many.
            for _ in next..row.index.min(next.saturating_add(100)) {
                out.push('\n');
            }
            next = row.index.saturating_add(1);
            let mut column = 0;
            for cell in &row.cells {
                for _ in column..cell.column {
                    out.push('\t');
                }
                column = cell.column;
                for c in shown(workbook, cell).chars() {
                    out.push(if matches!(c, '\t' | '\n' | '\r') {
                        ' '
                    } else {
                        c
                    });
                }
            }
            out.push('\n');
            if out.len() > job.limits.output_bytes {
                return out;
            }
        }
    }
    out
}

struct Writing<'d> {
    document: &'d Document,
    notes: Vec<usize>,
    depth: usize,
    deepest: usize,
    cut: bool,
}

impl Writing<'_> {
    fn blocks(&mut self, blocks: &[Block], out: &mut String) {
        if self.depth > self.deepest {
            self.cut = true;
            return;
        }
        self.depth = self.depth.saturating_add(1);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let steps = usize::from(paragraph.format.indent.unwrap_or(0).min(8));
                    let indent = "    ".repeat(steps);
                    let mut line = String::new();
                    self.inlines(&paragraph.inlines, &mut line);
                    prefix(&line, &indent, &indent, out);
                }
                Block::List(list) => self.list(list, out),
                Block::Quote(blocks) => {
                    let mut inside = String::new();
                    self.blocks(blocks, &mut inside);
                    prefix(&inside, "> ", "> ", out);
                }
                Block::Code(code) => {
                    out.push_str(&code.text);
                    out.push('\n');
                }
                Block::Table(table) => self.table(table, out),
                Block::Divider => {
                    out.push_str(&"-".repeat(40));
                    out.push('\n');
                }
                Block::PageBreak => out.push('\u{c}'),
                Block::Section(_) => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn inlines(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            if inline.format.is_deleted() || inline.format.hidden == Some(true) {
                continue;
            }
            match &inline.kind {
                InlineKind::Text(text) => out.push_str(text),
                InlineKind::LineBreak => out.push('\n'),
                InlineKind::Image(Image { alt, .. }) => {
                    if !alt.is_empty() {
                        out.push('[');
                        out.push_str(alt);
                        out.push(']');
                    }
                }
                InlineKind::Formula(latex) => out.push_str(latex),
                InlineKind::Note(index) if self.document.notes.get(*index).is_some() => {
                    let known = self.notes.iter().position(|note| note == index);
                    let at = known.unwrap_or_else(|| {
                        self.notes.push(*index);
                        self.notes.len().saturating_sub(1)
                    });
                    out.push_str(&format!("[{}]", at.saturating_add(1)));
                }
                InlineKind::Mention { name, .. } => {
                    out.push('@');
                    out.push_str(name);
                }
                InlineKind::Field(Field::Other { shown, .. }) => out.push_str(shown),
                InlineKind::Embed(_, value) => {
                    if let Some(text) = value.as_str().filter(|text| text.starts_with("http")) {
                        out.push_str(text);
                    }
                }
                InlineKind::Note(_) | InlineKind::Field(_) | InlineKind::Bookmark(_) => {}
            }
        }
    }

    fn list(&mut self, list: &List, out: &mut String) {
        for (at, item) in list.items.iter().enumerate() {
            let mut mark = match list.kind {
                ListKind::Bullet if item.checked.is_some() => String::new(),
                ListKind::Bullet => "\u{2022} ".to_owned(),
                ListKind::Ordered { start, style } => {
                    let number = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                    format!("{}. ", number_text(number, style))
                }
            };
            match item.checked {
                Some(true) => mark.push_str("[x] "),
                Some(false) => mark.push_str("[ ] "),
                None => {}
            }
            let mut text = String::new();
            self.blocks(&item.blocks, &mut text);
            let indent = " ".repeat(width(&mark));
            prefix(&text, &mark, &indent, out);
        }
    }

    fn table(&mut self, table: &Table, out: &mut String) {
        let rows: Vec<Vec<(String, usize)>> = table
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| {
                        let mut text = String::new();
                        self.blocks(&cell.blocks, &mut text);
                        let span = usize::try_from(cell.column_span).unwrap_or(1).clamp(1, 64);
                        (text.trim_end_matches('\n').to_owned(), span)
                    })
                    .collect()
            })
            .collect();
        let mut widths: Vec<usize> = Vec::new();
        for row in &rows {
            let mut column = 0_usize;
            for (text, span) in row {
                if widths.len() < column.saturating_add(*span) {
                    widths.resize(column.saturating_add(*span), 0);
                }
                if *span == 1
                    && let Some(known) = widths.get_mut(column)
                {
                    let widest = text.lines().map(width).max().unwrap_or(0);
                    *known = (*known).max(widest.min(WIDEST));
                }
                column = column.saturating_add(*span);
            }
        }
        for (row, source) in rows.iter().zip(&table.rows) {
            let lines = row
                .iter()
                .map(|(text, _)| text.lines().count())
                .max()
                .unwrap_or(0)
                .max(1);
            for line in 0..lines {
                let mut written = String::new();
                let mut column = 0_usize;
                for (text, span) in row {
                    let end = column.saturating_add(*span);
                    let room: usize = widths.iter().take(end).skip(column).sum::<usize>()
                        + span.saturating_sub(1) * 3;
                    let said = table.column_align.get(column).copied().flatten();
                    aligned(
                        text.lines().nth(line).unwrap_or_default(),
                        room,
                        said,
                        &mut written,
                    );
                    column = end;
                    if column < widths.len() {
                        written.push_str(" | ");
                    }
                }
                out.push_str(written.trim_end());
                out.push('\n');
            }
            if source.header {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                out.push_str(&rule.join("-+-"));
                out.push('\n');
            }
        }
    }
}

fn aligned(text: &str, room: usize, said: Option<Align>, out: &mut String) {
    let missing = room.saturating_sub(width(text));
    let left = match said {
        Some(Align::Right) => missing,
        Some(Align::Center) => missing / 2,
        _ => 0,
    };
    out.extend(std::iter::repeat_n(' ', left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', missing.saturating_sub(left)));
}

/// Appends lines with something before the first and something else before the others.
fn prefix(text: &str, first: &str, others: &str, out: &mut String) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    for (at, line) in text.split('\n').enumerate() {
        let before = if at == 0 { first } else { others };
        out.push_str(if line.is_empty() {
            before.trim_end()
        } else {
            before
        });
        out.push_str(line);
        out.push('\n');
    }
}

/// A number as a list writes it.
pub(crate) fn number_text(number: u32, style: NumberStyle) -> String {
    match style {
        NumberStyle::Decimal => number.to_string(),
        NumberStyle::LowerAlpha => letters(number, b'a'),
        NumberStyle::UpperAlpha => letters(number, b'A'),
        NumberStyle::LowerRoman => roman(number).to_lowercase(),
        NumberStyle::UpperRoman => roman(number),
        NumberStyle::Chinese => chinese(number),
    }
}

fn letters(number: u32, first: u8) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = rest.saturating_sub(1) % 26;
        letters.push(char::from(
            first.saturating_add(u8::try_from(digit).unwrap_or(0)),
        ));
        rest = rest.saturating_sub(1) / 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, text) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= value {
            out.push_str(text);
            rest = rest.saturating_sub(value);
        }
    }
    out
}

fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if !(1..100).contains(&number) {
        return number.to_string();
    }
    let digit = |digit: u32| DIGITS.get(digit as usize).copied().unwrap_or_default();
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        0 => digit(ones).to_owned(),
        1 => format!("十{}", digit(ones)),
        _ => format!("{}十{}", digit(tens), digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_styles() {
        for (number, style, wanted) in [
            (28, NumberStyle::LowerAlpha, "ab"),
            (26, NumberStyle::UpperAlpha, "Z"),
            (1994, NumberStyle::UpperRoman, "MCMXCIV"),
            (4, NumberStyle::LowerRoman, "iv"),
            (21, NumberStyle::Chinese, "二十一"),
            (10, NumberStyle::Chinese, "十"),
        ] {
            assert_eq!(number_text(number, style), wanted);
        }
    }
}
