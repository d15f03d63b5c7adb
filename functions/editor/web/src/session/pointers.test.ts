import Delta from "quill-delta";
import { expect, test } from "vitest";

import { before, Pointers } from "./pointers";
import type { Cursor, Joined } from "./types";
import { Wire } from "./wire";

test("a place behind a change is found in front of it", () => {
  const delta = new Delta().retain(3).insert("ab").delete(2).retain(4).insert("z");
  expect([0, 3, 4, 5, 6, 9, 10].map((position) => before(delta, position))).toEqual([0, 3, 3, 3, 6, 9, 9]);
});

test("selections of others move with every change", () => {
  const told: Cursor[] = [];
  let version = 5;
  let pending = new Delta();
  const joined = { session: "s", number: 1 } as Joined;
  const pointers = new Pointers(new Wire(new URL("http://localhost/")), () => joined, () => version, (cursor) => told.push(cursor));
  pointers.map({ pending: () => pending });
  const last = () => told.at(-1);
  pointers.hear({ number: 1, version: 5, selection: { index: 1, length: 0 } });
  expect(told).toEqual([]);
  pointers.hear({ number: 2, version: 5, selection: { index: 4, length: 2 } });
  expect(last()).toEqual({ number: 2, selection: { index: 4, length: 2 } });
  // One's own text that the service does not have yet.
  pending = new Delta().insert("abc");
  pointers.settle();
  expect(last()).toEqual({ number: 2, selection: { index: 7, length: 2 } });
  // It has it: on the screen nothing moves.
  pointers.follow(6, pending);
  version = 6;
  pending = new Delta();
  pointers.settle();
  expect(told.length).toBe(2);
  // A selection of an older version, and one of a version that is not there yet.
  pointers.hear({ number: 3, version: 5, selection: { index: 0, length: 0 } });
  expect(last()).toEqual({ number: 3, selection: { index: 3, length: 0 } });
  pointers.hear({ number: 3, version: 7, selection: { index: 9, length: 0 } });
  expect(told.length).toBe(3);
  pointers.follow(7, new Delta().retain(9).insert("x"));
  version = 7;
  pointers.settle();
  expect(last()).toEqual({ number: 3, selection: { index: 9, length: 0 } });
  pointers.gone(3);
  expect(last()).toEqual({ number: 3, selection: null });
});
