import { expect, test } from "vitest";
import { isFormula, stored, written } from "./spelling";

test("newer functions are spelled as files have them, and shown as people write them", () => {
  const cases: [string, string][] = [
    ["xlookup(1,a1:a3,B1:B3)", "_xlfn.XLOOKUP(1,A1:A3,B1:B3)"],
    ["SUM(FILTER(A1:A3,A1:A3>0))", "SUM(_xlfn._xlws.FILTER(A1:A3,A1:A3>0))"],
    ["TEXTJOIN(\"-\",TRUE,'ifs(x'!A1)", "_xlfn.TEXTJOIN(\"-\",TRUE,'ifs(x'!A1)"],
    ["\"IFS(\"&ifs(A1=1,\"y\")", "\"IFS(\"&_xlfn.IFS(A1=1,\"y\")"],
    ["sum(People[Ifs])+sheet1!b2", "SUM(People[Ifs])+sheet1!B2"],
  ];
  expect(stored("if(a1=\";\";sum({1;2});'a;b'!c3)")).toBe("IF(A1=\";\",SUM({1;2}),'a;b'!C3)");
  for (const [typed, file] of cases) {
    expect(stored(typed)).toBe(file);
    expect(stored(file)).toBe(file);
    expect(written(file).toLowerCase()).toBe(typed.toLowerCase());
  }
});

test("what no program could read is no formula; what is only not calculated here is one", () => {
  for (const good of ["1+2", "SUM(A1:B2)", "SUM(People[Age])", "People[[#This Row],[Age]]*2", "[1]Data!A1", "'[b.xlsx]My sheet'!A1", "SUM(A1:A3 A2:B2)", "SUM(Jan:Mar!A1)", "SUM(A1#)", "RANK(A1,(A1:A3,C1:C3))", "INDEX(A:A,1):INDEX(A:A,3)", "-A1%", "{1,2;3,4}", "@A1", "Rate*2"]) {
    expect([good, isFormula(good)]).toEqual([good, true]);
  }
  for (const bad of ["1+", "SUM(,)()", "A1,B1", "(A1", "A1)", "\"open", "*5", "SUM(A1:A3))", "== heading ==", "A1 & ", "5 6"]) {
    expect([bad, isFormula(bad)]).toEqual([bad, false]);
  }
});
