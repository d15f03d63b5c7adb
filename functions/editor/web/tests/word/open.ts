import type { Page } from "@playwright/test";
import Delta from "quill-delta";

import { service, type PageConfig, type Storage } from "../storage";

/** A text editor that is open in a page, and what the service has of its document. */
export class Word {
  private constructor(
    readonly page: Page,
    readonly session: string,
  ) {}

  /** Opens a file of a storage in the built page, as `user`; `adjust` changes the configuration. */
  static async open(page: Page, storage: Storage, file: string, { user = "u1", adjust = (_: PageConfig) => {} } = {}): Promise<Word> {
    const config = storage.config(file, new URLSearchParams({ user, name: user === "u1" ? "Zoë Quill" : "Ada Byron" }));
    adjust(config);
    await page.route(/^[^?]*\/word-config\.json$/, (route) => route.fulfill({ json: config }));
    const joining = page.waitForResponse((response) => new URL(response.url()).pathname === "/editing" && response.request().method() === "POST" && response.status() === 200);
    await page.goto(`${service}/web-apps/apps/documenteditor/main/index.html?config=/word-config.json`);
    const joined = (await (await joining).json()) as { session: string };
    await page.locator("html[data-word=ready]").waitFor();
    return new Word(page, joined.session);
  }

  /** The text that is edited. */
  get text() {
    return this.page.locator(".ql-editor");
  }

  /** A tool of the toolbar, wherever there is room for it. */
  async tool(id: string): Promise<void> {
    const tool = this.page.locator(`[data-tool="${id}"]`);
    if ((await tool.count()) === 0 || !(await tool.isVisible())) await this.page.locator(".ui-more").click();
    await tool.click();
  }

  /** A line of the menu that is open. */
  async choose(name: string): Promise<void> {
    await this.page.getByRole("menu").getByText(name, { exact: true }).click();
  }

  /** What the service has, once everything is said to be saved. */
  async saved(): Promise<Delta> {
    await this.page.locator('.ui-header[data-status="saved"]').waitFor();
    const answer = await fetch(`${service}/editing/${this.session}`);
    const { content } = (await answer.json()) as { content: { ops: Delta["ops"] } };
    return new Delta(content.ops);
  }

  /** Puts a document in place of what is there, in the way of another editor. */
  async write(delta: Delta): Promise<void> {
    const now = (await (await fetch(`${service}/editing/${this.session}`)).json()) as { content: { ops: Delta["ops"] } };
    const change = new Delta(now.content.ops).diff(delta);
    await change_(this.page, change.ops);
  }
}

/** Makes a change on the screen as the editor's own; only where keys cannot make it. */
async function change_(page: Page, ops: Delta["ops"]): Promise<void> {
  await page.evaluate(`window.__word_change?.(${JSON.stringify(ops)})`);
}
