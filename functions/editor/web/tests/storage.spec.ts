import { expect, test } from "@playwright/test";

import { service, Storage } from "./storage";

const post = async (path: string, body?: unknown) =>
  (await fetch(`${service}${path}`, { method: "POST", ...(body ? { body: JSON.stringify(body) } : {}) })).json();

test("a file is opened, changed, closed, and comes back to the storage", async () => {
  const storage = await Storage.start();
  try {
    await storage.make("plan.docx", "one\ntwo\n");
    const key = storage.key("plan.docx");
    const joined = await post("/editing", storage.config("plan.docx"));
    expect(joined).toMatchObject({ state: "open", kind: "word", version: 1 });
    expect((await storage.callback("plan.docx", 1)).body).toMatchObject({ key, users: ["u1"] });
    const changed = await post(`/editing/${joined.session}/changes`, { version: 1, seq: 1, changes: [{ ops: [{ insert: "zero " }] }] });
    expect(changed).toEqual({ version: 2, missed: [] });
    await post(`/editing/${joined.session}/close`);
    const saved = await storage.callback("plan.docx", 2);
    expect(saved.body.key).toBe(key);
    expect(saved.bytes?.subarray(0, 2).toString()).toBe("PK");
    expect(storage.versions("plan.docx")).toBe(2);
    expect(storage.key("plan.docx")).not.toBe(key);
    expect(await (await fetch(storage.page("plan.docx", { user: "u2", lang: "zh" }))).text()).toContain("DocsAPI.DocEditor");
  } finally {
    await storage.stop();
  }
});
