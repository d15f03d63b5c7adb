import { expect, test } from "vitest";
import { en } from "./en";
import { zh } from "./zh";

test("both languages have the same words with the same parameters", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  const params = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, text] of Object.entries(en)) expect(params(zh[key] ?? ""), key).toEqual(params(text));
});
