import { expect, test } from "vitest";

import { written } from "./unsaved";

test("what was written at different places stands in different lines", () => {
  expect(written([{ retain: 4 }, { insert: "one" }, { delete: 2 }, { insert: " two" }, { retain: 9 }, { insert: "three\n" }])).toBe("one two\nthree\n");
  expect(written([{ insert: "a", attributes: { bold: true } }, { insert: { image: "i" } }])).toBe("a\ufffc");
});
