//! Random commands against the plainest model of a sheet: a map from places to values.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use spindle_sheet::{Outcome, Workbook};

use crate::{book, command};

/// Small enough that most commands meet cells.
const SIZE: u32 = 8;

type Cells = BTreeMap<(u32, u32), i64>;

#[derive(Debug, Clone, Copy)]
struct Block {
    row: u32,
    col: u32,
    rows: u32,
    cols: u32,
}

impl Block {
    fn holds(self, (row, col): (u32, u32)) -> bool {
        (self.row..self.row + self.rows).contains(&row)
            && (self.col..self.col + self.cols).contains(&col)
    }

    fn json(self) -> Value {
        json!({ "row": self.row, "col": self.col, "rowCount": self.rows, "colCount": self.cols })
    }
}

#[derive(Debug, Clone)]
enum Step {
    Edit(u32, u32, Option<i64>),
    Clear(Block),
    Insert(bool, u32, u32),
    Delete(bool, u32, u32),
    Drag(Block, u32, u32, bool),
    Fill(Block, Block),
}

fn block() -> impl Strategy<Value = Block> {
    (0..SIZE, 0..SIZE, 1..4_u32, 1..4_u32).prop_map(|(row, col, rows, cols)| Block {
        row,
        col,
        rows,
        cols,
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..SIZE, 0..SIZE, prop::option::weighted(0.8, 0_i64..100)).prop_map(|(row, col, value)| Step::Edit(row, col, value)),
        1 => block().prop_map(Step::Clear),
        1 => (any::<bool>(), 0..SIZE, 1..4_u32).prop_map(|(rows, at, count)| Step::Insert(rows, at, count)),
        1 => (any::<bool>(), 0..SIZE, 1..4_u32).prop_map(|(rows, at, count)| Step::Delete(rows, at, count)),
        1 => (block(), 0..SIZE, 0..SIZE, any::<bool>()).prop_map(|(from, row, col, copy)| Step::Drag(from, row, col, copy)),
        1 => (block(), block()).prop_map(|(start, over)| Step::Fill(start, over)),
    ]
}

fn json_of(step: &Step) -> Value {
    let axis = |rows: bool| if rows { "Rows" } else { "Columns" };
    match *step {
        Step::Edit(row, col, value) => command(
            "editCell",
            json!({ "row": row, "col": col, "newValue": value }),
        ),
        Step::Clear(block) => command("clearValues", json!({ "ranges": [block.json()] })),
        Step::Insert(rows, at, count) => command(
            &format!("insert{}", axis(rows)),
            json!({ "index": at, "count": count }),
        ),
        Step::Delete(rows, at, count) => command(
            &format!("delete{}", axis(rows)),
            json!({ "index": at, "count": count }),
        ),
        Step::Drag(from, row, col, copy) => command(
            "dragDrop",
            json!({ "fromRow": from.row, "fromColumn": from.col, "rowCount": from.rows, "columnCount": from.cols, "toRow": row, "toColumn": col, "copy": copy }),
        ),
        Step::Fill(start, over) => command(
            "fill",
            json!({ "startRange": start.json(), "fillRange": over.json(), "autoFillType": 0 }),
        ),
    }
}

fn model(cells: &Cells, step: &Step) -> Cells {
    let mut after = cells.clone();
    match *step {
        Step::Edit(row, col, Some(value)) => {
            after.insert((row, col), value);
        }
        Step::Edit(row, col, None) => {
            after.remove(&(row, col));
        }
        Step::Clear(block) => after.retain(|place, _| !block.holds(*place)),
        Step::Insert(rows, at, count) => {
            let to = |index: u32| if index >= at { index + count } else { index };
            after = cells
                .iter()
                .map(|((row, col), value)| match rows {
                    true => ((to(*row), *col), *value),
                    false => ((*row, to(*col)), *value),
                })
                .collect();
        }
        Step::Delete(rows, at, count) => {
            let to = |index: u32| match index {
                _ if index < at => Some(index),
                _ if index < at + count => None,
                _ => Some(index - count),
            };
            after = cells
                .iter()
                .filter_map(|((row, col), value)| match rows {
                    true => Some(((to(*row)?, *col), *value)),
                    false => Some(((*row, to(*col)?), *value)),
                })
                .collect();
        }
        Step::Drag(from, row, col, copy) => {
            if !copy {
                after.retain(|place, _| !from.holds(*place));
            }
            for r in 0..from.rows {
                for c in 0..from.cols {
                    match cells.get(&(from.row + r, from.col + c)) {
                        Some(value) => after.insert((row + r, col + c), *value),
                        None => after.remove(&(row + r, col + c)),
                    };
                }
            }
        }
        Step::Fill(start, over) => {
            let source = |at: u32, start: u32, count: u32| {
                let offset = (i64::from(at) - i64::from(start)).rem_euclid(i64::from(count));
                start + u32::try_from(offset).unwrap()
            };
            for row in over.row..over.row + over.rows {
                for col in over.col..over.col + over.cols {
                    let place = (
                        source(row, start.row, start.rows),
                        source(col, start.col, start.cols),
                    );
                    match cells.get(&place) {
                        Some(value) => after.insert((row, col), *value),
                        None => after.remove(&(row, col)),
                    };
                }
            }
        }
    }
    after
}

/// The cells as any reader of JSON sees them, who takes the last of equal keys.
fn cells_of(workbook: &Workbook) -> Cells {
    let json: Value = serde_json::from_str(&workbook.to_json()).unwrap();
    let mut cells = Cells::new();
    for (row, columns) in json["sheets"]["s"]["data"]["dataTable"]
        .as_object()
        .unwrap()
    {
        for (col, cell) in columns.as_object().unwrap() {
            if let Some(value) = cell["value"].as_i64() {
                cells.insert((row.parse().unwrap(), col.parse().unwrap()), value);
            }
        }
    }
    cells
}

/// Rows and cells in any order, some of them twice.
fn table() -> impl Strategy<Value = String> {
    let join = |entries: Vec<(u32, String)>| {
        let entries = entries
            .iter()
            .map(|(key, value)| format!("\"{key}\":{value}"));
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    };
    let cell = (
        0..SIZE,
        (0..100).prop_map(|value| format!("{{\"value\":{value}}}")),
    );
    let row = (0..SIZE, prop::collection::vec(cell, 0..6).prop_map(join));
    prop::collection::vec(row, 0..6).prop_map(join)
}

/// The same in order, each once.
fn ordered(table: &str) -> String {
    let table: BTreeMap<u32, BTreeMap<u32, Value>> = serde_json::from_str(table).unwrap();
    serde_json::to_string(&table).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_sheet_does_what_the_model_does(table in table(), in_order in any::<bool>(), steps in prop::collection::vec(step(), 1..12)) {
        let table = if in_order { ordered(&table) } else { table };
        let mut workbook = book(&format!(r#""data":{{"dataTable":{table}}}"#));
        let mut expected = cells_of(&workbook);
        for step in &steps {
            prop_assert_eq!(workbook.apply(&json_of(step)), Ok(Outcome::Changed));
            expected = model(&expected, step);
            prop_assert_eq!(cells_of(&workbook), expected.clone(), "{:?}", step);
        }
    }
}
