import { expect, test } from "vitest";
import type { Command } from "../../session/types";
import { Workspace } from "../model/workspace";
import { CalcError } from "./values";

function workspace(cells: Record<string, Record<string, unknown>>): Workspace {
  const sheets = Object.entries(cells).map(([name, table], index) => {
    const dataTable: Record<string, Record<string, unknown>> = {};
    for (const [address, value] of Object.entries(table)) {
      const [, letter = "A", row = "1"] = /^([A-Z])(\d+)$/.exec(address) ?? [];
      const cell = typeof value === "string" && value.startsWith("=") ? { formula: value.slice(1) } : { value };
      (dataTable[Number(row) - 1] ??= {})[letter.charCodeAt(0) - 65] = cell;
    }
    return [`sheet${index}`, { name, index, data: { dataTable } }] as const;
  });
  return new Workspace({ sheets: Object.fromEntries(sheets) });
}

const where = { sheet: "sheet0", range: { row: 0, rowCount: 1, col: 0, colCount: 1 } };
const put = (row: number, col: number, newValue: unknown, sheetName = "S"): Command => ({ cmd: "editCell", sheetName, row, col, newValue });

function calculated(formula: string, cells: Record<string, unknown> = {}): unknown {
  const book = workspace({ S: { ...cells, Z1: `=${formula}` } });
  const value = book.engine.value("sheet0", 0, 25);
  return value instanceof CalcError ? value.name : value;
}

test("operators and functions result in what spreadsheets say", () => {
  const cells = { A1: 1, A2: 2, A3: 3, A4: "x", B1: "apple", B2: "pear", B3: "plum", C1: 10, C2: 20, C3: 30 };
  const cases: [string, unknown][] = [
    ["1+2*3^2", 19],
    ["-2^2", 4],
    ["2^-1", 0.5],
    ["(1+2)&\"a\"&TRUE", "3aTRUE"],
    ["50%", 0.5],
    ["0.1+0.2-0.3", 0],
    ["1/0", "#DIV/0!"],
    ["SUM(A1:A4)", 6],
    ["SUM(A:A)", 6],
    ["AVERAGE(A1:A4)", 2],
    ["COUNT(A1:A9)", 3],
    ["COUNTA(A1:A9)", 4],
    ["MIN(A1:A3)-MAX(A1:A3)", -2],
    ["IF(A1>0,\"yes\",1/0)", "yes"],
    ["IFERROR(1/0,7)", 7],
    ["VLOOKUP(\"pear\",B1:C3,2,FALSE)", 20],
    ["VLOOKUP(2.5,A1:C3,3)", 20],
    ["INDEX(C1:C3,MATCH(\"plum\",B1:B3,0))", 30],
    ["XLOOKUP(\"fig\",B1:B3,C1:C3,\"none\")", "none"],
    ["SUMIF(B1:B3,\"p*\",C1:C3)", 50],
    ["SUMIFS(C1:C3,A1:A3,\">=2\",B1:B3,\"<>plum\")", 20],
    ["COUNTIF(A1:A3,\">1\")", 2],
    ["ROUND(2.345,2)", 2.35],
    ["ROUND(-1234.5,-2)", -1200],
    ["MOD(-1,3)", 2],
    ["LEFT(B1,2)&MID(B1,3,2)&RIGHT(B1,1)", "apple"],
    ["SUBSTITUTE(\"a-b-c\",\"-\",\"+\",2)", "a-b+c"],
    ["TEXT(1234.5,\"#,##0.00\")", "1,234.50"],
    ["YEAR(DATE(2024,2,29))&MONTH(DATE(2024,2,29))", "20242"],
    ["EOMONTH(DATE(2024,1,31),1)-DATE(2024,1,31)", 29],
    ["SUMPRODUCT(A1:A3,C1:C3)", 140],
    ["SUM(OFFSET(A1,1,0,2,1))", 5],
    ["SUM(INDIRECT(\"A1:A2\"))", 3],
    ["ROW()+COLUMN()", 27],
    ["AND(A1>0,A2>5)", false],
    ["NOSUCH(1)", "…"],
    ["A1+", "#NAME?"],
    ["B1*2", "#VALUE!"],
    ["Nowhere!A1", "#REF!"],
    ["SUM({1,2;3,4})", 10],
    ["A9", 0],
    ["\"a\"=\"A\"", true],
  ];
  for (const [formula, result] of cases) expect(calculated(formula, cells), formula).toEqual(result);
});

test("what a change reaches is calculated again, over sheets and in any order", () => {
  const book = workspace({ S: { A1: 1, A2: "=A1*2", A3: "=SUM(A1:A2)", B1: "=Other!A1" }, Other: { A1: "=S!A3+1" } });
  const value = (row: number, col: number) => book.engine.value("sheet0", row, col);
  expect([value(2, 0), value(0, 1)]).toEqual([3, 4]);
  book.perform([put(0, 0, 10)], where);
  expect([value(1, 0), value(2, 0), value(0, 1)]).toEqual([20, 30, 31]);
  book.perform([put(0, 1, "=A3&\"!\"")], where);
  expect(value(0, 1)).toBe("30!");
  book.again("undo");
  expect(value(0, 1)).toBe(31);
  book.remote([put(0, 0, 5)], []);
  expect(value(0, 1)).toBe(16);
});

test("circles are told, and end when they are cut", () => {
  const book = workspace({ S: { A1: "=B1", B1: "=A1+1", C1: "=A1" } });
  const value = (col: number) => book.engine.value("sheet0", 0, col);
  expect(value(0)).toBe(CalcError.CIRCLE);
  book.perform([put(0, 1, 4)], where);
  expect([value(0), value(2)]).toEqual([4, 4]);
});

test("long chains are calculated, whichever end comes first", { timeout: 30_000 }, () => {
  const count = 5000;
  const down: Record<string, unknown> = { A1: 1 };
  for (let row = 2; row <= count; row += 1) down[`A${row}`] = `=A${row - 1}+1`;
  for (let row = 1; row < count; row += 1) down[`B${row}`] = `=B${row + 1}+1`;
  down[`B${count}`] = 1;
  const book = workspace({ S: down });
  expect(book.engine.value("sheet0", count - 1, 0)).toBe(count);
  expect(book.engine.value("sheet0", 0, 1)).toBe(count);
});

test("what the file says is believed until something changes", () => {
  const book = new Workspace({ sheets: { s: { name: "S", data: { dataTable: { 0: { 0: { value: 1 }, 1: { value: 99, formula: "A1+1" } } } } } } });
  expect(book.engine.value("s", 0, 1)).toBe(99);
  book.perform([put(0, 0, 2)], where);
  expect(book.engine.value("s", 0, 1)).toBe(3);
});

test("functions of the library come when they are needed", async () => {
  const book = workspace({ S: { A1: "=STDEV.S(1,2,3,4)", A2: "=A1*2" } });
  await new Promise<void>((resolve) => {
    book.engine.changed = resolve;
  });
  expect(book.engine.value("sheet0", 1, 0)).toBeCloseTo(2.5819889, 6);
});

test("functions of whole ranges, and older names, result in what spreadsheets say", async () => {
  const cells = { A1: "Ann", A2: "Bob", A3: "Cid", B1: "Oslo", B2: "Rome", B3: "Oslo", C1: 20, C2: 23, C3: 26, D1: "/OADate(45672)/", D2: "/OADate(45000)/" };
  const cases: [string, unknown][] = [
    ["SUM(FILTER(C1:C3,B1:B3=\"Oslo\"))", 46],
    ["FILTER(C1:C3,C1:C3>99,\"none\")", "none"],
    ["TEXTJOIN(\",\",TRUE,UNIQUE(B1:B3))", "Oslo,Rome"],
    ["INDEX(SORT(C1:C3,1,-1),1)", 26],
    ["INDEX(SORTBY(A1:A3,C1:C3,-1),1)", "Cid"],
    ["SUM(SEQUENCE(4))", 10],
    ["SUM(TRANSPOSE(C1:C3))", 69],
    ["TEXTBEFORE(\"a-b-c\",\"-\",2)&TEXTAFTER(\"a-b-c\",\"-\",-1)", "a-bc"],
    ["ADDRESS(3,4)&ADDRESS(3,4,4)", "$D$3D3"],
    ["HYPERLINK(\"https://example.com\",\"here\")", "here"],
    ["TIMEVALUE(\"12:30\")*24", 12.5],
    ["FORMULATEXT(Z1)", "=FORMULATEXT(Z1)"],
    ["COUNTIF(D1:D2,\">=2025-01-01\")", 1],
  ];
  for (const [formula, expected] of cases) expect([formula, calculated(formula, cells)]).toEqual([formula, expected]);
  const book = workspace({ S: { ...cells, Z1: "=STDEV(C1:C3)+RANK(26,C1:C3)+QUARTILE(C1:C3,1)" } });
  await expect.poll(() => book.engine.value("sheet0", 0, 25)).toBe(3 + 1 + 21.5);
});

test("what cannot be calculated here keeps what the file says, and sheets have names of their own", () => {
  const dataTable = { 0: { 0: { value: 5 }, 1: { formula: "SUM(People[Age])", value: 130 }, 2: { formula: "Rate*2" } } };
  const book = new Workspace({ names: [{ name: "Rate", formula: "9" }], sheets: { one: { name: "S", index: 0, names: [{ name: "rate", formula: "S!$A$1" }], data: { dataTable } } } });
  expect(book.engine.value("one", 0, 2)).toBe(10);
  // Rows that come between have everything calculated anew.
  book.perform([{ cmd: "insertRows", sheetName: "S", row: 3, rowCount: 1 }], { sheet: "one", range: where.range });
  expect(book.engine.value("one", 0, 1)).toBe(130);
});
