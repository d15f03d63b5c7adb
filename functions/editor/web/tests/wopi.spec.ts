import { expect, type Frame, type Page, test } from "@playwright/test";

import { serious } from "./axe";
import { service } from "./storage";

/** A new file with the service's own WOPI host; its id. */
async function upload(name: string, bytes: string): Promise<string> {
  const answer = await fetch(`${service}/v1/files?name=${encodeURIComponent(name)}`, { method: "PUT", body: bytes });
  return ((await answer.json()) as { id: string }).id;
}

/** The page that opens a file for a user. */
async function hostUrl(id: string, user: string, permissions: string[] | "all" = "all"): Promise<string> {
  const body = JSON.stringify({ userId: user, userName: `Name ${user}`, permissions });
  const answer = await fetch(`${service}/v1/files/${id}/tokens`, { method: "POST", body });
  return ((await answer.json()) as { hostUrl: string }).hostUrl;
}

/** Opens a file as its host's page does, and notes what the editor tells that page. */
async function open(page: Page, id: string, user: string, permissions: string[] | "all" = "all"): Promise<Frame> {
  await page.addInitScript(() => {
    if (window !== window.top) return;
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener("message", (event) => told.push(JSON.parse(event.data as string)));
  });
  await page.goto(await hostUrl(id, user, permissions));
  const element = await page.waitForSelector('iframe[name="editor"]');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error("the editor's frame is gone");
  await expect.poll(() => messages(page)).toContain("Document_Loaded");
  return frame;
}

/** The messages that the host's page got: their ids, of the status what it says. */
function messages(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { told } = window as unknown as { told: { MessageId: string; Values: { Status?: string } }[] };
    return told.map((one) => one.Values.Status ?? one.MessageId);
  });
}

/** What the host's page tells the editor. */
function tell(page: Page, message: object): Promise<void> {
  return page.evaluate((given) => {
    const frame = document.querySelector("iframe");
    frame?.contentWindow?.postMessage(JSON.stringify(given), location.origin);
  }, message);
}

const content = async (id: string): Promise<string> => (await fetch(`${service}/v1/files/${id}`)).text();

test("a file of the host is edited in the browser and becomes its next version", async ({ page }) => {
  const id = await upload("plan.md", "the plan\n");
  const frame = await open(page, id, "u1");
  await expect(frame.getByText("the plan")).toBeVisible();
  expect(frame.url()).not.toContain("access_token");
  await frame.getByText("the plan").click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("This is ");
  await expect(frame.locator(".ui-status")).toHaveText("Saved");
  expect(await messages(page)).toEqual(expect.arrayContaining(["Frame_Ready", "Document_Loaded", "Doc_ModifiedStatus"]));
  await page.screenshot({ path: "test-results/wopi.png" });
  expect(await serious(frame)).toEqual([]);
  await page.goto("about:blank");
  await expect.poll(() => content(id), { timeout: 30_000 }).toBe("This is the plan\n");
});

test("the host asks for a save, and is answered", async ({ page }) => {
  const id = await upload("plan.md", "the plan\n");
  const frame = await open(page, id, "u1");
  await frame.getByText("the plan").click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("Now ");
  await expect(frame.locator(".ui-status")).toHaveText("Saved");
  await tell(page, { MessageId: "Action_Save", Values: { Notify: true } });
  await expect.poll(() => messages(page)).toContain("Action_Save_Resp");
  await expect.poll(() => content(id), { timeout: 30_000 }).toBe("Now the plan\n");
});

test("a file that another program has locked is shown, and the page says why", async ({ page }) => {
  const id = await upload("plan.md", "the plan\n");
  const body = JSON.stringify({ userId: "x", permissions: "all", client: "collabora" });
  const given = await fetch(`${service}/v1/files/${id}/tokens`, { method: "POST", body });
  const { access_token: token } = (await given.json()) as { access_token: string };
  const headers = { "x-wopi-override": "LOCK", "x-wopi-lock": "theirs" };
  const locked = await fetch(`${service}/wopi/files/${id}?access_token=${token}`, { method: "POST", headers });
  expect(locked.status).toBe(200);
  const frame = await open(page, id, "u1");
  await expect(frame.getByText(/locked by another editor/)).toBeVisible();
  await expect(frame.getByText("the plan")).toBeVisible();
});
