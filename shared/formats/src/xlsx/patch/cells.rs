//! Rows and cells (ECMA-376 Part 1, 18.3.1.4 and 18.3.1.73).

use std::collections::HashSet;
use std::fmt::Write as _;

use spindle_model::convert::Job;
use spindle_model::workbook::{Cell, CellError, Sheet, Value};
use spindle_ooxml::sheet::reference::CellPos;

use super::calculation::Chain;
use super::difference::{CellDifference, RowDifference};
use super::formats::Formats;
use super::sheet::Part;
use super::text::{Attributes, Element, elements};
use crate::xlsx::chars::{fitting, push_cell_text, push_text};
use crate::xlsx::write::sheet::cells::{fits, push_number};
use crate::xlsx::write::sheet::push_cell_name;
use crate::xlsx::write::strings::{push_runs, push_t};

/// Formulas that others of a group are read from, and that are not there any more.
#[derive(Debug, Default)]
pub(super) struct Shared {
    gone: HashSet<String>,
}

/// Writes the cells of one sheet.
pub(super) struct Cells<'c, 'w> {
    pub(super) prefix: &'c str,
    pub(super) formats: &'c mut Formats<'w>,
    pub(super) chain: &'c mut Chain,
    /// The place of the sheet in the workbook part.
    pub(super) entry: usize,
    pub(super) sheet: &'c Sheet,
    pub(super) shared: Shared,
}

/// What the file has of a cell.
#[derive(Default)]
struct Known<'x> {
    attributes: Option<Attributes<'x>>,
    /// Its formula, as it is spelled.
    formula: Option<&'x str>,
    /// Its value, as it is spelled.
    value: Option<&'x str>,
    /// What it has beside formula and value.
    rest: String,
}

impl Cells<'_, '_> {
    /// Writes rows into a sheet; `None` when its text is broken or its rows are in no order.
    pub(super) fn write(
        &mut self,
        part: &mut Part<'_>,
        rows: &[RowDifference<'_>],
        job: &mut Job<'_>,
    ) -> Option<()> {
        let prefix = self.prefix;
        let Some(data) = part.child("sheetData").cloned() else {
            let mut text = format!("<{prefix}sheetData>");
            for row in rows {
                self.new_row(&mut text, row, job);
            }
            let _ = write!(text, "</{prefix}sheetData>");
            part.put("sheetData", text);
            return Some(());
        };
        if data.is_closed() {
            let tag = part.slice(&data.tag);
            let mut text = tag.strip_suffix("/>")?.to_owned();
            text.push('>');
            for row in rows {
                self.new_row(&mut text, row, job);
            }
            let _ = write!(text, "</{prefix}sheetData>");
            part.edits.replace(data.all, text);
            return Some(());
        }
        let there: Vec<Element<'_>> = elements(part.text, data.inside.clone())?
            .into_iter()
            .filter(|element| element.name == "row")
            .collect();
        let mut waiting = rows.iter().peekable();
        let mut last: Option<u32> = None;
        for row in &there {
            let attributes = Attributes::of(part.slice(&row.tag));
            let index = match attributes.number("r") {
                Some(number) => number.checked_sub(1)?,
                None => last.map_or(0, |last| last.saturating_add(1)),
            };
            if last.is_some_and(|last| index <= last) {
                return None;
            }
            last = Some(index);
            let mut text = String::new();
            while let Some(before) = waiting.next_if(|row| row.index < index) {
                self.new_row(&mut text, before, job);
            }
            if !text.is_empty() {
                part.edits.insert(row.all.start, text);
            }
            if let Some(difference) = waiting.next_if(|row| row.index == index) {
                self.row(part, row, attributes, difference, job)?;
            }
        }
        let mut text = String::new();
        for row in waiting {
            self.new_row(&mut text, row, job);
        }
        part.edits.insert(data.inside.end, text);
        if !self.shared.gone.is_empty() {
            self.orphans(part, &there, rows)?;
        }
        Some(())
    }

    fn new_row(&mut self, out: &mut String, row: &RowDifference<'_>, job: &mut Job<'_>) {
        let holds = row.settings.is_some() || row.cells.iter().any(|cell| cell.cell.is_some());
        if !holds {
            return;
        }
        let mut attributes = Attributes::of("");
        attributes.set("r", Some(&row.index.saturating_add(1).to_string()));
        self.settings(&mut attributes, row);
        self.row_tag(out, &attributes);
        for cell in &row.cells {
            self.cell(out, row.index, cell, Known::default(), job);
        }
        let _ = write!(out, "</{}row>", self.prefix);
    }

    fn row_tag(&self, out: &mut String, attributes: &Attributes<'_>) {
        let _ = write!(out, "<{}row", self.prefix);
        attributes.push(out);
        out.push('>');
    }

    /// Sets what a row says of itself.
    fn settings(&mut self, attributes: &mut Attributes<'_>, row: &RowDifference<'_>) {
        let Some(settings) = row.settings else {
            return;
        };
        if row.style {
            let old = attributes.number("s").unwrap_or(0);
            let format = self.formats.index(old, settings.style);
            let said = (format != 0).then(|| format.to_string());
            attributes.set("s", said.as_deref());
            attributes.set("customFormat", said.is_some().then_some("1"));
        }
        if row.height {
            let height = settings.height.filter(|height| height.is_finite());
            let said = height.map(|height| height.clamp(0.0, 409.5).to_string());
            attributes.set("ht", said.as_deref());
            attributes.set("customHeight", said.is_some().then_some("1"));
        }
        if row.hidden {
            attributes.set("hidden", settings.hidden.then_some("1"));
        }
    }

    /// Changes a row of the file.
    fn row(
        &mut self,
        part: &mut Part<'_>,
        row: &Element<'_>,
        mut attributes: Attributes<'_>,
        difference: &RowDifference<'_>,
        job: &mut Job<'_>,
    ) -> Option<()> {
        let before = attributes.clone();
        self.settings(&mut attributes, difference);
        let there: Vec<Element<'_>> = elements(part.text, row.inside.clone())?
            .into_iter()
            .filter(|element| element.name == "c")
            .collect();
        let mut new = String::new();
        let mut waiting = difference.cells.iter().peekable();
        let mut next = 0u32;
        let mut implied = false;
        for cell in &there {
            let tag = Attributes::of(part.slice(&cell.tag));
            let position = match tag.get("r") {
                Some(name) => CellPos::parse(name.trim())?,
                None => {
                    implied = true;
                    CellPos::new(difference.index, next)
                }
            };
            if position.row != difference.index || position.col < next {
                return None;
            }
            while let Some(before) = waiting.next_if(|other| other.column < position.col) {
                // One that says no column has that behind the one before it.
                tag.get("r")?;
                self.cell(&mut new, difference.index, before, Known::default(), job);
            }
            if !new.is_empty() {
                part.edits.insert(cell.all.start, std::mem::take(&mut new));
            }
            next = position.col.saturating_add(1);
            let Some(changed) = waiting.next_if(|other| other.column == position.col) else {
                continue;
            };
            let known = self.known(part, cell, tag, changed)?;
            let mut text = String::new();
            self.cell(&mut text, difference.index, changed, known, job);
            if text.is_empty() && implied {
                text = format!("<{}c/>", self.prefix);
            }
            part.edits.replace(cell.all.clone(), text);
        }
        for cell in waiting {
            self.cell(&mut new, difference.index, cell, Known::default(), job);
        }
        if let Some(spans) = attributes.get("spans").map(str::to_owned)
            && let Some((first, last)) = spans.split_once(':')
            && let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>())
        {
            let outside = difference
                .cells
                .iter()
                .filter(|cell| cell.cell.is_some())
                .any(|cell| {
                    let number = cell.column.saturating_add(1);
                    number < first || number > last
                });
            if outside {
                attributes.set("spans", None);
            }
        }
        if row.is_closed() {
            let mut text = String::new();
            self.row_tag(&mut text, &attributes);
            let _ = write!(text, "{new}</{}row>", self.prefix);
            part.edits.replace(row.all.clone(), text);
            return Some(());
        }
        if attributes != before {
            let mut text = String::new();
            self.row_tag(&mut text, &attributes);
            part.edits.replace(row.tag.clone(), text);
        }
        part.edits.insert(row.inside.end, new);
        Some(())
    }

    /// What the file has of a cell that changes.
    fn known<'x>(
        &mut self,
        part: &Part<'x>,
        cell: &Element<'_>,
        attributes: Attributes<'x>,
        difference: &CellDifference<'_>,
    ) -> Option<Known<'x>> {
        let mut known = Known {
            attributes: Some(attributes),
            ..Known::default()
        };
        for inner in elements(part.text, cell.inside.clone())? {
            match inner.name {
                "f" => {
                    let tag = Attributes::of(part.slice(&inner.tag));
                    if difference.formula
                        && tag.get("t") == Some("shared")
                        && !part.slice(&inner.inside).trim().is_empty()
                        && let Some(group) = tag.get("si")
                    {
                        self.shared.gone.insert(group.to_owned());
                    }
                    known.formula = Some(part.slice(&inner.all));
                }
                "v" | "is" => known.value = Some(part.slice(&inner.all)),
                _ => known.rest.push_str(part.slice(&inner.all)),
            }
        }
        Some(known)
    }

    /// Appends a cell; nothing where there is none any more.
    fn cell(
        &mut self,
        out: &mut String,
        row: u32,
        difference: &CellDifference<'_>,
        known: Known<'_>,
        job: &mut Job<'_>,
    ) {
        let nothing = Cell::default();
        let cell = difference.cell.unwrap_or(&nothing);
        let prefix = self.prefix;
        if difference.formula && difference.had_formula {
            self.chain
                .forget(self.entry, CellPos::new(row, difference.column));
        }
        let is_new = known.attributes.is_none();
        let mut attributes = known.attributes.unwrap_or_else(|| Attributes::of(""));
        let old = attributes.number("s").unwrap_or(0);
        let format = self.formats.index(old, cell.style);
        let formula = match difference.formula {
            true => cell.formula.as_deref().and_then(|text| fits(text, job)),
            false => None,
        };
        // A formula that nobody changed stays as it is spelled; so does one that was never told.
        let kept = known.formula.filter(|_| !difference.formula);
        let has_formula = formula.is_some() || kept.is_some();
        let not_finite = matches!(cell.value, Value::Number(number) if !number.is_finite());
        let value = if not_finite {
            &Value::Error(CellError::Number)
        } else {
            &cell.value
        };
        // So does a value.
        let same = !difference.value && !difference.formula && !is_new;
        let kept_value = known.value.filter(|_| same);
        let is_empty =
            *value == Value::Empty && !has_formula && kept_value.is_none() && known.rest.is_empty();
        if is_empty && format == 0 {
            return;
        }
        if is_new || attributes.get("r").is_none() {
            let mut name = String::new();
            push_cell_name(&mut name, row, difference.column);
            attributes.set("r", Some(&name));
        }
        let said = (format != 0).then(|| format.to_string());
        if old != format {
            attributes.set("s", said.as_deref());
        }
        let kind = match value {
            Value::Empty | Value::Number(_) => None,
            Value::Text(_) | Value::Rich(_) if has_formula => Some("str"),
            Value::Text(_) | Value::Rich(_) => Some("inlineStr"),
            Value::Bool(_) => Some("b"),
            Value::Error(_) => Some("e"),
        };
        if !same {
            attributes.set("t", kind);
        }
        // What the file knows besides of the value or the formula does not hold for another one.
        if difference.value {
            attributes.set("vm", None);
        }
        if difference.formula {
            attributes.set("cm", None);
        }
        let _ = write!(out, "<{prefix}c");
        attributes.push(out);
        if is_empty {
            out.push_str("/>");
            return;
        }
        out.push('>');
        if let Some(kept) = kept {
            out.push_str(kept);
        }
        if let Some(formula) = formula {
            let _ = write!(out, "<{prefix}f>");
            push_text(out, formula);
            let _ = write!(out, "</{prefix}f>");
        }
        match kept_value {
            Some(kept) => out.push_str(kept),
            None if same => {}
            None => self.value(out, value, has_formula),
        }
        out.push_str(&known.rest);
        let _ = write!(out, "</{prefix}c>");
    }

    fn value(&self, out: &mut String, value: &Value, has_formula: bool) {
        let prefix = self.prefix;
        let mut text = String::new();
        match value {
            Value::Empty => return,
            Value::Number(number) => push_number(&mut text, *number),
            Value::Bool(value) => text.push_str(if *value { "1" } else { "0" }),
            Value::Error(error) => text.push_str(error.name()),
            Value::Text(_) | Value::Rich(_) if has_formula => {
                push_cell_text(&mut text, fitting(&value.text().unwrap_or_default()));
            }
            Value::Text(words) => {
                push_t(&mut text, fitting(words));
                let _ = write!(out, "<{prefix}is>{}</{prefix}is>", prefixed(&text, prefix));
                return;
            }
            Value::Rich(runs) => {
                push_runs(&mut text, runs);
                let _ = write!(out, "<{prefix}is>{}</{prefix}is>", prefixed(&text, prefix));
                return;
            }
        }
        let _ = write!(out, "<{prefix}v>{text}</{prefix}v>");
    }

    /// Cells whose formula is read from one that is not there any more say it themselves.
    fn orphans(
        &mut self,
        part: &mut Part<'_>,
        there: &[Element<'_>],
        changed: &[RowDifference<'_>],
    ) -> Option<()> {
        let mut last: Option<u32> = None;
        for row in there {
            let index = match Attributes::of(part.slice(&row.tag)).number("r") {
                Some(number) => number.checked_sub(1)?,
                None => last.map_or(0, |last| last.saturating_add(1)),
            };
            last = Some(index);
            let cells = changed.binary_search_by_key(&index, |row| row.index);
            let cells = cells.ok().and_then(|place| changed.get(place));
            let mut next = 0u32;
            for cell in elements(part.text, row.inside.clone())? {
                if cell.name != "c" {
                    continue;
                }
                let tag = Attributes::of(part.slice(&cell.tag));
                let column = match tag.get("r") {
                    Some(name) => CellPos::parse(name.trim())?.col,
                    None => next,
                };
                next = column.saturating_add(1);
                let is_changed = cells.is_some_and(|row| {
                    row.cells
                        .iter()
                        .any(|cell| cell.column == column && cell.formula)
                });
                if is_changed {
                    continue;
                }
                let formula = elements(part.text, cell.inside.clone())?
                    .into_iter()
                    .find(|inner| inner.name == "f");
                let Some(formula) = formula else {
                    continue;
                };
                let tag = Attributes::of(part.slice(&formula.tag));
                let is_orphan = tag.get("t") == Some("shared")
                    && part.slice(&formula.inside).trim().is_empty()
                    && tag
                        .get("si")
                        .is_some_and(|group| self.shared.gone.contains(group));
                let own = self.sheet.cell(index, column);
                if !is_orphan {
                    continue;
                }
                let Some(text) = own.and_then(|cell| cell.formula.as_deref()) else {
                    continue;
                };
                let mut now = format!("<{}f>", self.prefix);
                push_text(&mut now, text);
                let _ = write!(now, "</{}f>", self.prefix);
                let value_changed =
                    cells.is_some_and(|row| row.cells.iter().any(|cell| cell.column == column));
                if value_changed {
                    // Its text was replaced as a whole, formula included.
                    part.edits
                        .rewrite(&cell.all, part.slice(&formula.all), &now);
                } else {
                    part.edits.replace(formula.all, now);
                }
            }
        }
        Some(())
    }
}

/// The elements of a text with a prefix.
fn prefixed<'t>(text: &'t str, prefix: &str) -> std::borrow::Cow<'t, str> {
    if prefix.is_empty() {
        return text.into();
    }
    // In texts `<` is escaped, so that it begins tags only.
    text.replace("</", "\u{0}")
        .replace('<', &format!("<{prefix}"))
        .replace('\u{0}', &format!("</{prefix}"))
        .into()
}
