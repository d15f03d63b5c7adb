import { expect, type Locator, type Page } from "@playwright/test";
import Delta from "quill-delta";

import { service, type PageConfig, type Storage } from "../storage";

type Ops = Delta["ops"];

async function call<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${service}${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  const json = (await answer.json()) as T & { error?: string; message?: string };
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${json.error} ${json.message}`);
  return json;
}

/** Somebody else who edits the same document, without a page. */
export class Peer {
  private seq = 0;
  private constructor(
    private readonly session: string,
    private version: number,
  ) {}

  static async join(storage: Storage, file: string): Promise<Peer> {
    const config = storage.config(file, new URLSearchParams({ user: "peer", name: "Peer Gynt" }));
    const { session, version } = await call<{ session: string; version: number }>("/editing", config);
    return new Peer(session, version);
  }

  async content(): Promise<Delta> {
    const { content, version } = await call<{ content: { ops: Ops }; version: number }>(`/editing/${this.session}`);
    this.version = version;
    return new Delta(content.ops);
  }

  async change(delta: Delta): Promise<void> {
    this.seq += 1;
    const { version } = await call<{ version: number }>(`/editing/${this.session}/changes`, { version: this.version, seq: this.seq, changes: [{ ops: delta.ops }] });
    this.version = version;
  }

  /** Puts a whole document in place of what is there; it has to end with a line end. */
  async write(delta: Delta): Promise<void> {
    const now = await this.content();
    await this.change(delta.concat(new Delta().delete(now.length())));
  }
}

/** A text editor that is open in a page, and what the service has of its document. */
export class Word {
  private constructor(
    readonly page: Page,
    readonly session: string,
  ) {}

  /** Opens a file of a storage as a page does that has its configuration; `adjust` changes it. */
  static async open(page: Page, storage: Storage, file: string, { user = "u1", lang = "en", adjust = (_: PageConfig) => {} } = {}): Promise<Word> {
    const config = storage.config(file, new URLSearchParams({ user, lang, name: user === "u1" ? "Zoë Quill" : "Ada Byron" }));
    adjust(config);
    await page.route(/^[^?]*\/word-config\.json$/, (route) => route.fulfill({ json: config }));
    const joining = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith("/editing") && response.request().method() === "POST" && response.status() === 200);
    await page.goto(`${service}/web-apps/apps/documenteditor/main/index.html?config=/word-config.json`);
    const { session } = (await (await joining).json()) as { session: string };
    await page.locator("html[data-word=ready]").waitFor();
    return new Word(page, session);
  }

  /** Makes a file with this document and opens it. */
  static async with(page: Page, storage: Storage, delta: Delta, options: Parameters<typeof Word.open>[3] = {}): Promise<Word> {
    const file = `${crypto.randomUUID().slice(0, 8)}.docx`;
    await storage.make(file, "\n");
    const peer = await Peer.join(storage, file);
    await peer.write(delta);
    const word = await Word.open(page, storage, file, options);
    word.file = file;
    word.peer = peer;
    return word;
  }

  file = "";
  peer: Peer | null = null;

  /** The text that is edited. */
  get text(): Locator {
    return this.page.locator(".ql-editor");
  }

  /** Presses keys, one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Puts the cursor to the beginning of the document, and selects so many characters. */
  async select(from: number, length = 0): Promise<void> {
    await this.text.focus();
    await this.press("Control+Home");
    for (let at = 0; at < from; at += 1) await this.press("ArrowRight");
    for (let at = 0; at < length; at += 1) await this.press("Shift+ArrowRight");
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

  /** What the service has. */
  async content(): Promise<Delta> {
    const { content } = await call<{ content: { ops: Ops } }>(`/editing/${this.session}`);
    return new Delta(content.ops);
  }

  /** Waits until the service has this document. */
  async has(delta: Delta): Promise<void> {
    await expect.poll(async () => (await this.content()).ops).toEqual(delta.ops);
  }

  /** The document as the editor would copy the whole of it, without the last line end. */
  async copied(): Promise<Delta> {
    await this.text.focus();
    await this.press("Control+a");
    const json = await this.text.evaluate((root) => {
      const data = new DataTransfer();
      root.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData("application/x-spindle-delta");
    });
    return new Delta(JSON.parse(json) as Ops);
  }

  /** Pastes what a program would have put on the clipboard. */
  async paste(types: Record<string, string>, files: { name: string; type: string; base64: string }[] = []): Promise<void> {
    await this.text.evaluate(
      (root, given) => {
        const data = new DataTransfer();
        for (const [type, value] of Object.entries(given.types)) data.setData(type, value);
        for (const file of given.files) data.items.add(new File([Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))], file.name, { type: file.type }));
        root.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      },
      { types, files },
    );
  }
}
