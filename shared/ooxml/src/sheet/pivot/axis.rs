//! The lines of an axis of a pivot table: rows from above, columns from the left.

use std::rc::Rc;

use super::{AxisField, Function, Item, PivotField, PivotTable};

/// Lines that one axis may have.
const MAX_LINES: usize = 1_048_576;
/// Fields that one axis may have.
pub const MAX_FIELDS: usize = 64;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// An item.
    Item,
    /// The subtotal of an item.
    Subtotal,
    /// The total of all.
    Grand,
    /// Nothing, to part items.
    Blank,
}

/// A label of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    /// An item of a field.
    Item(usize, usize),
    /// A text.
    Text(String),
}

/// One line of an axis.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// For each level the place of its item among those of the field.
    pub path: Vec<usize>,
    /// Labels with their level.
    pub labels: Vec<(usize, Label)>,
    /// The records that it is of.
    pub records: Rc<Vec<usize>>,
    /// Whether it has values.
    pub valued: bool,
    /// The function, when it is not the data field's own.
    pub function: Option<Function>,
    /// The data field, when the names of data fields are on the axis.
    pub data: Option<usize>,
}

/// Makes the lines of an axis.
pub struct Builder<'a> {
    /// The table.
    pub table: &'a PivotTable,
    /// The fields of the axis.
    pub axis: &'a [AxisField],
    /// Columns are always in tabular form.
    pub is_columns: bool,
    /// Which items of each field are shown.
    pub shown: &'a [Vec<bool>],
    /// The lines so far.
    pub lines: Vec<Line>,
    /// There were too many lines.
    pub overflow: bool,
}

impl Builder<'_> {
    /// All lines over some records; `grand` tells whether the total of all is shown.
    pub fn build(mut self, records: Rc<Vec<usize>>, grand: bool) -> (Vec<Line>, bool) {
        if self.axis.len() > MAX_FIELDS {
            return (Vec::new(), true);
        }
        if self.axis.is_empty() {
            self.push(LineKind::Grand, Vec::new(), Vec::new(), records, None);
            return (self.lines, self.overflow);
        }
        let is_item = |entry: &AxisField| matches!(entry, AxisField::Field(_));
        self.level(0, &records, &mut Vec::new(), None);
        if grand && self.axis.iter().any(is_item) {
            if self.axis.contains(&AxisField::Values) {
                for (number, data) in self.table.data.iter().enumerate() {
                    let label = Label::Text(format!("Total {}", data.name));
                    self.push(
                        LineKind::Grand,
                        vec![number],
                        vec![(0, label)],
                        Rc::clone(&records),
                        Some(number),
                    );
                }
            } else {
                let label = Label::Text(self.table.grand_label().to_owned());
                self.push(LineKind::Grand, vec![0], vec![(0, label)], records, None);
            }
        }
        (self.lines, self.overflow)
    }

    fn push(
        &mut self,
        kind: LineKind,
        path: Vec<usize>,
        labels: Vec<(usize, Label)>,
        records: Rc<Vec<usize>>,
        data: Option<usize>,
    ) {
        if self.lines.len() >= MAX_LINES {
            self.overflow = true;
            return;
        }
        self.lines.push(Line {
            kind,
            path,
            labels,
            records,
            valued: kind != LineKind::Blank,
            function: None,
            data,
        });
    }

    fn rest(&self, level: usize) -> &[AxisField] {
        self.axis.get(level + 1..).unwrap_or_default()
    }

    fn level(
        &mut self,
        level: usize,
        records: &Rc<Vec<usize>>,
        path: &mut Vec<usize>,
        data: Option<usize>,
    ) {
        match self.axis.get(level) {
            Some(AxisField::Values) => self.values(level, records, path),
            Some(AxisField::Field(number)) => self.field(level, *number, records, path, data),
            None => {}
        }
    }

    fn values(&mut self, level: usize, records: &Rc<Vec<usize>>, path: &mut Vec<usize>) {
        let table = self.table;
        for (number, data) in table.data.iter().enumerate() {
            path.push(number);
            let label = Label::Text(data.name.clone());
            if self.rest(level).is_empty() {
                self.push(
                    LineKind::Item,
                    path.clone(),
                    vec![(level, label)],
                    Rc::clone(records),
                    Some(number),
                );
            } else {
                self.nested(
                    level,
                    label,
                    records,
                    path,
                    Some(number),
                    !self.is_columns && table.compact,
                );
            }
            path.pop();
        }
    }

    /// An item with others inside: a line of its own above them, or its label at the first of them.
    fn nested(
        &mut self,
        level: usize,
        label: Label,
        records: &Rc<Vec<usize>>,
        path: &mut Vec<usize>,
        data: Option<usize>,
        above: bool,
    ) {
        if above {
            self.push(
                LineKind::Item,
                path.clone(),
                vec![(level, label.clone())],
                Rc::clone(records),
                data,
            );
            if let Some(line) = self.lines.last_mut() {
                line.valued = false;
            }
        }
        let start = self.lines.len();
        self.level(level + 1, records, path, data);
        if !above && let Some(line) = self.lines.get_mut(start) {
            line.labels.insert(0, (level, label));
        }
    }

    fn field(
        &mut self,
        level: usize,
        number: usize,
        records: &Rc<Vec<usize>>,
        path: &mut Vec<usize>,
        data: Option<usize>,
    ) {
        let table = self.table;
        let Some(field) = table.fields.get(number) else {
            return;
        };
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); field.items.len()];
        for record in records.iter() {
            let item = table
                .records
                .get(*record)
                .and_then(|record| record.get(number));
            if let Some(group) = item.and_then(|item| groups.get_mut(*item)) {
                group.push(*record);
            }
        }
        let deeper = self
            .rest(level)
            .iter()
            .any(|entry| matches!(entry, AxisField::Field(_)));
        for (place, item) in field.order.iter().enumerate() {
            let shown = self.shown.get(number).and_then(|shown| shown.get(*item));
            let group = groups
                .get_mut(*item)
                .map(std::mem::take)
                .unwrap_or_default();
            if shown != Some(&true) || (group.is_empty() && !field.show_all) || self.overflow {
                continue;
            }
            let group = Rc::new(group);
            let label = Label::Item(number, *item);
            path.push(place);
            if self.rest(level).is_empty() {
                self.push(
                    LineKind::Item,
                    path.clone(),
                    vec![(level, label)],
                    group,
                    data,
                );
                // The only function of its subtotals is that of its own values as well.
                if let ([function], Some(line)) =
                    (field.functions.as_slice(), self.lines.last_mut())
                {
                    line.function = Some(*function);
                }
            } else {
                let start = self.lines.len();
                let above = !self.is_columns && field.outline;
                self.nested(level, label.clone(), &group, path, data, above);
                if field.repeat_labels && !(field.compact && field.outline) && !self.is_columns {
                    repeat(
                        self.lines.get_mut(start..).unwrap_or_default(),
                        level,
                        &label,
                    );
                }
                if deeper {
                    self.subtotals(level, field, start, (*item, &group), path, data);
                }
                if field.blank_line && !self.is_columns {
                    self.push(
                        LineKind::Blank,
                        path.clone(),
                        Vec::new(),
                        Rc::default(),
                        None,
                    );
                }
            }
            path.pop();
        }
    }

    fn subtotals(
        &mut self,
        level: usize,
        field: &PivotField,
        start: usize,
        (item, group): (usize, &Rc<Vec<usize>>),
        path: &[usize],
        data: Option<usize>,
    ) {
        if !field.subtotals {
            return;
        }
        let functions: Vec<Option<Function>> = if field.functions.is_empty() {
            vec![None]
        } else {
            field.functions.iter().copied().map(Some).collect()
        };
        let table = self.table;
        let values_below = self.rest(level).contains(&AxisField::Values);
        let top = !self.is_columns && field.outline && field.subtotal_top;
        if let ([function], true, false) = (functions.as_slice(), top, values_below) {
            if let Some(line) = self.lines.get_mut(start) {
                line.valued = true;
                line.function = *function;
            }
            return;
        }
        let caption = field.items.get(item).unwrap_or(&Item::Blank).caption();
        for function in functions {
            let datas: Vec<Option<usize>> = if values_below {
                (0..table.data.len()).map(Some).collect()
            } else {
                vec![data]
            };
            for data in datas {
                let suffix = match (data.filter(|_| values_below), function) {
                    (Some(data), _) => table.data.get(data).map_or("", |data| data.name.as_str()),
                    (None, Some(function)) => function.label(),
                    (None, None) => "Total",
                };
                let label = match &field.subtotal_caption {
                    Some(caption) => caption.clone(),
                    None => format!("{caption} {suffix}"),
                };
                self.push(
                    LineKind::Subtotal,
                    path.to_vec(),
                    vec![(level, Label::Text(label))],
                    Rc::clone(group),
                    data,
                );
                if let Some(line) = self.lines.last_mut() {
                    line.function = function;
                }
            }
        }
    }
}

/// Gives a label to the lines that have none at its level.
fn repeat(lines: &mut [Line], level: usize, label: &Label) {
    for line in lines.iter_mut().filter(|line| line.kind != LineKind::Blank) {
        if line.labels.iter().all(|(at, _)| *at != level) {
            line.labels.insert(0, (level, label.clone()));
        }
    }
}
