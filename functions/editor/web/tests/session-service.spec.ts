import { expect, test } from "@playwright/test";
import Delta from "quill-delta";

import { join } from "../src/session";
import type { TextSession } from "../src/session";
import { anEdit, chance } from "../src/session/text/chance";
import { service, Storage } from "./storage";

/** Calls of `/changes` that do not arrive, or whose answers do not, by chance. */
function losing(random: () => number, share: number): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (!String(input).endsWith("/changes")) return real(input, init);
    if (random() < share) throw new TypeError("lost before it arrived");
    const answer = await real(input, init);
    if (random() < share) throw new TypeError("lost after it arrived");
    return answer;
  };
  return () => {
    globalThis.fetch = real;
  };
}

async function open(storage: Storage, file: string, user: string, streams = true) {
  const session = (await join(storage.config(file, new URLSearchParams({ user })) as object, { base: `${service}/`, streams })) as TextSession;
  const editor = { session, screen: new Delta(session.content.ops) };
  session.on("delta", ({ delta }) => {
    editor.screen = editor.screen.compose(delta);
  });
  session.on("reset", ({ message }) => {
    throw new Error(`reset: ${message}`);
  });
  return editor;
}

const content = async (session: string) =>
  new Delta(((await (await fetch(`${service}/editing/${session}`)).json()) as { content: { ops: Delta["ops"] } }).content.ops);

for (const [what, streams, seed] of [["streams", true, 1], ["long polls", false, 2]] as const) {
  test(`three clients edit at random and come to the same text: ${what}`, async () => {
    test.setTimeout(240_000);
    const storage = await Storage.start();
    const random = chance(seed);
    const restore = losing(random, 0.1);
    try {
      await storage.make("random.docx", "one\ntwo\nthree\n");
      const editors: Awaited<ReturnType<typeof open>>[] = [];
      for (const user of ["a", "b", "c"]) editors.push(await open(storage, "random.docx", user, streams));
      let edits = 0;
      while (edits < 1500) {
        for (const editor of editors) {
          for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
            const edit = anEdit(editor.screen, random);
            editor.screen = editor.screen.compose(edit);
            editor.session.change(edit);
            edits += 1;
          }
        }
        await new Promise((resolve) => setTimeout(resolve, random() * 40));
      }
      await expect.poll(() => editors.map((one) => one.session.status.state), { timeout: 60_000 }).toEqual(["saved", "saved", "saved"]);
      const truth = await content(editors[0]!.session.joined.session);
      await expect(() => {
        for (const editor of editors) expect(editor.screen.ops).toEqual(truth.ops);
      }).toPass({ timeout: 20_000 });
      for (const editor of editors) await editor.session.leave();
      const saved = await storage.callback("random.docx", 2);
      expect(saved.bytes?.length).toBeGreaterThan(1000);
    } finally {
      restore();
      await storage.stop();
    }
  });
}
