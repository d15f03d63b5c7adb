import { expect, test } from "vitest";
import type { Command } from "../../session/types";
import { Book } from "./book";
import { apply } from "./commands";
import { inverse } from "./inverse";

/** Numbers that look random and are the same each time. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function fresh(): Book {
  const cell = (row: number, col: number) => (row * col) % 3 === 0 ? { value: row + col, style: "s1" } : { formula: `A${row + 1}+B$${((row + col) % 8) + 1}+SUM(A1:C${row + 2})` };
  const table = Object.fromEntries(Array.from({ length: 8 }, (_, row) => [row, Object.fromEntries(Array.from({ length: 6 }, (_, col) => [col, cell(row, col)]))]));
  return new Book({
    sheetCount: 2,
    sheets: {
      a: { name: "A", index: 0, rowCount: 20, columnCount: 10, spans: [{ row: 1, rowCount: 2, col: 2, colCount: 2 }], rows: [null, { size: 30 }], columns: [{ size: 80 }], data: { dataTable: structuredClone(table) } },
      b: { name: "B", index: 1, data: { dataTable: { 0: { 0: { formula: "A!C4+SUM(A!A1:D6)" } } } } },
    },
  });
}

function anyCommand(roll: (below: number) => number): Command {
  const range = { row: roll(6), rowCount: 1 + roll(3), col: roll(4), colCount: 1 + roll(3) };
  const sheetName = "A";
  const all: Command[] = [
    { cmd: "editCell", sheetName, row: roll(8), col: roll(6), newValue: [5, "x", "=A1+1", null][roll(4)] },
    { cmd: "clearValues", sheetName, ranges: [range] },
    { cmd: "clear", sheetName, ranges: [range] },
    { cmd: "setStyle", sheetName, ranges: [range], style: { fontWeight: "bold", backColor: "#ff0000" } },
    { cmd: "setStyle", sheetName, ranges: [{ ...range, row: -1, rowCount: -1 }], style: { hAlign: 1 } },
    { cmd: "addSpan", sheetName, ranges: [range] },
    { cmd: "removeSpan", sheetName, ranges: [range] },
    { cmd: "insertRows", sheetName, row: roll(8), count: 1 + roll(3) },
    { cmd: "insertColumns", sheetName, col: roll(6), count: 1 + roll(2) },
    { cmd: "deleteRows", sheetName, row: roll(6), count: 1 + roll(2) },
    { cmd: "deleteColumns", sheetName, col: roll(4), count: 1 + roll(2) },
    { cmd: "resizeColumn", sheetName, columns: [{ firstCol: roll(3), lastCol: 3 }], size: 40 + roll(50) },
    { cmd: "setRowVisible", sheetName, rows: [{ firstRow: 1, lastRow: 1 + roll(4) }], visible: roll(2) === 0 },
    { cmd: "setFrozenCount", sheetName, frozenRowCount: roll(3), frozenColumnCount: roll(3) },
    { cmd: "renameSheet", sheetName, name: "Other name" },
    { cmd: "insertSheet", sheetName, name: `New${roll(100)}` },
    { cmd: "fill", sheetName, startRange: range, fillRange: { ...range, row: 6, rowCount: 4 }, autoFillType: 0 },
    { cmd: "clipboardPaste", sheetName, fromRanges: [range], pastedRanges: [{ row: 9, rowCount: 1, col: 1, colCount: 1 }] },
    { cmd: "dragDrop", sheetName, fromRow: range.row, fromColumn: range.col, rowCount: range.rowCount, columnCount: range.colCount, toRow: 9, toColumn: 4 },
  ];
  return all[roll(all.length)] as Command;
}

/** Cells, spans and what can be seen of sizes: what has to be the same once a command was taken back. */
function seen(book: Book): unknown {
  return Object.entries(book.json.sheets ?? {}).map(([key, sheet]) => {
    const sizes = (infos: typeof sheet.rows, fallback: number) => (infos ?? []).flatMap((info, at) => (info && (info.visible === false || (info.size ?? fallback) !== fallback) ? [[at, info.visible !== false, info.size]] : []));
    const styles = (sheet.data?.columnDataArray ?? []).map((info) => info?.style ?? null);
    while (styles.length > 0 && styles.at(-1) === null) styles.pop();
    return {
      key,
      name: sheet.name,
      table: sheet.data?.dataTable,
      spans: [...(sheet.spans ?? [])].map((span) => JSON.stringify([span.row, span.col, span.rowCount, span.colCount])).sort(),
      rows: sizes(sheet.rows, 20),
      columns: sizes(sheet.columns, 62),
      frozen: [sheet.frozenRowCount ?? 0, sheet.frozenColCount ?? 0],
      styles,
    };
  });
}

test("every command is taken back by its inverse, exactly by its journal", { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 120; seed += 1) {
    const roll = dice(seed);
    const book = fresh();
    for (let step = 0; step < 4; step += 1) {
      const command = anyCommand(roll);
      const before = structuredClone(book.json);
      const shown = structuredClone(seen(book));
      let journal;
      try {
        journal = apply(book, command);
      } catch {
        expect(book.json, `refused ${JSON.stringify(command)}`).toEqual(before);
        continue;
      }
      const after = structuredClone(book.json);
      const back = inverse(book, command, journal);
      book.revert(journal);
      expect(book.json, `journal of ${JSON.stringify(command)}`).toEqual(before);
      apply(book, command);
      expect(book.json).toEqual(after);
      if (!back) continue;
      for (const one of back) apply(book, one);
      expect(seen(book), `inverse of ${JSON.stringify(command)}: ${JSON.stringify(back)}`).toEqual(shown);
    }
  }
});
