import { describe, expect, it } from "vitest";
import { check } from "./check";
import { withDefaults } from "./defaults";
import { documentType } from "./documentType";
import { derive } from "./flags";
import { frameUrl, readScript } from "./place";
import type { Config } from "./types";

const random = () => "0123456789abcdef0123";
const document = { key: "k1", url: "https://example.com/plan.docx", fileType: "DOCX", title: "Plan.docx" };
const read = (given: unknown): { config: Config; warnings: string[] } => {
  const checked = check(given, random);
  if ("error" in checked) throw new Error(checked.error);
  return checked;
};

describe("a configuration", () => {
  it("is taken as it is, with the file type in lower case", () => {
    const given = { document, editorConfig: { mode: "view" } };
    expect(read(given)).toEqual({ config: { document: { ...document, fileType: "docx" }, editorConfig: { mode: "view" } }, warnings: [] });
    expect(given.document.fileType).toBe("DOCX");
  });

  it("gets a key and a title where it has none", () => {
    const { config, warnings } = read({ document: { url: "u", fileType: "xlsx" } });
    expect(config.document).toEqual({ url: "u", fileType: "xlsx", key: random(), title: "Unnamed.xlsx" });
    expect(warnings).toHaveLength(1);
  });

  it("may have a user whose id is a number", () => {
    expect(read({ document, editorConfig: { user: { id: 7, name: "Zoë" } } }).config.editorConfig?.user).toEqual({ id: "7", name: "Zoë" });
  });

  it("may come without a document, which is opened later", () => {
    expect(read({ documentType: "cell" }).config.document).toBeUndefined();
  });

  it.each([
    [undefined, /without a configuration/],
    [{ document: { key: "k", fileType: "docx" } }, /url is missing/],
    [{ document: { key: "k", url: "u" } }, /fileType is missing/],
    [{ document: { ...document, key: 5 } }, /key must be a text/],
    [{ document: { ...document, fileType: "exe" } }, /"exe" is not known/],
    [{ document, documentType: "video" }, /"video" is not known/],
  ])("that cannot be used is refused in words: %j", (given, words) => {
    const checked = check(given, random);
    expect("error" in checked && checked.error).toMatch(words);
  });
});

it("what a page leaves out is what it has put into the defaults, and its own objects stay as they are", () => {
  const defaults = { type: "desktop", editorConfig: { lang: "zh", customization: { about: true } } };
  const given = { document, type: "embedded", editorConfig: { lang: undefined, customization: null, user: { id: "u1" } } };
  expect(withDefaults(given, defaults)).toEqual({ document, type: "embedded", editorConfig: { lang: "zh", customization: null, user: { id: "u1" } } });
  const filled = withDefaults({}, defaults) as typeof defaults;
  expect(filled).toEqual(defaults);
  expect(filled.editorConfig).not.toBe(defaults.editorConfig);
  expect(withDefaults(undefined, defaults)).toBeUndefined();
});

describe("the kind of a document", () => {
  it.each([
    [undefined, "docx", "word"], [undefined, "XLSX", "cell"], [undefined, "pptx", "slide"], [undefined, "pdf", "pdf"],
    ["text", "xlsx", "word"], ["Word", "DOCX", "word"], ["presentation", undefined, "slide"], ["spreadsheet", undefined, "cell"], ["", "csv", "cell"],
    [undefined, "exe", null], ["toString", undefined, null],
  ])("of documentType %s and fileType %s is %s", (type, fileType, kind) => {
    expect(documentType(type, fileType)).toBe(kind);
  });
});

describe("the script's own address", () => {
  it("names the folder of the frames and has a query", () => {
    const script = readScript("https://docs.example.com/spindle/web-apps/apps/api/documents/api.js?shardkey=k1&placeholder=here");
    expect(script?.base).toBe("https://docs.example.com/spindle/web-apps/apps/");
    expect(script?.query.get("placeholder")).toBe("here");
  });

  it("is not that of another script", () => {
    expect(readScript("https://example.com/jquery.js")).toBeNull();
  });
});

it("the frame's address carries what its page needs at once", () => {
  const config: Config = { document, type: "embedded", editorConfig: { lang: "zh", mode: "view" } };
  const url = new URL(frameUrl("https://docs.example.com/web-apps/apps/", "word", "placeholder", config, "https://example.com"));
  expect(url.pathname).toBe("/web-apps/apps/documenteditor/embed/index.html");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    _dc: "0", lang: "zh", type: "embedded", frameEditorId: "placeholder", mode: "view", parentOrigin: "https://example.com", fileType: "DOCX",
  });
});

it("flags say which events somebody listens to", () => {
  const flags = derive({ onRequestClose: () => undefined, onRequestRename: "no function" });
  expect(flags).toMatchObject({ canRequestClose: true, canRename: false, canUseHistory: false });
  expect(Object.keys(flags)).toHaveLength(25);
});
