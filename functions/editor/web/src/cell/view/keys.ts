import { MAX_COLUMNS, MAX_ROWS } from "../model/address";
import { autoFunction } from "./actions";
import type { Editor } from "./editor";
import { fillFrom } from "./fill";
import { spanAt } from "./selection";

type Step = { row: number; col: number };

const ARROWS: Record<string, Step> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

/** Keys in the sheet, as spreadsheets have them. Answers whether the key was used. */
export function press(editor: Editor, event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === "Process") return false;
  const mod = event.ctrlKey || event.metaKey;
  return editor.input.editing ? whileEditing(editor, event, mod) : whileMoving(editor, event, mod);
}

function whileEditing(editor: Editor, event: KeyboardEvent, mod: boolean): boolean {
  const { input, grid, selected } = editor;
  const inBar = document.activeElement === input.bar;
  if (editor.help.press(event)) return true;
  switch (event.key) {
    case "Escape":
      input.cancel();
      editor.selectionChanged();
      return true;
    case "Enter":
      if (event.altKey) {
        const from = inBar && input.bar ? input.bar : input.element;
        const { selectionStart: at, selectionEnd: end } = from;
        input.setText(`${input.text.slice(0, at)}\n${input.text.slice(end)}`, at + 1);
        return true;
      }
      if (!finish(editor, mod)) return true;
      if (!mod) return ended(editor, event.shiftKey ? -1 : 1);
      editor.selectionChanged();
      return true;
    case "Tab":
      if (!finish(editor)) return true;
      return next(editor, event.shiftKey ? -1 : 1);
    case "F2":
      input.mode = input.mode === "edit" ? "enter" : "edit";
      return true;
    case "F4":
      toggleFixed(editor);
      return true;
  }
  const arrow = ARROWS[event.key];
  if (arrow && input.mode === "enter" && !inBar && !input.pointing.ready) {
    if (!finish(editor)) return true;
    editor.tabbedFrom = null;
    return step(editor, arrow, event.shiftKey);
  }
  if (arrow && input.pointing.ready && !inBar && input.mode === "enter") {
    const { moving } = selected;
    const to = { row: Math.max(0, moving.row + arrow.row), col: Math.max(0, moving.col + arrow.col) };
    selected.moving = to;
    if (event.shiftKey) input.pointing.reach(to.row, to.col);
    else input.pointing.start(to.row, to.col);
    grid.reveal(to.row, to.col);
    return true;
  }
  return false;
}

function finish(editor: Editor, everywhere = false): boolean {
  if (!editor.input.finish({ everywhere: everywhere && !editor.selected.isSingle(editor.workspace.book, editor.key) })) return false;
  if (!everywhere) editor.selected.moving = { ...editor.selected.active };
  return true;
}

/** Enter: the next cell of the selection, or the one below; after tabs, that below the cell where they began. */
function ended(editor: Editor, by: 1 | -1): true {
  const { selected, workspace, key, tabbedFrom } = editor;
  editor.tabbedFrom = null;
  if (selected.cycle(workspace.book, key, by, true)) {
    editor.selectionChanged();
    return true;
  }
  if (tabbedFrom?.key === key && tabbedFrom.row === selected.active.row) selected.to(workspace.book, key, tabbedFrom.row, tabbedFrom.col);
  return step(editor, { row: by, col: 0 }, false);
}

/** Tab: the next cell of the selection, or the one beside it. */
function next(editor: Editor, by: 1 | -1): true {
  const { selected, workspace, key } = editor;
  if (selected.cycle(workspace.book, key, by, false)) {
    editor.selectionChanged(true);
    return true;
  }
  const from = editor.tabbedFrom;
  if (from?.key !== key || from.row !== selected.active.row) editor.tabbedFrom = { key, ...selected.active };
  return step(editor, { row: 0, col: by }, false);
}

function whileMoving(editor: Editor, event: KeyboardEvent, mod: boolean): boolean {
  const { input, selected, workspace, key, grid } = editor;
  const { book } = workspace;
  const { shiftKey } = event;
  const arrow = ARROWS[event.key];
  if (arrow && !event.altKey) {
    const from = shiftKey ? selected.moving : selected.active;
    editor.tabbedFrom = null;
    if (!mod) return step(editor, arrow, shiftKey);
    const to = jump(editor, from, arrow);
    editor.goTo(to.row, to.col, shiftKey);
    return true;
  }
  switch (event.key) {
    case "Enter":
      if (editor.copied && !editor.readOnly) return false;
      return ended(editor, shiftKey ? -1 : 1);
    case "Tab":
      return next(editor, shiftKey ? -1 : 1);
    case "F2":
      input.begin("edit");
      return true;
    case "Delete":
      editor.clear();
      return true;
    case "Backspace":
      editor.clear();
      input.begin("enter", "");
      input.element.value = "";
      return true;
    case "Escape":
      editor.copied = null;
      editor.drawOverlays();
      return true;
    case "Home": {
      const frozen = grid.layout.frozenColumns;
      editor.goTo(mod ? grid.layout.frozenRows : (shiftKey ? selected.moving : selected.active).row, frozen, shiftKey);
      return true;
    }
    case "End":
      if (mod) {
        const used = book.used(key);
        editor.goTo(Math.max(0, used.rows - 1), Math.max(0, used.columns - 1), shiftKey);
      } else {
        const { row } = shiftKey ? selected.moving : selected.active;
        const cells = Object.keys(book.table(key)?.[row] ?? {});
        editor.goTo(row, Math.max(0, ...cells.map(Number)), shiftKey);
      }
      return true;
    case "PageDown":
    case "PageUp": {
      const by = event.key === "PageDown" ? 1 : -1;
      if (mod) return otherSheet(editor, by);
      const from = shiftKey ? selected.moving : selected.active;
      editor.goTo(clamp(from.row + by * grid.page, MAX_ROWS), from.col, shiftKey);
      return true;
    }
    case " ":
      if (mod) return whole(editor, "columns");
      if (shiftKey) return whole(editor, "rows");
      return false;
  }
  if (event.altKey && !mod && (event.key === "=" || event.code === "Equal")) {
    autoFunction(editor, "SUM");
    return true;
  }
  if (mod && !event.altKey) return shortcut(editor, event);
  return false;
}

/** Ctrl with a letter or digit. */
function shortcut(editor: Editor, event: KeyboardEvent): boolean {
  const { workspace, key, selected } = editor;
  const letter = event.key.toLowerCase();
  switch (letter) {
    case "z":
      editor.again(event.shiftKey ? "redo" : "undo");
      return true;
    case "y":
      editor.again("redo");
      return true;
    case "a": {
      const used = workspace.book.used(key);
      selected.ranges = [{ row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS }];
      selected.moving = { row: Math.max(0, used.rows - 1), col: Math.max(0, used.columns - 1) };
      editor.selectionChanged(false);
      return true;
    }
    case ";":
    case ":": {
      const now = new Date();
      if (!editor.input.begin("enter", "")) return true;
      const time = event.shiftKey || letter === ":";
      const text = time ? `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}` : `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`;
      editor.input.setText(text, text.length);
      return true;
    }
    case "d":
      fillFrom(editor, "down");
      return true;
    case "r":
      fillFrom(editor, "right");
      return true;
    case "backspace":
      editor.grid.reveal(selected.active.row, selected.active.col);
      return true;
  }
  return false;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

function step(editor: Editor, by: Step, grows: boolean): true {
  const { selected, grid, workspace, key } = editor;
  const from = grows ? selected.moving : selected.active;
  const span = spanAt(workspace.book, key, from.row, from.col);
  let { row, col } = from;
  if (span) {
    if (by.row > 0) row = span.row + span.rowCount - 1;
    if (by.col > 0) col = span.col + span.colCount - 1;
    if (by.row < 0) row = span.row;
    if (by.col < 0) col = span.col;
  }
  if (by.row) row = row + by.row >= grid.layout.rows.count ? clamp(row + by.row, MAX_ROWS) : grid.layout.rows.step(row, by.row as 1 | -1);
  if (by.col) col = col + by.col >= grid.layout.columns.count ? clamp(col + by.col, MAX_COLUMNS) : grid.layout.columns.step(col, by.col as 1 | -1);
  editor.goTo(row, col, grows);
  return true;
}

/** Where Ctrl and an arrow lead: to the end of the cells that are filled, or to the next that is. */
function jump(editor: Editor, from: Step, by: Step): Step {
  const { workspace, key } = editor;
  const used = workspace.book.used(key);
  const filled = ({ row, col }: Step) => {
    const cell = workspace.book.cell(key, row, col);
    return cell !== undefined && (cell.value !== undefined || cell.formula !== undefined);
  };
  const within = ({ row, col }: Step) => row >= 0 && col >= 0 && row < Math.max(used.rows, from.row + 1) && col < Math.max(used.columns, from.col + 1);
  const next = (at: Step): Step => ({ row: at.row + by.row, col: at.col + by.col });
  let at = next(from);
  if (filled(from) && within(at) && filled(at)) {
    while (within(next(at)) && filled(next(at))) at = next(at);
    return at;
  }
  while (within(at) && !filled(at)) at = next(at);
  if (within(at)) return at;
  const end = { row: by.row > 0 ? editor.grid.layout.rows.count - 1 : by.row < 0 ? 0 : from.row, col: by.col > 0 ? editor.grid.layout.columns.count - 1 : by.col < 0 ? 0 : from.col };
  return end;
}

function whole(editor: Editor, what: "rows" | "columns"): true {
  const { selected } = editor;
  selected.ranges = selected.ranges.map((range) =>
    what === "rows" ? { ...range, col: 0, colCount: MAX_COLUMNS } : { ...range, row: 0, rowCount: MAX_ROWS },
  );
  editor.selectionChanged(false);
  return true;
}

function otherSheet(editor: Editor, by: 1 | -1): true {
  const keys = editor.visibleSheets();
  const next = keys[keys.indexOf(editor.key) + by];
  if (next !== undefined) editor.showSheet(next);
  return true;
}

/** F4: the reference before the caret is fixed by `$` in one more way. */
function toggleFixed(editor: Editor): void {
  const { input } = editor;
  const caret = input.element.selectionStart;
  const { text } = input;
  for (const found of text.matchAll(/(\$?)([A-Za-z]{1,3})(\$?)(\d+)/g)) {
    const start = found.index;
    const end = start + found[0].length;
    if (caret < start || caret > end) continue;
    const [, column, letters, row, digits] = found;
    const state = (column ? 2 : 0) + (row ? 1 : 0);
    const [nextColumn, nextRow] = [["$", "$"], ["$", ""], ["", ""], ["", "$"]][state] ?? ["", ""];
    const next = `${nextColumn}${letters}${nextRow}${digits}`;
    input.setText(text.slice(0, start) + next + text.slice(end), start + next.length);
    return;
  }
}
