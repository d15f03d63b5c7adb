import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { flags } from "./flags";

const root = resolve(import.meta.dirname, "../../../../..");
const page = readFileSync(resolve(root, "docs/api/docs-api.md"), "utf8");
const read = (path: string): string => readFileSync(resolve(import.meta.dirname, path), "utf8");
/** What speaks to the page: everything of the frame, and the page view. */
const sources = ["../frame", "../frame/history", "../view"]
  .flatMap((folder) => readdirSync(resolve(import.meta.dirname, folder)).filter((name) => name.endsWith(".ts")).map((name) => read(`${folder}/${name}`)))
  .join("\n");

it("the page has every method", () => {
  const types = read("types.ts");
  const methods = types.slice(types.indexOf("interface DocEditor"), types.indexOf("interface Connector"));
  const names = [...methods.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name ?? "");
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});

it("the page has every event that a flag comes from", () => {
  expect(Object.values(flags).filter((event) => !page.includes(`\`${event}\``))).toEqual([]);
});

it("the page's table of events has those that are sent, and no other", () => {
  const sent = new Set([...sources.matchAll(/emit\("(on\w+)"/g)].map(([, name]) => name ?? ""));
  const listed = [...page.matchAll(/^\| `(on\w+)` \|/gm)].map(([, name]) => name ?? "");
  expect(listed.sort()).toEqual([...sent].sort());
});
