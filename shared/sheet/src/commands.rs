//! The commands: one file each, and THE table of them.

mod clear;
mod copy;
mod drag_drop;
mod edit_cell;
mod fill;
mod floating;
mod follow;
mod frozen;
mod insert_delete;
mod outline;
mod paste;
mod rename_sheet;
mod resize;
mod set_cells;
mod set_style;
mod sheets;
mod spans;
mod zoom;

use serde_json::Value;

use crate::args::Args;
use crate::error::{CommandError, Outcome};
use crate::workbook::Workbook;

/// Applies a command; what fails leaves the workbook as it was.
type Run = fn(&mut Workbook, &Args<'_>) -> Result<Outcome, CommandError>;

/// One line of the table.
struct Command {
    /// The names that a client may use.
    names: &'static [&'static str],
    /// Whether the names may stand behind [`PREFIXES`].
    menu: bool,
    /// The arguments besides `sheetName`.
    arguments: &'static str,
    /// What it does.
    meaning: &'static str,
    run: Run,
    /// Whether the command is supported with these arguments.
    takes: fn(&Args<'_>) -> bool,
}

/// What the control's menu and the designer write before the names of their commands.
const PREFIXES: [&str; 2] = ["gc.spread.contextMenu.", "designer."];

const fn command(
    names: &'static [&'static str],
    arguments: &'static str,
    meaning: &'static str,
    run: Run,
) -> Command {
    Command {
        names,
        menu: false,
        arguments,
        meaning,
        run,
        takes: any,
    }
}

const fn menu(
    names: &'static [&'static str],
    arguments: &'static str,
    meaning: &'static str,
    run: Run,
) -> Command {
    Command {
        menu: true,
        ..command(names, arguments, meaning, run)
    }
}

fn any(_: &Args<'_>) -> bool {
    true
}

/// THE table of commands.
#[rustfmt::skip]
const COMMANDS: &[Command] = &[
    command(&["editCell"], "row, col, newValue", "sets a value, or a formula where the value begins with `=`; null or \"\" clears", edit_cell::run),
    command(&["setCells"], "cells", "puts whole cells there: a list of `{row, col, cell}`, where a `cell` of null takes one away", set_cells::run),
    command(&["clearValues"], "ranges", "takes values and formulas away, styles stay", clear::values),
    command(&["clear"], "ranges", "takes cells and the spans within away", clear::all),
    command(&["setStyle"], "ranges, style, replace", "lays members over the styles of cells, or of whole rows and columns; null as a member takes back, as `style` it takes styles away", set_style::run),
    command(&["addSpan"], "ranges", "merges cells; spans in the way go", spans::add),
    command(&["removeSpan"], "ranges", "takes spans away that a range touches", spans::remove),
    command(&["setFrozenCount"], "frozenRowCount, frozenColumnCount", "freezes the first rows and columns", frozen::run),
    command(&["renameSheet"], "name", "renames the sheet; its key stays, formulas follow", rename_sheet::run),
    command(&["resizeColumn"], "columns, size, rowHeader", "sets widths", resize::columns),
    command(&["resizeRow"], "rows, size, columnHeader", "sets heights", resize::rows),
    command(&["setRowVisible"], "rows, visible", "shows or hides rows", resize::rows_visible),
    command(&["setColumnVisible"], "columns, visible", "shows or hides columns", resize::columns_visible),
    command(&["autoFitColumn", "autoFitRow"], "columns or rows", "recorded only: a client measures", resize::auto_fit),
    command(&["clipboardPaste"], "fromSheet, fromRanges, pastedRanges, isCutting, clipboardText, pasteOption", "copies or moves cells, or sets values from text", paste::run),
    Command { takes: drag_drop::takes, ..command(&["dragDrop"], "fromRow, fromColumn, toRow, toColumn, rowCount, columnCount, copy; not insert", "moves or copies a block", drag_drop::run) },
    Command { takes: fill::takes, ..command(&["fill", "dragFill"], "startRange, fillRange; autoFillType 0 only", "repeats the cells of a block", fill::run) },
    command(&["outlineRow"], "index, count", "groups rows", outline::group_rows),
    command(&["outlineColumn"], "index, count", "groups columns", outline::group_columns),
    command(&["removeRowOutline"], "index, count", "takes rows out of a group", outline::ungroup_rows),
    command(&["removeColumnOutline"], "index, count", "takes columns out of a group", outline::ungroup_columns),
    command(&["expandRowOutline"], "index, level, collapsed", "opens or closes a group of rows", outline::expand_rows),
    command(&["expandColumnOutline"], "index, level, collapsed", "opens or closes a group of columns", outline::expand_columns),
    command(&["expandRowOutlineForLevel"], "level", "opens groups of rows above a level, closes those of it", outline::level_rows),
    command(&["expandColumnOutlineForLevel"], "level", "opens groups of columns above a level, closes those of it", outline::level_columns),
    command(&["zoom"], "zoomFactor", "sets the zoom", zoom::run),
    command(&["deleteFloatingObjects"], "floatingObjects", "takes pictures, charts and shapes away by name", floating::delete),
    menu(&["insertRows", "insertRow", "addRows", "addRow", "insertSheetRows", "insertSheetRow"], "selections; or row or index, and count or rowCount", "inserts rows; formulas follow", insert_delete::insert_rows),
    menu(&["insertColumns", "insertColumn", "addColumns", "addColumn", "insertCols", "insertSheetColumns", "insertSheetColumn"], "selections; or col or index, and count or colCount", "inserts columns; formulas follow", insert_delete::insert_columns),
    menu(&["deleteRows", "deleteRow", "removeRows", "removeRow", "deleteSheetRows", "deleteSheetRow"], "selections; or row or index, and count or rowCount", "deletes rows; formulas follow", insert_delete::delete_rows),
    menu(&["deleteColumns", "deleteColumn", "removeColumns", "removeColumn", "deleteCols", "deleteSheetColumns", "deleteSheetColumn"], "selections; or col or index, and count or colCount", "deletes columns; formulas follow", insert_delete::delete_columns),
    menu(&["insertSheet", "addSheet"], "name, sheetIndex; sheetName is not needed", "adds an empty sheet", sheets::insert),
    menu(&["deleteSheet", "removeSheet"], "", "deletes the sheet; the last one stays", sheets::delete),
];

/// A command that is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandInfo {
    /// The names that a client may use.
    pub names: &'static [&'static str],
    /// Whether the names may stand behind `gc.spread.contextMenu.` or `designer.`.
    pub menu: bool,
    /// The arguments besides `sheetName`, in words.
    pub arguments: &'static str,
    /// What it does, in words.
    pub meaning: &'static str,
}

/// The commands that are supported, in the order of the documentation.
pub fn supported() -> impl Iterator<Item = CommandInfo> {
    COMMANDS.iter().map(|command| CommandInfo {
        names: command.names,
        menu: command.menu,
        arguments: command.arguments,
        meaning: command.meaning,
    })
}

fn find(args: &Args<'_>) -> Option<&'static Command> {
    let bare = PREFIXES
        .iter()
        .find_map(|prefix| args.cmd.strip_prefix(prefix));
    let found = COMMANDS.iter().find(|command| match bare {
        Some(bare) => command.menu && command.names.contains(&bare),
        None => command.names.contains(&args.cmd),
    });
    found.filter(|command| (command.takes)(args))
}

/// The names of those commands that are not supported, in their order, each once. A command without a name, or that
/// is not an object, is `(no name)`.
#[must_use]
pub fn check(commands: &[Value]) -> Vec<String> {
    let mut unsupported: Vec<String> = Vec::new();
    for command in commands {
        let args = Args::of(command);
        if args.as_ref().and_then(find).is_some() {
            continue;
        }
        let name = args.map_or("(no name)", |args| args.cmd);
        if !unsupported.iter().any(|known| known == name) {
            unsupported.push(name.to_owned());
        }
    }
    unsupported
}

/// Finds a command and applies it.
pub(crate) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let command = find(args).ok_or_else(|| CommandError::Unsupported(args.cmd.to_owned()))?;
    (command.run)(workbook, args)
}
