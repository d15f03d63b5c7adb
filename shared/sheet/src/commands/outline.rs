//! Groups of rows and columns: made, taken away, opened and closed.

pub(super) mod runs;

use crate::args::{Args, Axis, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Array, Node, Object};
use crate::workbook::Workbook;

use runs::Runs;

pub(super) fn group_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    regroup(workbook, args, Axis::Rows, 1)
}

pub(super) fn group_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    regroup(workbook, args, Axis::Columns, 1)
}

pub(super) fn ungroup_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    regroup(workbook, args, Axis::Rows, -1)
}

pub(super) fn ungroup_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    regroup(workbook, args, Axis::Columns, -1)
}

pub(super) fn expand_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    expand(workbook, args, Axis::Rows)
}

pub(super) fn expand_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    expand(workbook, args, Axis::Columns)
}

pub(super) fn level_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    expand_level(workbook, args, Axis::Rows)
}

pub(super) fn level_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    expand_level(workbook, args, Axis::Columns)
}

/// The member of a sheet that holds its groups.
pub(super) fn member(axis: Axis) -> &'static str {
    match axis {
        Axis::Rows => "rowOutlines",
        Axis::Columns => "columnOutlines",
    }
}

fn regroup(
    workbook: &mut Workbook,
    args: &Args<'_>,
    axis: Axis,
    by: i64,
) -> Result<Outcome, CommandError> {
    let span = span(args, axis)?;
    change(workbook, args, axis, |runs, _| {
        runs.raise(span, by);
        Ok(())
    })
}

fn span(args: &Args<'_>, axis: Axis) -> Result<Span, CommandError> {
    let start = args.index("index", axis)?;
    let count = args.integer("count")?;
    args.span(("index", i64::from(start)), ("count", Some(count)), axis)
}

/// The mark of a closed group stands at the row or column beside it: `index`.
fn expand(workbook: &mut Workbook, args: &Args<'_>, axis: Axis) -> Result<Outcome, CommandError> {
    let index = args.integer("index")?;
    let level = args.integer("level")?;
    let collapsed = args
        .get("collapsed")
        .and_then(serde_json::Value::as_bool)
        .ok_or_else(|| args.invalid("`collapsed` is not true or false"))?;
    if !(-1..=i64::from(axis.most())).contains(&index) {
        return Err(args.invalid(format!(
            "`index` is {index}, which is beside no {}",
            axis.word()
        )));
    }
    change(workbook, args, axis, |runs, outline| {
        let inside = match forward(outline) {
            true => index.saturating_sub(1),
            false => index.saturating_add(1),
        };
        let group = u32::try_from(inside)
            .ok()
            .and_then(|at| runs.group(at, level));
        if group.is_none() {
            return Err(format!("there is no group of level {level} beside {index}"));
        }
        mark(runs, outline, axis, index, collapsed)
    })
}

fn expand_level(
    workbook: &mut Workbook,
    args: &Args<'_>,
    axis: Axis,
) -> Result<Outcome, CommandError> {
    let level = args.integer("level")?;
    if level < 0 {
        return Err(args.invalid("`level` is less than 0"));
    }
    change(workbook, args, axis, |runs, outline| {
        let forward = forward(outline);
        let deepest = level.min(runs.deepest());
        for at in 0..=deepest {
            for group in runs.groups(at) {
                let beside = match forward {
                    true => i64::from(group.end()),
                    false => i64::from(group.start) - 1,
                };
                mark(runs, outline, axis, beside, at == level)?;
            }
        }
        Ok(())
    })
}

/// Whether the mark of a group stands after it, which is the rule, or before it.
fn forward(outline: &Object) -> bool {
    outline.get("direction").and_then(Node::as_integer) != Some(0)
}

/// Marks what stands beside a group, which may be before the first or after the last row or column.
fn mark(
    runs: &mut Runs,
    outline: &mut Object,
    axis: Axis,
    index: i64,
    collapsed: bool,
) -> Result<(), String> {
    let at = u32::try_from(index).ok().filter(|at| *at < axis.most());
    if let Some(at) = at {
        runs.mark(at, collapsed);
        return Ok(());
    }
    let name = if index < 0 { "head" } else { "tail" };
    let known = outline.get(name).filter(|node| !node.is_null());
    let mut info = match known {
        None => {
            let mut info = Object::default();
            info.set("level", Node::raw("0"));
            info
        }
        Some(node) => {
            let info = node
                .as_object()
                .ok_or_else(|| format!("`{name}` of the outline is not an object"))?;
            info.into_owned()
        }
    };
    info.set(
        "collapsed",
        Node::raw(if collapsed { "true" } else { "false" }),
    );
    outline.set(name, Node::Object(info));
    Ok(())
}

fn change(
    workbook: &mut Workbook,
    args: &Args<'_>,
    axis: Axis,
    change: impl FnOnce(&mut Runs, &mut Object) -> Result<(), String>,
) -> Result<Outcome, CommandError> {
    let sheet = workbook.sheet(args)?;
    let node = changed(sheet, axis, change).map_err(|why| args.invalid(why))?;
    sheet.set(member(axis), node);
    Ok(Outcome::Changed)
}

/// The groups of a sheet as they are after a change.
pub(super) fn changed(
    sheet: &Object,
    axis: Axis,
    change: impl FnOnce(&mut Runs, &mut Object) -> Result<(), String>,
) -> Result<Node, String> {
    let name = member(axis);
    let known = sheet.get(name).filter(|node| !node.is_null());
    let mut outline = match known {
        None => Object::default(),
        Some(node) => node
            .as_object()
            .ok_or_else(|| format!("`{name}` of the sheet is not an object"))?
            .into_owned(),
    };
    // The published schema says `itemsData`; sheets without groups have an empty `items` beside it.
    let filled = |key: &str| {
        let list = outline.get(key).and_then(Node::as_array);
        list.is_some_and(|list| list.len() > 0)
    };
    let key = match (filled("itemsData"), filled("items")) {
        (true, true) => return Err(format!("`{name}` has both `items` and `itemsData`")),
        (false, true) => "items",
        (_, false) => "itemsData",
    };
    let items = match outline.get(key).filter(|node| !node.is_null()) {
        None => Array::default(),
        Some(node) => node
            .as_array()
            .ok_or_else(|| format!("`{name}.{key}` is not a list"))?
            .into_owned(),
    };
    let mut runs = Runs::read(&items, axis).map_err(|why| format!("`{name}.{key}`: {why}"))?;
    let before = runs.clone();
    change(&mut runs, &mut outline)?;
    if runs != before {
        outline.set(key, Node::Array(runs.written()));
    }
    Ok(Node::Object(outline))
}
