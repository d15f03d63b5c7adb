import { expect, test } from "@playwright/test";

import { Book } from "../src/cell/model/book";
import { apply } from "../src/cell/model/commands";
import type { WorkbookJson } from "../src/cell/model/json";
import type { Command } from "../src/session/types";
import { budget } from "./samples";
import { Storage, service } from "./storage";

/** Calls the service as an editor does. */
async function call(path: string, body?: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await fetch(`${service}/editing${path}`, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const sheetName = "Budget";
const block = (row: number, rowCount: number, col: number, colCount: number) => ({ row, rowCount, col, colCount });

/** Every command that the editor knows, in an order in which each has something to do. */
const COMMANDS: Command[] = [
  { cmd: "editCell", sheetName, row: 2, col: 2, newValue: 1500.5 },
  { cmd: "editCell", sheetName, row: 9, col: 0, newValue: "=SUM(C3:C6)" },
  { cmd: "editCell", sheetName, row: 10, col: 3, newValue: "text" },
  { cmd: "editCell", sheetName, row: 10, col: 3, newValue: null },
  { cmd: "setCells", sheetName, cells: [{ row: 11, col: 1, cell: { value: true, style: "s1" } }, { row: 3, col: 0, cell: null }, { row: 12, col: 1, cell: { formula: "A1&$B$2", value: 3 } }] },
  { cmd: "setStyle", sheetName, ranges: [block(2, 3, 0, 4)], style: { fontWeight: "bold", foreColor: "#aa0000", backColor: null } },
  { cmd: "setStyle", sheetName, ranges: [block(-1, -1, 2, 2), block(4, 1, -1, -1)], style: { formatter: "0.0", hAlign: 2 } },
  { cmd: "setStyle", sheetName, ranges: [block(6, 2, 2, 2)], style: { font: "italic 12pt Arial" } },
  { cmd: "setStyle", sheetName, ranges: [block(2, 1, 0, 1)], style: { vAlign: 2 }, replace: true },
  { cmd: "setStyle", sheetName, ranges: [block(4, 1, 0, 2)], style: null },
  { cmd: "addSpan", sheetName, ranges: [block(10, 2, 0, 2), block(0, 1, 0, 2)] },
  { cmd: "removeSpan", sheetName, ranges: [block(11, 1, 1, 1)] },
  { cmd: "setFrozenCount", sheetName, frozenRowCount: 2, frozenColumnCount: 1 },
  { cmd: "resizeColumn", sheetName, columns: [{ firstCol: 1, lastCol: 3 }], size: 90 },
  { cmd: "resizeRow", sheetName, rows: [{ row: 4 }], size: 33 },
  { cmd: "setRowVisible", sheetName, rows: [{ firstRow: 5, lastRow: 6 }], visible: false },
  { cmd: "setColumnVisible", sheetName, columns: [{ col: 4 }], visible: false },
  { cmd: "setRowVisible", sheetName, rows: [{ row: 6 }], visible: true },
  { cmd: "fill", sheetName, startRange: block(2, 1, 2, 3), fillRange: block(12, 4, 2, 3), autoFillType: 0 },
  { cmd: "dragDrop", sheetName, fromRow: 12, fromColumn: 2, rowCount: 2, columnCount: 2, toRow: 20, toColumn: 5, copy: false },
  { cmd: "clipboardPaste", sheetName, fromSheet: sheetName, fromRanges: [block(2, 2, 2, 3)], pastedRanges: [block(30, 4, 2, 3)] },
  { cmd: "clipboardPaste", sheetName, fromRanges: [block(30, 1, 2, 3)], pastedRanges: [block(40, 1, 0, 1)], isCutting: true },
  { cmd: "clipboardPaste", sheetName, clipboardText: 'a\t1\t"x\ny"\r\n=A1\tTRUE\t007', pastedRanges: [block(45, 1, 0, 1)] },
  { cmd: "insertRows", sheetName, row: 3, count: 2 },
  { cmd: "insertColumns", sheetName, selections: [block(-1, -1, 1, 1), block(-1, -1, 3, 2)] },
  { cmd: "deleteRows", sheetName, selections: [block(2, 1, -1, -1), block(8, 2, -1, -1)] },
  { cmd: "gc.spread.contextMenu.deleteColumns", sheetName, col: 2, count: 1 },
  { cmd: "renameSheet", sheetName, name: "The plan" },
  { cmd: "insertSheet", sheetName: "", name: "Third", sheetIndex: 1 },
  { cmd: "insertSheet", sheetName: "" },
  { cmd: "editCell", sheetName: "Third", row: 0, col: 0, newValue: "='The plan'!A1" },
  { cmd: "renameSheet", sheetName: "The plan", name: "Plan" },
  { cmd: "zoom", sheetName: "Plan", zoomFactor: 1.5 },
  { cmd: "clearValues", sheetName: "Plan", ranges: [block(0, 4, 0, 3)] },
  { cmd: "clear", sheetName: "Plan", ranges: [block(4, 2, 0, 9)] },
  { cmd: "deleteSheet", sheetName: "Report" },
];

const REFUSED: Command[] = [
  { cmd: "editCell", sheetName, row: -1, col: 0, newValue: 1 },
  { cmd: "editCell", sheetName: "Nowhere", row: 0, col: 0, newValue: 1 },
  { cmd: "setCells", sheetName, cells: [] },
  { cmd: "setStyle", sheetName, ranges: [], style: {} },
  { cmd: "setStyle", sheetName, ranges: [block(0, 1, 0, 1)], style: 3 },
  { cmd: "renameSheet", sheetName, name: "report" },
  { cmd: "insertRows", sheetName, row: 1_048_576 },
  { cmd: "resizeRow", sheetName, rows: [{ row: 1 }], size: -2 },
];

test("commands change the workbook here as they do in the service", async () => {
  const storage = await Storage.start();
  storage.put("same.xlsx", await budget());
  const { answer: joined } = await call("", storage.config("same.xlsx"));
  const session = `/${String(joined.session)}`;
  const content = (await call(session)).answer.content as WorkbookJson;
  const book = new Book(structuredClone(content));
  let [version, seq] = [Number(joined.version), 0];
  for (const command of COMMANDS) {
    const { status, answer } = await call(`${session}/changes`, { version, seq: (seq += 1), commands: [command] });
    expect(status, `${JSON.stringify(command)}: ${JSON.stringify(answer)}`).toBe(200);
    version = Number(answer.version);
    apply(book, command);
    const { _v: _service, ...theirs } = (await call(session)).answer.content as WorkbookJson;
    const { _v: _own, ...ours } = JSON.parse(JSON.stringify(book.json)) as WorkbookJson;
    expect(ours, JSON.stringify(command)).toEqual(theirs);
  }
  await call(`${session}/close`, {});
  await storage.stop();
});

test("what the service refuses is refused here", async () => {
  const storage = await Storage.start();
  storage.put("refused.xlsx", await budget());
  const { answer: joined } = await call("", storage.config("refused.xlsx"));
  const session = `/${String(joined.session)}`;
  const content = (await call(session)).answer.content as WorkbookJson;
  for (const command of REFUSED) {
    const { status } = await call(`${session}/changes`, { version: joined.version, seq: 1, commands: [command] });
    expect(status, JSON.stringify(command)).toBe(422);
    const book = new Book(structuredClone(content));
    expect(() => apply(book, command), JSON.stringify(command)).toThrow();
    expect(book.json).toEqual(content);
  }
  await call(`${session}/close`, {});
  await storage.stop();
});
