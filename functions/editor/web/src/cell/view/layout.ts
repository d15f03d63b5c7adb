import { MAX_COLUMNS, MAX_ROWS } from "../model/address";
import type { Range } from "../model/json";
import { Sizes } from "../model/sizes";
import type { Workspace } from "../model/workspace";

/** Heights and widths of the headers, CSS pixels at 100 %. */
export const HEADER_HEIGHT = 24;

/** A place on the sheet, CSS pixels from its corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where everything of a sheet is at a zoom. */
export class Layout {
  readonly rows: Sizes;
  readonly columns: Sizes;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** Width of the row numbers. */
  readonly headerWidth: number;
  readonly headerHeight: number;

  constructor(workspace: Workspace, key: string, readonly zoom: number, least: { rows: number; columns: number }) {
    const sheet = workspace.book.sheet(key);
    const count = (known: number | undefined, least: number, most: number) => Math.min(most, Math.max(known ?? 0, least));
    const rows = count(sheet.rowCount, least.rows, MAX_ROWS);
    const columns = count(sheet.columnCount, least.columns, MAX_COLUMNS);
    this.rows = new Sizes(rows, sheet.defaults?.rowHeight ?? 20, sheet.rows, zoom, workspace.heights.of(key));
    this.columns = new Sizes(columns, sheet.defaults?.colWidth ?? 64, sheet.columns, zoom);
    this.frozenRows = Math.min(Math.max(sheet.frozenRowCount ?? 0, 0), rows - 1, 100);
    this.frozenColumns = Math.min(Math.max(sheet.frozenColCount ?? 0, 0), columns - 1, 50);
    this.headerWidth = Math.round((20 + 8 * Math.max(2, String(rows).length)) * Math.max(zoom, 0.7));
    this.headerHeight = Math.round(HEADER_HEIGHT * Math.max(zoom, 0.7));
  }

  /** Where a range is. */
  box(range: Range): Box {
    const left = this.columns.start(range.col);
    const top = this.rows.start(range.row);
    return {
      left,
      top,
      width: this.columns.start(Math.min(range.col + range.colCount, this.columns.count)) - left,
      height: this.rows.start(Math.min(range.row + range.rowCount, this.rows.count)) - top,
    };
  }
}
