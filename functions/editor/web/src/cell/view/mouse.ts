import { MAX_COLUMNS, MAX_ROWS, around, holds, single } from "../model/address";
import type { Range } from "../model/json";
import type { Editor } from "./editor";
import { fillDown, fillTo } from "./fill";
import { fittingWidth } from "./fit";
import type { Hit } from "./grid";
import { spanAt } from "./selection";

/** How near a border of a header the pointer must be to take hold of it, CSS pixels. */
const NEAR = 5;

type Drag =
  | { kind: "select"; part: Hit["part"]; from: Hit }
  | { kind: "resize"; axis: "row" | "column"; index: number; start: number; size: number; now: number }
  | { kind: "fill" }
  | { kind: "point" }
  | { kind: "touch"; x: number; y: number; hit: Hit };

/** Pointers on the sheet: selecting, sizes of rows and columns, filling, choosing cells for formulas. */
export class Mouse {
  private drag: Drag | null = null;
  private scrolling = 0;
  private last = { x: 0, y: 0 };

  constructor(
    private readonly editor: Editor,
    private readonly menu: (x: number, y: number, hit: Hit) => void,
  ) {
    const { view } = editor.grid;
    view.addEventListener("pointerdown", (event) => this.down(event));
    view.addEventListener("pointermove", (event) => this.move(event));
    view.addEventListener("pointerup", () => this.up());
    view.addEventListener("pointercancel", () => this.stop());
    view.addEventListener("dblclick", (event) => this.double(event));
    view.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      // A finger that opened the menu does not also tap.
      if (this.drag?.kind === "touch") this.drag = null;
      const hit = editor.grid.hit(event.clientX, event.clientY);
      if (!editor.input.finish()) return;
      if (!this.within(hit)) this.select(hit, false, false);
      this.menu(event.clientX, event.clientY, hit);
    });
  }

  private within({ row, col, part }: Hit): boolean {
    return this.editor.selected.ranges.some((range) => {
      if (part === "columns") return range.rowCount >= MAX_ROWS && col >= range.col && col < range.col + range.colCount;
      if (part === "rows") return range.colCount >= MAX_COLUMNS && row >= range.row && row < range.row + range.rowCount;
      return holds(range, row, col);
    });
  }

  private down(event: PointerEvent): void {
    const { editor } = this;
    const { input, grid } = editor;
    if (event.target === input.element && input.editing) return;
    const hit = grid.hit(event.clientX, event.clientY);
    if (event.button !== 0) {
      event.preventDefault();
      return;
    }
    if (event.pointerType === "touch" && hit.part === "cells" && !this.onHandle(event)) {
      // A finger scrolls; where it only touches, it selects. No mouse events follow, which would take the focus away.
      event.preventDefault();
      this.drag = { kind: "touch", x: event.clientX, y: event.clientY, hit };
      return;
    }
    event.preventDefault();
    if (input.pointing.ready && hit.part === "cells") {
      input.pointing.start(hit.row, hit.col);
      this.begin(event, { kind: "point" });
      return;
    }
    const edge = this.edge(event, hit);
    if (edge) {
      if (!input.finish()) return;
      this.begin(event, edge);
      return;
    }
    if (!input.finish()) return;
    if (this.onHandle(event)) {
      this.begin(event, { kind: "fill" });
      return;
    }
    // Ctrl and a click follow a link, as in other programs.
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && hit.part === "cells" && editor.notes.open(hit.row, hit.col)) return;
    this.select(hit, event.shiftKey, event.ctrlKey || event.metaKey);
    this.begin(event, { kind: "select", part: hit.part, from: hit });
    editor.focus();
  }

  private begin(event: PointerEvent, drag: Drag): void {
    this.drag = drag;
    this.editor.grid.view.setPointerCapture(event.pointerId);
  }

  private select(hit: Hit, grows: boolean, adds: boolean): void {
    const { editor } = this;
    editor.tabbedFrom = null;
    const { selected, workspace, key } = editor;
    const { row, col, part } = hit;
    if (grows) {
      if (part === "columns") this.set(lines("columns", selected.active.col, col));
      else if (part === "rows") this.set(lines("rows", selected.active.row, row));
      else selected.grow(workspace.book, key, row, col);
    } else if (part === "cells") selected.to(workspace.book, key, row, col, adds);
    else if (part === "corner") selected.set(workspace.book, key, { row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS });
    else {
      const { layout } = editor.grid;
      selected.set(workspace.book, key, part === "columns" ? lines("columns", col, col) : lines("rows", row, row), adds);
      // The active cell is one that can be seen.
      selected.active = part === "columns" ? { row: layout.rows.find(this.editor.grid.scroller.scrollTop), col } : { row, col: layout.columns.find(this.editor.grid.scroller.scrollLeft) };
      if (editor.grid.scroller.scrollTop < 1 && part === "columns") selected.active.row = 0;
      // Nor is it one that others are merged over.
      for (let span = spanAt(workspace.book, key, selected.active.row, selected.active.col); span && (part === "columns" ? span.col !== col : span.row !== row); ) {
        if (part === "columns") selected.active.row = span.row + span.rowCount;
        else selected.active.col = span.col + span.colCount;
        span = spanAt(workspace.book, key, selected.active.row, selected.active.col);
      }
    }
    editor.selectionChanged(part === "cells");
  }

  private set(range: Range): void {
    const { selected } = this.editor;
    selected.ranges = [...selected.ranges.slice(0, -1), range];
  }

  /** The border of a header that the pointer is at. */
  private edge(event: PointerEvent, hit: Hit): (Drag & { kind: "resize" }) | null {
    const { grid, readOnly } = this.editor;
    if (readOnly || (hit.part !== "columns" && hit.part !== "rows")) return null;
    const column = hit.part === "columns";
    const sizes = column ? grid.layout.columns : grid.layout.rows;
    const at = column ? hit.col : hit.row;
    const box = grid.place(single(column ? 0 : at, column ? at : 0));
    const frame = grid.view.getBoundingClientRect();
    const place = column ? event.clientX - frame.left - box.left : event.clientY - frame.top - box.top;
    const size = sizes.of(at);
    const near = event.pointerType === "touch" ? NEAR * 3 : Math.min(NEAR, size / 3);
    const index = size - place <= near ? at : place <= near && at > 0 ? at - 1 : -1;
    if (index < 0) return null;
    const own = sizes.of(index);
    return { kind: "resize", axis: column ? "column" : "row", index, start: column ? event.clientX : event.clientY, size: own, now: own };
  }

  private onHandle(event: MouseEvent): boolean {
    const handle = this.editor.grid.view.querySelector(".cg-handle");
    if (!handle || this.editor.readOnly) return false;
    const { right, bottom } = handle.getBoundingClientRect();
    const near = "pointerType" in event && event.pointerType === "touch" ? 18 : 6;
    return Math.abs(event.clientX - right) <= near && Math.abs(event.clientY - bottom) <= near;
  }

  private move(event: PointerEvent): void {
    const { editor, drag } = this;
    const { grid, input } = editor;
    const hit = grid.hit(event.clientX, event.clientY);
    this.last = { x: event.clientX, y: event.clientY };
    if (!drag) {
      editor.notes.point(hit.part === "cells" && event.pointerType === "mouse" ? hit : null);
      const edge = event.pointerType === "mouse" ? this.edge(event, hit) : null;
      grid.view.style.cursor = edge ? (edge.axis === "column" ? "col-resize" : "row-resize") : this.onHandle(event) ? "crosshair" : hit.part === "columns" ? "s-resize" : hit.part === "rows" ? "e-resize" : "cell";
      if (hit.part !== "cells" && !edge) grid.view.style.cursor = "default";
      return;
    }
    if (drag.kind === "touch") {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 8) this.drag = null;
      return;
    }
    if (drag.kind === "resize") {
      drag.now = Math.max(0, drag.size + (drag.axis === "column" ? event.clientX : event.clientY) - drag.start);
      this.showSize(drag);
      return;
    }
    this.apply(hit);
    if (drag.kind !== "point" || input.editing) this.scrollAtEdge();
  }

  private apply(hit: Hit): void {
    const { editor, drag } = this;
    if (!drag || drag.kind === "touch" || drag.kind === "resize") return;
    if (drag.kind === "point") editor.input.pointing.reach(hit.row, hit.col);
    else if (drag.kind === "fill") {
      editor.filling = fillRange(editor.selected.range, hit);
      editor.drawOverlays();
    } else {
      const { selected, workspace, key } = editor;
      if (drag.part === "columns") this.set(lines("columns", drag.from.col, hit.col));
      else if (drag.part === "rows") this.set(lines("rows", drag.from.row, hit.row));
      else if (drag.part === "cells") selected.grow(workspace.book, key, hit.row, hit.col);
      editor.selectionChanged(false);
    }
  }

  /** While the pointer is dragged past the edge the sheet goes on. */
  private scrollAtEdge(): void {
    if (this.scrolling) return;
    const tick = () => {
      this.scrolling = 0;
      if (!this.drag) return;
      const { grid } = this.editor;
      const frame = grid.view.getBoundingClientRect();
      const over = (place: number, low: number, high: number) => (place < low ? place - low : place > high ? place - high : 0);
      const x = over(this.last.x, frame.left + grid.layout.headerWidth, frame.right - 4);
      const y = over(this.last.y, frame.top + grid.layout.headerHeight, frame.bottom - 4);
      if (x === 0 && y === 0) return;
      grid.scroller.scrollBy(x / 2, y / 2);
      this.apply(grid.hit(Math.min(Math.max(this.last.x, frame.left), frame.right - 1), Math.min(Math.max(this.last.y, frame.top), frame.bottom - 1)));
      this.scrolling = requestAnimationFrame(tick);
    };
    this.scrolling = requestAnimationFrame(tick);
  }

  private up(): void {
    const { editor, drag } = this;
    this.stop();
    if (!drag) return;
    if (drag.kind === "touch") this.tap(drag.hit);
    else if (drag.kind === "resize") this.resize(drag);
    else if (drag.kind === "fill") {
      const { filling } = editor;
      editor.filling = null;
      if (filling) fillTo(editor, filling);
      else editor.drawOverlays();
    } else if (drag.kind === "point") editor.focus();
  }

  private tap(hit: Hit): void {
    const { editor } = this;
    const { input, selected, workspace, key } = editor;
    if (input.pointing.ready) {
      input.pointing.start(hit.row, hit.col);
      return;
    }
    const again = !input.editing && selected.isSingle(workspace.book, key) && holds(selected.range, hit.row, hit.col);
    if (!input.finish()) return;
    this.select(hit, false, false);
    if (!again || !input.begin("edit")) return;
    // A phone's keyboard opens for an input that gets the focus, not for one that has it.
    input.element.blur();
    editor.focus();
  }

  private stop(): void {
    this.drag = null;
    this.editor.grid.view.querySelector(".cg-sizing")?.remove();
  }

  private showSize({ axis, index, now, size }: Drag & { kind: "resize" }): void {
    const { grid } = this.editor;
    let line = grid.view.querySelector<HTMLElement>(".cg-sizing");
    if (!line) {
      line = document.createElement("div");
      line.className = `cg-sizing cg-sizing-${axis}`;
      grid.view.append(line);
    }
    const box = grid.place(axis === "column" ? single(0, index) : single(index, 0));
    if (axis === "column") line.style.left = `${box.left + size + now - size - 1}px`;
    else line.style.top = `${box.top + now - 1}px`;
    line.dataset.size = String(Math.round(now / grid.layout.zoom));
  }

  private resize({ axis, index, now, size }: Drag & { kind: "resize" }): void {
    const { editor } = this;
    const next = Math.round(now / editor.grid.layout.zoom);
    if (next === Math.round(size / editor.grid.layout.zoom)) return;
    const whole = axis === "column" ? (range: Range) => range.rowCount >= MAX_ROWS : (range: Range) => range.colCount >= MAX_COLUMNS;
    const start = axis === "column" ? (range: Range) => [range.col, range.colCount] as const : (range: Range) => [range.row, range.rowCount] as const;
    // All that are selected with it get the size.
    const several = editor.selected.ranges.filter(whole).map(start).filter(([, count]) => count < 4000);
    const within = several.some(([from, count]) => index >= from && index < from + count);
    const runs = within ? several : [[index, 1] as const];
    const list = runs.map(([from, count]) => (axis === "column" ? { firstCol: from, lastCol: from + count - 1 } : { firstRow: from, lastRow: from + count - 1 }));
    editor.perform([axis === "column" ? { cmd: "resizeColumn", sheetName: editor.sheetName, columns: list, size: next } : { cmd: "resizeRow", sheetName: editor.sheetName, rows: list, size: next }]);
  }

  private double(event: MouseEvent): void {
    const { editor } = this;
    if (event.target === editor.input.element && editor.input.editing) return;
    const hit = editor.grid.hit(event.clientX, event.clientY);
    const edge = this.edge(event as PointerEvent, hit);
    if (edge) {
      if (edge.axis === "column") fitColumn(editor, edge.index);
      else fitRow(editor, edge.index);
      return;
    }
    if (this.onHandle(event)) {
      fillDown(editor);
      return;
    }
    if (hit.part === "cells" && editor.input.begin("edit")) editor.focus();
  }
}

/** Gives a column the width of its widest text. */
function fitColumn(editor: Editor, col: number): void {
  const size = fittingWidth(editor, col);
  editor.perform([{ cmd: "resizeColumn", sheetName: editor.sheetName, columns: [{ firstCol: col, lastCol: col }], size }]);
}

/** Gives a row the height that its texts need. */
function fitRow(editor: Editor, row: number): void {
  const { book, heights } = editor.workspace;
  const size = heights.needed(editor.key, row) ?? book.json.sheets?.[editor.key]?.defaults?.rowHeight ?? 20;
  editor.perform([{ cmd: "resizeRow", sheetName: editor.sheetName, rows: [{ firstRow: row, lastRow: row }], size }]);
}

/** Columns or rows from one to another, whole. */
function lines(what: "columns" | "rows", one: number, other: number): Range {
  const [start, count] = [Math.min(one, other), Math.abs(one - other) + 1];
  return what === "columns" ? { row: 0, rowCount: MAX_ROWS, col: start, colCount: count } : { row: start, rowCount: count, col: 0, colCount: MAX_COLUMNS };
}

/** The range that is filled when the handle of a selection is dragged to a cell: in one direction only. */
function fillRange(range: Range, { row, col }: Hit): Range | null {
  const below = row - (range.row + range.rowCount - 1);
  const above = range.row - row;
  const right = col - (range.col + range.colCount - 1);
  const left = range.col - col;
  const most = Math.max(below, above, right, left);
  if (most <= 0) return null;
  const along = most === below || most === above;
  return along ? around(range, { ...range, row, rowCount: 1 }) : around(range, { ...range, col, colCount: 1 });
}
