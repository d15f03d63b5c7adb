import { describe, expect, it } from "vitest";
import { en } from "./words-en";
import { zh } from "./words-zh";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts", "!./words-*.ts"], { query: "?raw", import: "default", eager: true });
const parameters = (text: string | undefined) => [...(text ?? "").matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe("the console's words", () => {
  it("are there in both languages, with the same parameters", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en)) expect(parameters(zh[key]), key).toEqual(parameters(en[key]));
  });

  it("are there for every key that is used, and used for every key that is there", () => {
    const used = Object.values(sources).flatMap((text) => [...text.matchAll(/["'`](console\.[\w.${}-]+)["'`]/g)].map(([, key]) => key ?? ""));
    expect(used.length).toBeGreaterThan(100);
    const whole = new Set(used.filter((key) => !key.includes("${")));
    // `console.tab.${route}`: at least one key fits.
    const patterns = used.filter((key) => key.includes("${")).map((key) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w.-]+")}$`));
    for (const key of whole) expect(en, key).toHaveProperty([key]);
    for (const pattern of patterns) expect(Object.keys(en).some((key) => pattern.test(key)), String(pattern)).toBe(true);
    const idle = Object.keys(en).filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(idle).toEqual([]);
  });
});
