import { afterEach, expect, test } from "vitest";
import { setLocale } from "./format";
import { editText, entered, typedValue } from "./typed";

afterEach(() => setLocale("en"));

test("dates and money are taken as people of several countries write them", () => {
  const day = 46022;
  const cases: [string, unknown, string | undefined][] = [
    ["12/31/2025", day, "m/d/yyyy"],
    ["31.12.2025", day, "dd.mm.yyyy"],
    ["31/12/2025", day, "dd/mm/yyyy"],
    ["31.12.2025 8:30", day + 8.5 / 24, "dd.mm.yyyy h:mm"],
    ["2025年12月31日", day, 'yyyy"年"m"月"d"日"'],
    ["€12.50", 12.5, '"€"#,##0.00'],
    ["12 €", 12, '#,##0 "€"'],
    ["-£1,200", -1200, '"£"#,##0'],
    ["50%", 0.5, "0%"],
  ];
  for (const [text, value, format] of cases) {
    const found = typedValue(text, "General");
    expect([text, found.value]).toEqual([text, value]);
    if (format !== "m/d/yyyy") expect([text, found.format]).toEqual([text, format]);
  }
  // Days that no month has and words stay texts.
  for (const text of ["31.02.2025", "45/13/2025", "hello"]) expect(typedValue(text, "General")).toEqual({ value: text });
  setLocale("zh-CN");
  for (const text of ["2025/12/31", "12/31/2025", "2025年12月31日"]) expect([text, typedValue(text, "General").value]).toEqual([text, day]);
  expect(typedValue("￥1200", "General")).toEqual({ value: 1200, format: '"¥"#,##0' });
});

test("numbers typed into cells of percents are percents", () => {
  expect(typedValue("5", "0.00%").value).toBe(0.05);
  expect(typedValue("5%", "0%").value).toBe(0.05);
  expect(typedValue("5", '0.0" %"').value).toBe(5);
});

test("an apostrophe makes a text of what begins with =, and so does a cell of texts", () => {
  expect(entered({ formula: "A1", style: "s" }, typedValue("'=x", "General"))).toEqual({ style: "s", value: "=x" });
  expect(entered(undefined, typedValue("=1+1", "@"))).toEqual({ value: "=1+1" });
  expect(editText({ value: "=x" }, "General")).toBe("'=x");
  expect(editText({ value: "007" }, "@")).toBe("007");
});

test("formulas are kept as files spell them, and those that nobody could read are told", () => {
  expect(typedValue("=xlookup(1,a:a,b:b", "General")).toEqual({ value: "=_xlfn.XLOOKUP(1,A:A,B:B)" });
  expect(editText({ formula: "_xlfn.XLOOKUP(1,A:A,B:B)" }, "General")).toBe("=XLOOKUP(1,A:A,B:B)");
  expect(typedValue("=1+", "General")).toMatchObject({ broken: true, literal: true });
});

test("hours that were counted are edited as hours", () => {
  expect(editText({ value: 1.25 }, "[h]:mm:ss")).toBe("30:00:00");
  expect(editText({ value: 46022 }, "dd.mm.yyyy")).toBe("2025/12/31");
});
