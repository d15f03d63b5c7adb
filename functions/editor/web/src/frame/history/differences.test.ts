import { describe, expect, it } from "vitest";
import { markCells } from "./cells";
import { markText } from "./marks";
import { readVersions } from "./versions";

describe("differences of texts", () => {
  const mark = (before: object[], after: object[]) => markText(before, after, "#111111", "#eeeeee");

  it("are what was put in and what was taken out", () => {
    expect(mark([{ insert: "The old plan\n" }], [{ insert: "The new plan\n" }])).toEqual({
      differences: 1,
      ops: [
        { insert: "The " },
        { insert: "old", attributes: { color: "#111111", strike: true } },
        { insert: "new", attributes: { color: "#111111", underline: true } },
        { insert: " plan\n" },
      ],
    });
  });

  it("keep what text and lines looked like", () => {
    const { ops } = mark([{ insert: "a\n" }], [{ insert: "a\nHead", attributes: { bold: true } }, { insert: "\n", attributes: { header: 1 } }]);
    expect(ops).toContainEqual({ insert: "Head", attributes: { bold: true, color: "#111111", underline: true } });
    expect(ops.at(-1)).toEqual({ insert: "\n", attributes: { header: 1 } });
  });

  it("of the look have a ground", () => {
    expect(mark([{ insert: "ab\n" }], [{ insert: "a", attributes: { bold: true } }, { insert: "b\n" }]).ops[0]).toEqual({ insert: "a", attributes: { bold: true, background: "#eeeeee" } });
  });

  it("are none where nothing differs", () => {
    expect(mark([{ insert: "same\n" }], [{ insert: "same\n" }])).toEqual({ differences: 0, ops: [{ insert: "same\n" }] });
  });
});

describe("differences of spreadsheets", () => {
  const book = (cells: object) => ({ sheets: { One: { data: { dataTable: cells } } } });

  it("are cells whose value or formula differs, also emptied ones", () => {
    const before = book({ 0: { 0: { value: 1 }, 1: { value: 2, formula: "A1*2" } }, 3: { 0: { value: "gone" } } });
    const after = book({ 0: { 0: { value: 5, style: "Good" }, 1: { value: 10, formula: "A1*2" }, 2: { value: "new", style: { foreColor: "red" } } } });
    const { content, differences } = markCells(before, after, "#ffeecc");
    expect(differences).toBe(3);
    expect(content).toEqual(
      book({
        0: {
          0: { value: 5, style: { parentName: "Good", backColor: "#ffeecc" } },
          1: { value: 10, formula: "A1*2" },
          2: { value: "new", style: { foreColor: "red", backColor: "#ffeecc" } },
        },
        3: { 0: { style: { backColor: "#ffeecc" } } },
      }),
    );
  });

  it("leave the workbook that was given alone", () => {
    const after = book({ 0: { 0: { value: 1 } } });
    markCells(book({}), after, "#ffeecc");
    expect(after).toEqual(book({ 0: { 0: { value: 1 } } }));
  });
});

describe("the list of versions", () => {
  it("begins with the newest, and people keep their colours", () => {
    const ada = { id: "a", name: "Ada" };
    const zoe = { id: "z", name: "Zoë" };
    const versions = readVersions({ currentVersion: 2, history: [{ version: 1, key: "k1", created: "2026-1-2 3:04:05", user: ada }, { version: 2, key: "k2", user: zoe, changes: [{ user: zoe }, { user: ada }] }] }, "en");
    expect(versions.map((one) => [one.version, one.isCurrent, one.created])).toEqual([[2, true, ""], [1, false, "2026-1-2 3:04:05"]]);
    expect(versions[0]?.authors.map((one) => one.name)).toEqual(["Zoë", "Ada"]);
    expect(versions[0]?.authors[1]?.color).toBe(versions[1]?.authors[0]?.color);
  });

  it("writes a moment with its time zone as its reader does", () => {
    const [one] = readVersions({ history: [{ version: 1, key: "k", created: "2026-11-26T13:43:33Z" }] }, "en-US");
    expect(one?.created).toContain("Nov 26, 2026");
    expect(one?.isCurrent).toBe(true);
  });

  it("may be nothing at all", () => {
    expect(readVersions({}, "en")).toEqual([]);
  });
});
