import { createHmac } from "node:crypto";
import { expect, test } from "@playwright/test";

import { serious } from "./axe";
import { editorFrame, event, noting } from "./frame";
import { Storage } from "./storage";
import { sign } from "./token";

/** The secret of a service with `jwt_enabled`, at `SPINDLE_URL`. */
const secret = process.env["SPINDLE_SECRET"];

test.skip(secret === undefined, "SPINDLE_SECRET is not set: the service at SPINDLE_URL wants no tokens");

let storage: Storage;

test.beforeAll(async () => {
  storage = await Storage.start({ ...(secret === undefined ? {} : { secret }), script: `${noting(["onDocumentReady", "onError"])}\nconfig.token = window.bad ?? config.token;` });
  await storage.make("signed.docx", "one two three\n");
});

test.afterAll(() => storage.stop());

test("a signed configuration opens", async ({ page }) => {
  await page.goto(storage.page("signed.docx"));
  await event(page, "onDocumentReady");
  await expect((await editorFrame(page)).locator(".ql-editor")).toContainText("one two three");
});

/** A token whose time is over. */
function expired(claims: object): string {
  const [header, body] = sign(claims, secret ?? "").split(".");
  const over = { ...(JSON.parse(Buffer.from(body ?? "", "base64url").toString()) as object), iat: 1_600_000_000, exp: 1_600_000_300 };
  const signed = `${header}.${Buffer.from(JSON.stringify(over)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", secret ?? "").update(signed).digest("base64url")}`;
}

const refused: [string, () => string, number, string][] = [
  ["with another secret", () => sign(storage.config("signed.docx"), "another secret"), -20, "did not sign it"],
  ["that is no token", () => "nonsense", -20, "did not sign it"],
  ["for another document", () => sign({ ...storage.config("signed.docx"), document: { key: "other" } }, secret ?? ""), -20, "did not sign it"],
  ["that has expired", () => expired(storage.config("signed.docx")), -21, "has expired"],
];

for (const [what, token, errorCode, words] of refused) {
  test(`a token ${what} is refused in words`, async ({ page }) => {
    await page.addInitScript(`window.bad = ${JSON.stringify(token())}`);
    await page.goto(storage.page("signed.docx"));
    expect(await event(page, "onError")).toMatchObject({ errorCode, errorDescription: expect.stringContaining(words) });
    const frame = await editorFrame(page);
    await expect(frame.getByRole("alert")).toContainText(words);
    expect(await serious(frame)).toEqual([]);
  });
}
