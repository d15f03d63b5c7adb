import Delta from "quill-delta";
import { expect, test } from "vitest";

import type { Change } from "../protocol";
import { anEdit, chance } from "../text/chance";
import { ModelService } from "../text/model";
import { TextState } from "../text/state";
import type { Command } from "../types";
import type { Kept } from "./database";
import { rewritten } from "./recover";

const start = () => new Delta().insert("Plan\nfor the year\n");
const record = (kind: "word" | "cell", edits: Kept["edits"]): Kept =>
  ({ id: "r", place: "p", session: "s", number: 1, title: "t", kind, at: 0, edits });

/** A tab dies with a call on its way and edits behind it; whatever arrived, nothing is missing and nothing is there twice. */
test("texts that a dead tab left behind are brought to what they would have become", { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = chance(seed);
    const service = new ModelService(start());
    const other = { seq: 0, edit() {
      other.seq += 1;
      service.changes(2, { version: service.version, seq: other.seq, changes: [anEdit(service.document, random)] });
    } };
    const dying = new TextState(start(), 1, 1, () => {});
    const hear = () => service.between(dying.version).forEach((change) => dying.follow(change));
    if (random() < 0.5) other.edit();
    if (random() < 0.5) hear();
    if (random() < 0.8) {
      dying.change(anEdit(dying.screen(), random));
      dying.take();
    }
    if (random() < 0.5) other.edit();
    if (random() < 0.5) hear();
    if (random() < 0.8) dying.change(anEdit(dying.screen(), random));
    const edits = dying.kept();
    const call = dying.call();
    const last = dying.farewell() as { version: number; seq: number; sent: number; changes: { ops: Delta["ops"] }[] } | null;
    const arrives = random();
    if (call && arrives < 0.6) service.changes(1, call);
    if (random() < 0.5) other.edit();
    // The farewell of a page that could still say it.
    if (last && arrives >= 0.3) service.farewell(1, last);
    if (random() < 0.5) other.edit();

    const left = edits ? rewritten(record("word", edits), service.between(edits.version)) : { delta: new Delta() };
    if (!("delta" in left)) throw new Error("no text");
    const recovered = service.document.compose(left.delta);
    // The same edits in a tab that lives on.
    hear();
    expect(recovered, `seed ${seed}`).toEqual(dying.screen());
  }
});

test("commands that arrived are not made twice", () => {
  const command = (row: number): Command => ({ cmd: "editCell", sheetName: "Sheet1", row, col: 0, newValue: row });
  const edits = { version: 3, sent: [command(1), command(2)], rest: [command(3)], count: 3 };
  const change = (number: number, ...commands: Command[]): Change => ({ version: 4, number, at: 0, commands });
  const left = (...changes: Change[]) => {
    const found = rewritten(record("cell", edits), changes);
    return "commands" in found ? found.commands.map(({ row }) => row) : [];
  };
  expect(left(change(2, command(9)))).toEqual([1, 2, 3]);
  expect(left(change(1, command(1), command(2)))).toEqual([3]);
  expect(left(change(1, command(1), command(2)), change(1, command(3)))).toEqual([]);
  expect(left(change(1, command(1), command(2), command(3)))).toEqual([]);
});
