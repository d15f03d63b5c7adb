import { record } from "../parent";

/** A workbook whose changed cells are marked. */
export interface MarkedBook {
  content: Record<string, unknown>;
  /** So many cells differ. */
  differences: number;
}

/** The newer workbook with a ground in `tint` under each cell whose value or formula is not what it was. */
export function markCells(earlier: unknown, later: unknown, tint: string): MarkedBook {
  const content = structuredClone(record(later));
  const before = record(record(earlier)["sheets"]);
  let differences = 0;
  for (const [name, sheet] of Object.entries(record(content["sheets"]))) {
    const old = table(before[name]);
    const now = table(sheet);
    for (const row of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const columns = new Set([...Object.keys(record(old[row])), ...Object.keys(record(now[row]))]);
      for (const column of columns) {
        const cell = record(record(now[row])[column]);
        if (said(record(record(old[row])[column])) === said(cell)) continue;
        differences += 1;
        place(record(sheet), row)[column] = { ...cell, style: tinted(cell["style"], tint) };
      }
    }
  }
  return { content, differences };
}

function table(sheet: unknown): Record<string, unknown> {
  return record(record(record(sheet)["data"])["dataTable"]);
}

/** What a cell says; how it looks does not count. */
function said(cell: Record<string, unknown>): string {
  const formula = cell["formula"];
  // A formula's value follows from others; it is the formula that somebody wrote.
  return typeof formula === "string" && formula !== "" ? `=${formula}` : JSON.stringify(cell["value"] ?? null);
}

/** The row of a sheet's table, made where it is not there. */
function place(sheet: Record<string, unknown>, row: string): Record<string, unknown> {
  const data = record(sheet["data"]);
  sheet["data"] = data;
  const rows = record(data["dataTable"]);
  data["dataTable"] = rows;
  const cells = record(rows[row]);
  rows[row] = cells;
  return cells;
}

/** A style over another, with a ground. A style by name becomes the parent of a new one. */
function tinted(style: unknown, backColor: string): Record<string, unknown> {
  return typeof style === "string" ? { parentName: style, backColor } : { ...record(style), backColor };
}
