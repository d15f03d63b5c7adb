import { expect, type Frame, type Page } from "@playwright/test";

/** The editor's frame in a page with `api.js`, as soon as it is there. */
export async function editorFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe[name="frameEditor"]');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error("the frame is gone");
  return frame;
}

/** Script for a storage's page that notes every event: `window.told` is a list of `[event, data]`. */
export const noting = (events: string[]): string => `
window.told = [];
config.events = config.events || {};
for (const name of ${JSON.stringify(events)}) {
  const own = config.events[name];
  config.events[name] = (event) => { window.told.push([name, event && event.data]); if (own) own(event); };
}`;

/** Waits for an event and answers its data; `after` leaves out so many of them. */
export async function event(page: Page, name: string, after = 0): Promise<unknown> {
  const found = () => page.evaluate(([wanted]) => (window as unknown as { told: [string, unknown][] }).told.filter(([one]) => one === wanted).map(([, data]) => ({ data })), [name]);
  await expect.poll(async () => (await found()).length, { message: `the event ${name}` }).toBeGreaterThan(after);
  return (await found())[after]?.data;
}
