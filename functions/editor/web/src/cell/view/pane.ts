import { el } from "../../ui";
import { common, holds, meet } from "../model/address";
import type { Range } from "../model/json";
import type { Overlay } from "./grid";
import type { Box, Layout } from "./layout";
import { paintCell } from "./paint";
import type { Paint } from "./paint";

type Run = readonly [number, number];

/** How far a text may reach over its neighbours, columns. */
const FAR = 12;

/** A part of the sheet that scrolls as one: cells, what lies over them, and the lines between them. */
export class Pane {
  readonly element: HTMLElement;
  /** Pictures and other things over the cells go here. */
  readonly floating = el("div", { class: "cg-floating" });
  private readonly inner = el("div", { class: "cg-inner" });
  private readonly lines = el("div", { class: "cg-lines", "aria-hidden": "true" });
  private readonly cells = el("div", { class: "cg-rows" });
  private readonly spans = el("div", { class: "cg-spans" });
  private readonly over = el("div", { class: "cg-overlays", "aria-hidden": "true" });
  private readonly rows = new Map<number, HTMLElement>();
  private columns: Run = [0, 0];
  private shown: Run = [0, 0];
  /** What positions in this pane count from, so that they stay small on long sheets. */
  base = { x: 0, y: 0 };

  constructor(
    readonly top: boolean,
    readonly left: boolean,
  ) {
    this.inner.append(this.lines, this.cells, this.spans, this.floating, this.over);
    this.element = el("div", { class: `cg-pane${top ? " cg-frozen-bottom" : ""}${left ? " cg-frozen-right" : ""}` }, this.inner);
  }

  place({ left, top, width, height }: Box): void {
    const { style } = this.element;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${Math.max(width, 0)}px`;
    style.height = `${Math.max(height, 0)}px`;
  }

  /** The range that is in the page. */
  get window(): Range {
    return { row: this.shown[0], rowCount: this.shown[1] - this.shown[0], col: this.columns[0], colCount: this.columns[1] - this.columns[0] };
  }

  /** Draws rows and columns; `origin` is the place on the sheet that is at the pane's corner. */
  draw(paint: Paint, layout: Layout, rows: Run, columns: Run, origin: { x: number; y: number }, anew: boolean): void {
    const same = !anew && columns[0] === this.columns[0] && columns[1] === this.columns[1];
    const still = same && rows[0] === this.shown[0] && rows[1] === this.shown[1];
    if (!still) {
      this.columns = columns;
      this.shown = rows;
      this.base = { x: layout.columns.start(columns[0]), y: layout.rows.start(rows[0]) };
      if (!same) {
        this.rows.clear();
        this.cells.replaceChildren();
      }
      this.drawRows(paint, layout);
      this.drawSpans(paint, layout);
      this.drawLines(paint, layout);
    }
    this.inner.style.transform = `translate(${this.base.x - origin.x}px, ${this.base.y - origin.y}px)`;
  }

  private spansHere(paint: Paint): Range[] {
    const { window } = this;
    return (paint.workspace.book.sheet(paint.key).spans ?? []).filter((span) => meet(span, window));
  }

  private drawRows(paint: Paint, layout: Layout): void {
    const [from, to] = this.shown;
    for (const [row, node] of this.rows) {
      if (row >= from && row < to) continue;
      node.remove();
      this.rows.delete(row);
    }
    const spans = this.spansHere(paint);
    for (let row = from; row < to; row += 1) {
      if (layout.rows.of(row) === 0) continue;
      let node = this.rows.get(row);
      if (!node) {
        node = this.row(paint, layout, row, spans);
        this.rows.set(row, node);
        this.cells.append(node);
      }
      node.style.top = `${layout.rows.start(row) - this.base.y}px`;
    }
  }

  private row(paint: Paint, layout: Layout, row: number, spans: Range[]): HTMLElement {
    const node = el("div", { class: "cg-row", "aria-rowindex": row + 1 });
    const height = layout.rows.of(row);
    const { columns, base } = this;
    const { workspace, key } = paint;
    const here = spans.filter((span) => row >= span.row && row < span.row + span.rowCount);
    const empty = (col: number) => {
      const cell = workspace.book.cell(key, row, col);
      return (!cell || (cell.value === undefined && cell.formula === undefined)) && !here.some((span) => holds(span, row, col));
    };
    // Texts from the left of what is seen may reach into it.
    for (let col = Math.max(0, columns[0] - FAR); col < columns[1]; col += 1) {
      const width = layout.columns.of(col);
      if (width === 0 || here.some((span) => holds(span, row, col))) continue;
      if (col < columns[0] && empty(col)) continue;
      const room = (side: 1 | -1) => {
        let total = 0;
        for (let next = col + side; next >= 0 && next < layout.columns.count && Math.abs(next - col) <= FAR && empty(next); next += side) total += layout.columns.of(next);
        return total;
      };
      const cell = paintCell(paint, row, col, { left: layout.columns.start(col) - base.x, top: 0, width, height }, room);
      if (!cell) continue;
      if (col < columns[0]) {
        // The cell itself is drawn, and read out, where it is seen; here only its text reaches in.
        if (!cell.classList.contains("cg-over-text")) continue;
        cell.removeAttribute("role");
        cell.removeAttribute("aria-colindex");
        cell.setAttribute("aria-hidden", "true");
      }
      node.append(cell);
    }
    // A row without cells is nothing to be read out.
    if (node.querySelector("[role]")) node.setAttribute("role", "row");
    else node.removeAttribute("aria-rowindex");
    return node;
  }

  private drawSpans(paint: Paint, layout: Layout): void {
    const nodes: HTMLElement[] = [];
    for (const span of this.spansHere(paint)) {
      const box = layout.box(span);
      const place = { left: box.left - this.base.x, top: box.top - this.base.y, width: box.width, height: box.height };
      const none = () => 0;
      const node = paintCell(paint, span.row, span.col, place, none) ?? el("div", { class: "cg-cell", role: "gridcell" });
      Object.assign(node.style, { left: `${place.left - 1}px`, top: `${place.top - 1}px`, width: `${place.width + 1}px`, height: `${place.height + 1}px` });
      node.classList.add("cg-span");
      node.setAttribute("aria-colspan", String(span.colCount));
      node.setAttribute("aria-rowspan", String(span.rowCount));
      node.dataset.cell = `${span.row},${span.col}`;
      nodes.push(node);
    }
    this.spans.replaceChildren(...nodes);
    this.spans.hidden = nodes.length === 0;
    if (nodes.length > 0) this.spans.setAttribute("role", "row");
    else this.spans.removeAttribute("role");
  }

  private drawLines(paint: Paint, layout: Layout): void {
    const { gridline } = paint.workspace.book.sheet(paint.key);
    const nodes: HTMLElement[] = [];
    const line = (className: string, property: "left" | "top", place: number) => {
      const node = el("i", { class: className });
      node.style[property] = `${place - 1}px`;
      nodes.push(node);
    };
    const size = { width: layout.columns.start(this.columns[1]) - this.base.x, height: layout.rows.start(this.shown[1]) - this.base.y };
    if (gridline?.showVerticalGridline !== false) {
      for (let col = this.columns[0]; col < this.columns[1]; col += 1) {
        if (layout.columns.of(col) > 0) line("cg-line-v", "left", layout.columns.start(col + 1) - this.base.x);
      }
    }
    if (gridline?.showHorizontalGridline !== false) {
      for (let row = this.shown[0]; row < this.shown[1]; row += 1) {
        if (layout.rows.of(row) > 0) line("cg-line-h", "top", layout.rows.start(row + 1) - this.base.y);
      }
    }
    this.lines.style.width = `${size.width}px`;
    this.lines.style.height = `${size.height}px`;
    this.lines.replaceChildren(...nodes);
  }

  /** Draws selections and cursors. */
  drawOverlays(overlays: Overlay[], layout: Layout): void {
    const nodes: HTMLElement[] = [];
    for (const overlay of overlays) {
      const seen = common(overlay.range, around(this.window));
      if (!seen) continue;
      const cut = (start: number, count: number, from: number, length: number): [number, number] => [Math.max(start, from), Math.min(start + count, from + length)];
      const big = around(this.window);
      const [row, endRow] = cut(overlay.range.row, overlay.range.rowCount, big.row, big.rowCount);
      const [col, endCol] = cut(overlay.range.col, overlay.range.colCount, big.col, big.colCount);
      const box = layout.box({ row, rowCount: endRow - row, col, colCount: endCol - col });
      const node = el("div", { class: overlay.className });
      Object.assign(node.style, {
        left: `${box.left - this.base.x - 1}px`,
        top: `${box.top - this.base.y - 1}px`,
        width: `${box.width + 1}px`,
        height: `${box.height + 1}px`,
      });
      if (overlay.color) node.style.setProperty("--who", overlay.color);
      if (overlay.label) node.append(el("span", { class: "cg-who" }, overlay.label));
      nodes.push(node);
    }
    this.over.replaceChildren(...nodes);
  }

  /** The element of a cell, where it is in the page. */
  cell(row: number, col: number): HTMLElement | null {
    return (
      this.spans.querySelector<HTMLElement>(`[data-cell="${row},${col}"]`) ??
      this.rows.get(row)?.querySelector<HTMLElement>(`[aria-colindex="${col + 1}"]`) ??
      null
    );
  }
}

/** A range with some more around it, so that edges of what is cut are out of sight. */
function around(range: Range): Range {
  const row = Math.max(0, range.row - 2);
  const col = Math.max(0, range.col - 2);
  return { row, rowCount: range.row + range.rowCount + 2 - row, col, colCount: range.col + range.colCount + 2 - col };
}
