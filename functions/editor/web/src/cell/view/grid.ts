import { t } from "../../ui";
import { MAX_COLUMNS, MAX_ROWS, columnName, holds, meet } from "../model/address";
import type { Range } from "../model/json";
import type { Workspace } from "../model/workspace";
import { el } from "../../ui";
import { Layout } from "./layout";
import type { Box } from "./layout";
import { Pane } from "./pane";
import { drawFloating } from "./floating";
import { spanAt } from "./selection";

/** Something drawn over cells: a selection, somebody's cursor. */
export interface Overlay {
  range: Range;
  className: string;
  color?: string;
  label?: string;
}

/** A cell, as a place on the screen names one. */
export interface Hit {
  row: number;
  col: number;
  /** The part of the grid that was hit. */
  part: "cells" | "columns" | "rows" | "corner";
}

/** How many rows and columns a sheet shows at least, and how many come when its end is reached. */
const LEAST = { rows: 1000, columns: 26 };

/**
 * The sheet on the screen. Only what can be seen is in the page. A scroller as large as the sheet holds a view that stays
 * where it is; panes in it show the frozen parts and the rest.
 */
export class Grid {
  readonly element: HTMLElement;
  readonly scroller = el("div", { class: "cg-scroll" });
  /** What the input of the cell is put into; it does not scroll. */
  readonly view = el("div", { class: "cg-view" });
  layout: Layout;
  dark = false;
  overlays: Overlay[] = [];
  /** Called after the layout or the place has changed. */
  moved: () => void = () => {};
  private readonly space = el("div", { class: "cg-space" });
  private readonly panes: Pane[];
  private readonly table: HTMLElement;
  private readonly columnHeads = [el("div", { class: "cg-heads cg-column-heads" }), el("div", { class: "cg-heads cg-column-heads" })];
  private readonly rowHeads = [el("div", { class: "cg-heads cg-row-heads" }), el("div", { class: "cg-heads cg-row-heads" })];
  private readonly corner = el("div", { class: "cg-corner", "aria-hidden": "true" });
  private least = { ...LEAST };
  private frame = 0;
  private width = 0;
  private height = 0;
  /** Where the sheet is scrolled to, as it is drawn: asking the scroller would make the browser lay out the page each time. */
  private at = { x: 0, y: 0 };
  private headsShown = "";
  private readonly zooms = new Map<string, number>();

  constructor(
    readonly workspace: Workspace,
    public key: string,
  ) {
    this.layout = this.measured();
    this.panes = [0, 1, 2, 3].map((at) => new Pane(at < 2, at % 2 === 0));
    this.table = el("div", { class: "cg-panes", role: "grid", "aria-multiselectable": "true" }, ...this.panes.map((pane) => pane.element));
    this.view.append(this.table, ...this.columnHeads, ...this.rowHeads, this.corner);
    this.space.append(this.view);
    this.scroller.append(this.space);
    this.element = el("div", { class: "cg" }, this.scroller);
    this.scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(this.scroller);
  }

  /** Shows another sheet, from its beginning or where it was. */
  show(key: string, left = 0, top = 0): void {
    this.key = key;
    this.least = { ...LEAST };
    this.refresh(true);
    this.scrollTo(left, top);
    this.paint(true);
  }

  /** Shows the sheet larger or smaller, for this reader only. */
  zoom(factor: number): void {
    const { layout } = this;
    const [left, top] = [this.at.x / layout.zoom, this.at.y / layout.zoom];
    this.zooms.set(this.key, factor);
    this.refresh(true);
    this.scrollTo(left * factor, top * factor);
    this.paint(true);
  }

  private scrollTo(left: number, top: number): void {
    this.scroller.scrollTo({ left, top });
    this.scrolled();
  }

  private scrolled(): void {
    this.at = { x: this.scroller.scrollLeft, y: this.scroller.scrollTop };
  }

  private measured(): Layout {
    const zoom = this.zooms.get(this.key) ?? this.workspace.book.json.sheets?.[this.key]?.zoomFactor ?? 1;
    const used = this.workspace.book.used(this.key);
    const least = { rows: Math.max(this.least.rows, used.rows + 50), columns: Math.max(this.least.columns, used.columns + 5) };
    return new Layout(this.workspace, this.key, zoom, least);
  }

  /** Reads sizes and cells anew. `layout`: sizes may have changed. */
  refresh(layout: boolean): void {
    if (layout) {
      this.layout = this.measured();
      this.table.setAttribute("aria-label", t("cell.grid", { name: this.workspace.book.name(this.key) }));
      this.table.setAttribute("aria-rowcount", String(this.layout.rows.count));
      this.table.setAttribute("aria-colcount", String(this.layout.columns.count));
      this.resized();
      return;
    }
    this.paint(true);
  }

  private resized(): void {
    this.width = this.scroller.clientWidth;
    this.height = this.scroller.clientHeight;
    const { layout } = this;
    this.space.style.width = `${Math.max(layout.headerWidth + layout.columns.total + 24, this.width)}px`;
    this.space.style.height = `${Math.max(layout.headerHeight + layout.rows.total + 24, this.height)}px`;
    this.view.style.width = `${this.width}px`;
    this.view.style.height = `${this.height}px`;
    this.scrolled();
    this.paint(true);
  }

  private later(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.scrolled();
      this.grown();
      this.paint(false);
    });
  }

  /** Near its end a sheet gets more rows and columns, as far as sheets go. */
  private grown(): void {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = this.scroller;
    const rows = scrollTop + this.height * 2 > scrollHeight && this.layout.rows.count < MAX_ROWS;
    const columns = scrollLeft + this.width * 1.5 > scrollWidth && this.layout.columns.count < MAX_COLUMNS;
    if (rows) this.least.rows = Math.min(MAX_ROWS, this.layout.rows.count + 500);
    if (columns) this.least.columns = Math.min(MAX_COLUMNS, this.layout.columns.count + 26);
    if (rows || columns) this.refresh(true);
  }

  /** Makes the sheet at least so large that it has this cell. */
  private reach(row: number, col: number): void {
    if (row < this.layout.rows.count && col < this.layout.columns.count) return;
    this.least = { rows: Math.max(this.least.rows, Math.min(row + 100, MAX_ROWS)), columns: Math.max(this.least.columns, Math.min(col + 10, MAX_COLUMNS)) };
    this.refresh(true);
  }

  private get frozen(): { width: number; height: number } {
    const { layout } = this;
    return { width: layout.columns.start(layout.frozenColumns), height: layout.rows.start(layout.frozenRows) };
  }

  /** Draws what is seen. `anew`: cells may have changed. */
  paint(anew: boolean): void {
    const { layout, panes } = this;
    const { headerWidth, headerHeight } = layout;
    const frozen = this.frozen;
    const { x, y } = this.at;
    const window = {
      rows: range(layout.rows.find(y + frozen.height), layout.rows.find(y + Math.max(this.height - headerHeight, 0)), 2, layout.rows.count, layout.frozenRows),
      columns: range(layout.columns.find(x + frozen.width), layout.columns.find(x + Math.max(this.width - headerWidth, 0)), 1, layout.columns.count, layout.frozenColumns),
    };
    const fixed = { rows: [0, layout.frozenRows] as const, columns: [0, layout.frozenColumns] as const };
    const paint = { workspace: this.workspace, key: this.key, zoom: layout.zoom, dark: this.dark };
    panes.forEach((pane, at) => {
      const [top, left] = [at < 2, at % 2 === 0];
      const rows = top ? fixed.rows : window.rows;
      const columns = left ? fixed.columns : window.columns;
      const hidden = rows[0] >= rows[1] || columns[0] >= columns[1];
      pane.element.hidden = hidden;
      if (hidden) return;
      pane.place({
        left: headerWidth + (left ? 0 : frozen.width),
        top: headerHeight + (top ? 0 : frozen.height),
        width: left ? frozen.width : this.width - headerWidth - frozen.width,
        height: top ? frozen.height : this.height - headerHeight - frozen.height,
      });
      pane.draw(paint, layout, rows, columns, { x: left ? 0 : x + frozen.width, y: top ? 0 : y + frozen.height }, anew);
      pane.drawOverlays(this.overlays, layout);
      drawFloating(pane, this.workspace.book.sheet(this.key), layout, anew);
    });
    this.heads(window, frozen, x, y, anew);
    this.moved();
  }

  /** Draws only what lies over the cells: the selection moved. */
  paintOverlays(): void {
    for (const pane of this.panes) if (!pane.element.hidden) pane.drawOverlays(this.overlays, this.layout);
    this.heads(null, this.frozen, this.at.x, this.at.y, true);
  }

  private lastWindow = { rows: [0, 0] as readonly [number, number], columns: [0, 0] as readonly [number, number] };

  private heads(window: typeof this.lastWindow | null, frozen: { width: number; height: number }, x: number, y: number, anew: boolean): void {
    if (window) this.lastWindow = window;
    const { rows, columns } = this.lastWindow;
    const { layout } = this;
    const selected = this.overlays.filter(({ className }) => className === "cg-selected").map((overlay) => overlay.range);
    const id = `${rows}|${columns}`;
    const origins = { x: layout.columns.start(columns[0]) - x - frozen.width, y: layout.rows.start(rows[0]) - y - frozen.height };
    const [movedColumns, movedRows] = [this.columnHeads[1]?.firstElementChild, this.rowHeads[1]?.firstElementChild];
    if (!anew && id === this.headsShown) {
      // Only moved: what is drawn moves along.
      if (movedColumns instanceof HTMLElement) movedColumns.style.transform = `translateX(${origins.x}px)`;
      if (movedRows instanceof HTMLElement) movedRows.style.transform = `translateY(${origins.y}px)`;
      return;
    }
    this.headsShown = id;
    const state = (range: (one: Range) => [number, number, boolean], at: number) => {
      const hit = selected.map(range).find(([start, count]) => at >= start && at < start + count);
      return hit ? (hit[2] ? " cg-head-whole" : " cg-head-on") : "";
    };
    const columnState = (at: number) => state((one) => [one.col, one.colCount, one.rowCount >= MAX_ROWS], at);
    const rowState = (at: number) => state((one) => [one.row, one.rowCount, one.colCount >= MAX_COLUMNS], at);
    this.corner.style.width = `${layout.headerWidth}px`;
    this.corner.style.height = `${layout.headerHeight}px`;
    [[0, layout.frozenColumns] as const, columns].forEach(([from, to], at) => {
      const heads = this.columnHeads[at];
      if (!heads) return;
      heads.style.left = `${layout.headerWidth + (at === 0 ? 0 : frozen.width)}px`;
      heads.style.width = `${at === 0 ? frozen.width : Math.max(this.width - layout.headerWidth - frozen.width, 0)}px`;
      heads.style.height = `${layout.headerHeight}px`;
      const origin = layout.columns.start(from);
      const nodes: HTMLElement[] = [];
      for (let col = from; col < to; col += 1) {
        const width = layout.columns.of(col);
        if (width === 0) continue;
        const node = el("div", { class: `cg-head${columnState(col)}` }, columnName(col));
        node.style.left = `${layout.columns.start(col) - origin}px`;
        node.style.width = `${width}px`;
        if (col > 0 && layout.columns.of(col - 1) === 0) node.classList.add("cg-after-hidden");
        nodes.push(node);
      }
      const moving = el("div", { class: "cg-moving" }, ...nodes);
      moving.style.transform = `translateX(${at === 0 ? 0 : origins.x}px)`;
      heads.replaceChildren(moving);
    });
    [[0, layout.frozenRows] as const, rows].forEach(([from, to], at) => {
      const heads = this.rowHeads[at];
      if (!heads) return;
      heads.style.top = `${layout.headerHeight + (at === 0 ? 0 : frozen.height)}px`;
      heads.style.height = `${at === 0 ? frozen.height : Math.max(this.height - layout.headerHeight - frozen.height, 0)}px`;
      heads.style.width = `${layout.headerWidth}px`;
      const origin = layout.rows.start(from);
      const nodes: HTMLElement[] = [];
      for (let row = from; row < to; row += 1) {
        const height = layout.rows.of(row);
        if (height === 0) continue;
        const node = el("div", { class: `cg-head${rowState(row)}` }, String(row + 1));
        node.style.top = `${layout.rows.start(row) - origin}px`;
        node.style.height = `${height}px`;
        if (row > 0 && layout.rows.of(row - 1) === 0) node.classList.add("cg-after-hidden");
        nodes.push(node);
      }
      const moving = el("div", { class: "cg-moving" }, ...nodes);
      moving.style.transform = `translateY(${at === 0 ? 0 : origins.y}px)`;
      heads.replaceChildren(moving);
    });
  }

  /** Where a range is in the view, CSS pixels from its corner; parts may be out of sight. */
  place(range: Range): Box {
    const { layout } = this;
    const box = layout.box(range);
    const fixedColumn = range.col < layout.frozenColumns;
    const fixedRow = range.row < layout.frozenRows;
    return {
      ...box,
      left: box.left + layout.headerWidth - (fixedColumn ? 0 : this.at.x),
      top: box.top + layout.headerHeight - (fixedRow ? 0 : this.at.y),
    };
  }

  /** The cell at a place of the window. */
  hit(clientX: number, clientY: number): Hit {
    const { layout } = this;
    const frame = this.view.getBoundingClientRect();
    const [x, y] = [clientX - frame.left - layout.headerWidth, clientY - frame.top - layout.headerHeight];
    const frozen = this.frozen;
    const row = layout.rows.find(Math.max(0, y < frozen.height ? y : y + this.scroller.scrollTop));
    const col = layout.columns.find(Math.max(0, x < frozen.width ? x : x + this.scroller.scrollLeft));
    return { row, col, part: x < 0 && y < 0 ? "corner" : y < 0 ? "columns" : x < 0 ? "rows" : "cells" };
  }

  /** Scrolls so that a cell can be seen whole. */
  reveal(row: number, col: number): void {
    this.reach(row, col);
    const { layout } = this;
    const span = spanAt(this.workspace.book, this.key, row, col);
    const box = layout.box(span ?? { row, rowCount: 1, col, colCount: 1 });
    const frozen = this.frozen;
    const [width, height] = [this.width - layout.headerWidth, this.height - layout.headerHeight];
    let { x: left, y: top } = this.at;
    if (col >= layout.frozenColumns) {
      if (box.left < left + frozen.width) left = box.left - frozen.width;
      else if (box.left + box.width > left + width) left = Math.min(box.left - frozen.width, box.left + box.width - width + 8);
    }
    if (row >= layout.frozenRows) {
      if (box.top < top + frozen.height) top = box.top - frozen.height;
      else if (box.top + box.height > top + height) top = Math.min(box.top - frozen.height, box.top + box.height - height + 4);
    }
    if (left !== this.at.x || top !== this.at.y) {
      this.scrollTo(left, top);
      this.paint(false);
    }
  }

  /** How much room there is from a place of the view to its right edge. */
  roomFrom(left: number): number {
    return this.width - left;
  }

  /** How many rows can be seen at once. */
  get page(): number {
    return Math.max(1, Math.floor((this.height - this.layout.headerHeight) / (this.layout.rows.of(0) || 20)) - 1);
  }

  /** The element of a cell that can be seen. */
  cellElement(row: number, col: number): HTMLElement | null {
    for (const pane of this.panes) {
      const found = pane.cell(row, col);
      if (found) return found;
    }
    return null;
  }

  /** Whether a range can be seen, at least in part. */
  sees(range: Range): boolean {
    const { rows, columns } = this.lastWindow;
    return meet(range, { row: rows[0], rowCount: rows[1] - rows[0], col: columns[0], colCount: columns[1] - columns[0] }) || holds(range, 0, 0);
  }
}

/** From one to another, with some more on both sides, within bounds. */
function range(from: number, to: number, more: number, count: number, least: number): readonly [number, number] {
  return [Math.max(least, from - more), Math.min(count, to + 1 + more)];
}
