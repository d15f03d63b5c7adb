import { expect, test } from "vitest";
import { copied, moved, relocated, renamed } from "./references";
import { Shift } from "./shift";

test("copied formulas follow; what is fixed stays", () => {
  expect(copied("A1+$B$2*C$3", 2, 1)).toBe("B3+$B$2*D$3");
  expect(copied('SUM(A1:B2)&"A1"', 1, 0)).toBe('SUM(A2:B3)&"A1"');
  expect(copied("A1", -1, 0)).toBe("#REF!");
  expect(copied("Sheet2!A1+'My sheet'!B2", 1, 1)).toBe("Sheet2!B2+'My sheet'!C3");
  expect(copied("A:A+1:1", 1, 1)).toBe("B:B+2:2");
  expect(copied("LOG10(A1)+rate", 1, 0)).toBe("LOG10(A2)+rate");
});

test("formulas follow rows and columns that move", () => {
  const own = (prefix: string) => prefix === "";
  const insert = new Shift([{ start: 1, count: 2 }], true);
  const cut = new Shift([{ start: 1, count: 2 }], false);
  expect(moved("A1+A2+$A$9", "row", insert, own)).toBe("A1+A4+$A$11");
  expect(moved("SUM(A1:A5)", "row", insert, own)).toBe("SUM(A1:A7)");
  expect(moved("SUM(A1:A5)", "row", cut, own)).toBe("SUM(A1:A3)");
  expect(moved("A2+A9", "row", cut, own)).toBe("#REF!+A7");
  expect(moved("SUM(A2:A3)", "row", cut, own)).toBe("SUM(#REF!)");
  expect(moved("a1+Other!A9+[1]S!A9", "row", cut, own)).toBe("a1+Other!A9+[1]S!A9");
  expect(moved("Other!A9", "row", cut, (prefix) => prefix === "Other!")).toBe("Other!A7");
  expect(moved("C1+A:C", "column", insert, own)).toBe("E1+A:E");
});

test("formulas follow the name of a sheet", () => {
  expect(renamed("Budget!A1+budget!B2+'Budget'!C3+Other!A1", "Budget", "My money")).toBe("'My money'!A1+'My money'!B2+'My money'!C3+Other!A1");
  expect(renamed("'It''s'!A1", "It's", "Plain")).toBe("Plain!A1");
  expect(renamed("Budget!A1", "Budget", "AB12")).toBe("'AB12'!A1");
  expect(renamed('"Budget!A1"&[1]Budget!A1', "Budget", "X")).toBe('"Budget!A1"&[1]Budget!A1');
});

test("what names moved cells names them where they are now", () => {
  const block = { row: 0, rowCount: 2, col: 0, colCount: 1 };
  const cases: [string, string][] = [
    ["A1+$A$2*2", "C4+$C$5*2"],
    ["SUM(A1:A2)", "SUM(C4:C5)"],
    // More than what was moved stays.
    ["SUM(A1:A3)+A3+Other!A1", "SUM(A1:A3)+A3+Other!A1"],
    ['"A1"&A1', '"A1"&C4'],
  ];
  for (const [before, after] of cases) expect(relocated(before, block, 3, 2, (prefix) => prefix === "")).toBe(after);
});
