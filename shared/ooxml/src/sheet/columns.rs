//! Columns of a worksheet (ECMA-376 Part 1, 18.3.1.13): runs of equal columns, taken apart where they differ.

use crate::dom::{Dom, NodeId};

use super::reference::MAX_COLS;

/// What a column has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Width in characters of the default font, as the file has it.
    pub width: Option<f64>,
    /// Number of the format of cells that the sheet does not hold.
    pub style: u32,
    /// The column is hidden.
    pub hidden: bool,
    /// The width was set by hand.
    pub custom: bool,
    /// Attributes that are kept: name and value.
    pub others: Vec<(String, String)>,
}

/// Columns `first` to `last`, counted from 0, that have the same.
#[derive(Debug, Clone, PartialEq)]
struct Run {
    first: u32,
    last: u32,
    column: Column,
}

/// All columns that have anything, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    runs: Vec<Run>,
}

impl Columns {
    /// Reads the `cols` of a worksheet's tree.
    #[must_use]
    pub fn read(dom: &Dom, root: NodeId) -> Self {
        let mut columns = Self::default();
        let Some(list) = dom.child(root, "cols") else {
            return columns;
        };
        for node in dom.elements(list, "col") {
            let number = |name: &str| {
                dom.attr(node, name)
                    .and_then(|text| text.parse::<u32>().ok())
            };
            let (Some(min), Some(max)) = (number("min"), number("max")) else {
                continue;
            };
            let (Some(first), Some(last)) = (min.checked_sub(1), max.min(MAX_COLS).checked_sub(1))
            else {
                continue;
            };
            let flag = |name: &str| matches!(dom.attr(node, name), Some("1" | "true"));
            let known = ["min", "max", "width", "style", "hidden", "customWidth"];
            let column = Column {
                width: dom.attr(node, "width").and_then(|text| text.parse().ok()),
                style: number("style").unwrap_or(0),
                hidden: flag("hidden"),
                custom: flag("customWidth"),
                others: dom
                    .attributes(node)
                    .filter(|(name, _)| !known.contains(name))
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
            };
            // Overlapping runs, which broken files have, would be written overlapping again.
            if first <= last && columns.runs.last().is_none_or(|run| run.last < first) {
                columns.runs.push(Run {
                    first,
                    last,
                    column,
                });
            }
        }
        columns
    }

    /// What a column has.
    #[must_use]
    pub fn get(&self, col: u32) -> Option<&Column> {
        let index = self.runs.partition_point(|run| run.last < col);
        self.runs
            .get(index)
            .filter(|run| run.first <= col)
            .map(|run| &run.column)
    }

    /// Columns that have a format, with it.
    pub fn styled(&self) -> impl Iterator<Item = (u32, u32)> {
        let runs = self.runs.iter().filter(|run| run.column.style != 0);
        runs.flat_map(|run| (run.first..=run.last).map(|col| (col, run.column.style)))
    }

    /// Changes columns `first` to `last`.
    pub fn change(&mut self, first: u32, last: u32, mut change: impl FnMut(&mut Column)) {
        let mut out: Vec<Run> = Vec::with_capacity(self.runs.len() + 2);
        let mut next = first;
        for run in std::mem::take(&mut self.runs) {
            if run.last < first || run.first > last {
                if run.first > last && next <= last {
                    push(&mut out, next, last, &Column::default(), &mut change);
                    next = last + 1;
                }
                out.push(run);
                continue;
            }
            if run.first < first {
                out.push(Run {
                    first: run.first,
                    last: first - 1,
                    column: run.column.clone(),
                });
            }
            let start = run.first.max(first);
            if next < start {
                push(&mut out, next, start - 1, &Column::default(), &mut change);
            }
            let end = run.last.min(last);
            push(&mut out, start, end, &run.column, &mut change);
            next = end + 1;
            if run.last > last {
                out.push(Run {
                    first: last + 1,
                    last: run.last,
                    column: run.column,
                });
            }
        }
        if next <= last {
            push(&mut out, next, last, &Column::default(), &mut change);
        }
        for run in out {
            match self.runs.last_mut() {
                Some(before) if before.last + 1 == run.first && before.column == run.column => {
                    before.last = run.last
                }
                _ if run.column == Column::default() => {}
                _ => self.runs.push(run),
            }
        }
    }

    /// Inserts (or with `remove` deletes) columns `first` to `last`.
    pub fn shift(&mut self, first: u32, last: u32, remove: bool) {
        let count = last - first + 1;
        // So that no run lies across the place.
        self.split(first);
        if remove {
            self.split(last + 1);
        }
        self.runs.retain_mut(|run| {
            if remove {
                if run.first >= first && run.last <= last {
                    return false;
                }
                if run.first > last {
                    (run.first, run.last) = (run.first - count, run.last - count);
                }
            } else if run.first >= first {
                (run.first, run.last) = (run.first + count, (run.last + count).min(MAX_COLS - 1));
            }
            run.first < MAX_COLS
        });
    }

    fn split(&mut self, at: u32) {
        let index = self.runs.partition_point(|run| run.last < at);
        if let Some(run) = self.runs.get_mut(index).filter(|run| run.first < at) {
            let tail = Run {
                first: at,
                ..run.clone()
            };
            run.last = at - 1;
            self.runs.insert(index + 1, tail);
        }
    }

    /// Writes the columns into the worksheet's tree.
    pub fn write(&self, dom: &mut Dom, root: NodeId, order: &[&str]) {
        if self.runs.is_empty() {
            if let Some(list) = dom.child(root, "cols") {
                dom.detach(list);
            }
            return;
        }
        let list = dom.ensure_child(root, "cols", order);
        dom.clear(list);
        for run in &self.runs {
            let node = dom.element("col");
            dom.set_attr(node, "min", &(run.first + 1).to_string());
            dom.set_attr(node, "max", &(run.last + 1).to_string());
            if let Some(width) = run.column.width {
                dom.set_attr(node, "width", &width.to_string());
            }
            if run.column.style != 0 {
                dom.set_attr(node, "style", &run.column.style.to_string());
            }
            if run.column.hidden {
                dom.set_attr(node, "hidden", "1");
            }
            if run.column.custom {
                dom.set_attr(node, "customWidth", "1");
            }
            for (name, value) in &run.column.others {
                dom.set_attr(node, name, value);
            }
            dom.append(list, node);
        }
    }
}

fn push(
    out: &mut Vec<Run>,
    first: u32,
    last: u32,
    column: &Column,
    change: &mut impl FnMut(&mut Column),
) {
    let mut column = column.clone();
    change(&mut column);
    out.push(Run {
        first,
        last,
        column,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(columns: &Columns) -> Vec<(u32, u32, Option<f64>)> {
        columns
            .runs
            .iter()
            .map(|run| (run.first, run.last, run.column.width))
            .collect()
    }

    #[test]
    fn runs_are_split_and_joined() {
        let mut columns = Columns::default();
        columns.change(2, 5, |column| column.width = Some(10.0));
        columns.change(4, 7, |column| column.width = Some(20.0));
        assert_eq!(widths(&columns), [(2, 3, Some(10.0)), (4, 7, Some(20.0))]);
        columns.change(0, 9, |column| column.hidden = true);
        assert_eq!(
            widths(&columns),
            [
                (0, 1, None),
                (2, 3, Some(10.0)),
                (4, 7, Some(20.0)),
                (8, 9, None)
            ]
        );
        columns.change(0, 9, |column| *column = Column::default());
        assert_eq!(widths(&columns), []);
        columns.change(3, 3, |column| column.style = 4);
        assert_eq!(columns.get(3).unwrap().style, 4);
        assert_eq!(columns.get(4), None);
    }

    #[test]
    fn runs_move_with_their_columns() {
        let mut columns = Columns::default();
        columns.change(2, 5, |column| column.width = Some(10.0));
        columns.shift(4, 4, false);
        assert_eq!(widths(&columns), [(2, 3, Some(10.0)), (5, 6, Some(10.0))]);
        columns.shift(3, 5, true);
        assert_eq!(widths(&columns), [(2, 2, Some(10.0)), (3, 3, Some(10.0))]);
    }

    #[test]
    fn attributes_nobody_knows_are_kept() {
        let mut dom = Dom::new();
        let root = dom.fragment("<worksheet><cols><col min=\"2\" max=\"99999\" width=\"9.5\" bestFit=\"1\" outlineLevel=\"2\"/></cols></worksheet>");
        let mut columns = Columns::read(&dom, root);
        columns.change(3, 3, |column| column.width = Some(1.0));
        columns.write(&mut dom, root, &[]);
        let list = dom.child(root, "cols").unwrap();
        let all: Vec<_> = dom
            .elements(list, "col")
            .map(|node| dom.attr(node, "outlineLevel"))
            .collect();
        assert_eq!(all, [Some("2"); 3]);
        assert_eq!(
            dom.attr(dom.last_child(list).unwrap(), "max"),
            Some("16384")
        );
    }
}
