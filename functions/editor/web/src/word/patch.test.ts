import Delta from "quill-delta";
import { expect, test } from "vitest";
import { anEdit, chance } from "../session/text/chance";
import { patch } from "./patch";

test("a document that is patched is the document that the change makes", () => {
  const random = chance(7);
  let document = new Delta().insert("one\n").insert("two", { bold: true }).insert("\nthree\n");
  for (let turn = 0; turn < 4000; turn += 1) {
    const change = anEdit(document, random);
    const all = random() < 0.3 ? change.compose(anEdit(document.compose(change), random)) : change;
    const made = document.compose(all);
    expect(patch(document, all).ops).toEqual(made.ops);
    document = made.length() > 400 ? made.slice(made.length() - 200) : made;
  }
});
