import { describe, expect, it } from "vitest";
import { bytes, extension } from "./format";

describe("what people read", () => {
  it("has sizes with a unit that fits", () => {
    const sizes: [number, string][] = [[0, "0 B"], [999, "999 B"], [1000, "1.0 KB"], [1_234_567, "1.2 MB"], [120_000_000, "120 MB"], [3e15, "3000 TB"]];
    for (const [count, words] of sizes) expect(bytes(count)).toBe(words);
  });

  it("knows the extension of a name", () => {
    const names: [string, string][] = [["a.DOCX", "docx"], ["a.b.md", "md"], [".docx", ""], ["plain", ""], ["end.", ""]];
    for (const [name, end] of names) expect(extension(name)).toBe(end);
  });
});
