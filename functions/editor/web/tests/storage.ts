import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { sign } from "./token";

/** Where the service is reached, without a slash at the end. */
export const service = (process.env.SPINDLE_URL ?? "http://127.0.0.1:3000").replace(/\/$/, "");

/** What the service told `callbackUrl`, and the file that it named. */
export interface Callback {
  file: string;
  body: Record<string, unknown> & { key: string; status: number; url?: string };
  headers: NodeJS.Dict<string | string[]>;
  /** The bytes behind `url`, of the statuses 2 and 6. */
  bytes?: Buffer;
  /** When it came, milliseconds since 1970. */
  at: number;
}

/** A file that a storage keeps: its versions, the oldest first, and the key of the newest. */
interface Kept {
  versions: Buffer[];
  key: string;
}

/** A configuration of `DocEditor`, as far as tests look into it. */
export interface PageConfig {
  documentType: string;
  document: Record<string, unknown> & { key: string; url: string; fileType: string; title: string };
  editorConfig: Record<string, unknown>;
  [member: string]: unknown;
}

/** Changes what a page gives to `DocEditor`. */
export type Adjust = (config: PageConfig, query: URLSearchParams) => void;

export interface StorageOptions {
  /** With it, configurations have tokens that are signed with this secret: `jwt_secret` of the service, else `SPINDLE_SECRET`. */
  secret?: string;
  /** Changes the configuration of every page. */
  adjust?: Adjust;
  /** Script of every page, run before the editor is made; it may change `config` (`config.events`). */
  script?: string;
}

const TYPES: Record<string, string> = {
  docx: "word", odt: "word", rtf: "word", txt: "word", html: "word", md: "word",
  xlsx: "cell", ods: "cell", csv: "cell",
  pptx: "slide", odp: "slide",
  pdf: "pdf",
};

/**
 * The storage of an integrator, in a few lines: files with versions, a page for each, and the callback that takes saves.
 *
 * - `/file/<name>` the newest version; `?version=1` an older one
 * - `/page?file=<name>&user=<id>&mode=edit|view&lang=en` the ten-line page; further parameters reach `adjust`
 * - `/callback?file=<name>` answers `{"error":0}` once it has the bytes
 */
export class Storage {
  readonly callbacks: Callback[] = [];
  /** What `/callback` answers, where it is not `{"error":0}`. */
  refuse: ((body: Callback["body"]) => { status: number; body: string } | undefined) | undefined;
  private readonly files = new Map<string, Kept>();
  private readonly waiting = new Set<() => void>();
  private constructor(
    private readonly server: Server,
    readonly options: StorageOptions,
  ) {}

  /** Starts one on a random port of this machine. */
  static async start(more: StorageOptions = {}): Promise<Storage> {
    const secret = process.env.SPINDLE_SECRET;
    const options = secret ? { secret, ...more } : more;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const storage = new Storage(server, options);
    server.on("request", (request, response) => {
      storage.answer(request, response).catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    });
    return storage;
  }

  /** Its address, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Keeps a file under a new key. */
  put(name: string, bytes: Buffer | string): void {
    this.files.set(name, { versions: [Buffer.from(bytes)], key: `t-${randomUUID()}` });
  }

  /** Keeps another version of a file; its key stays. */
  add(name: string, bytes: Buffer): void {
    this.kept(name).versions.push(bytes);
  }

  /** Keeps a file that the service makes out of plain text (or csv), `plan.docx` for example. */
  async make(name: string, text: string): Promise<void> {
    const outputtype = name.split(".").pop() ?? "";
    const filetype = TYPES[outputtype] === "cell" ? "csv" : "txt";
    const source = `${randomUUID()}.${filetype}`;
    this.put(source, text);
    const asked = { async: false, filetype, outputtype, key: source.replaceAll("-", ""), url: `${this.url}/file/${source}` };
    const { secret } = this.options;
    const answer = await fetch(`${service}/converter`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(secret ? { ...asked, token: sign(asked, secret) } : asked),
    });
    const made = (await answer.json()) as { fileUrl?: string; error?: number };
    if (!made.fileUrl) throw new Error(`${name} was not made: ${JSON.stringify(made)}`);
    this.put(name, Buffer.from(await (await fetch(made.fileUrl)).arrayBuffer()));
    this.files.delete(source);
  }

  /** Calls the command service, with a token where that is wanted. */
  async command(body: object): Promise<Record<string, unknown>> {
    const { secret } = this.options;
    const asked = secret ? { ...body, token: sign(body, secret) } : body;
    return (await fetch(`${service}/command`, { method: "POST", body: JSON.stringify(asked) })).json() as Promise<Record<string, unknown>>;
  }

  /** The newest bytes of a file. */
  bytes(name: string): Buffer {
    return this.kept(name).versions.at(-1) ?? Buffer.alloc(0);
  }

  /** How many versions a file has. */
  versions(name: string): number {
    return this.kept(name).versions.length;
  }

  /** The key of a file's newest version. */
  key(name: string): string {
    return this.kept(name).key;
  }

  /** The address of the page that opens a file. */
  page(file: string, query: Record<string, string> = {}): string {
    return `${this.url}/page?${new URLSearchParams({ file, ...query })}`;
  }

  /** The first callback of a status about a file, of those that came or come; `after` leaves out so many of them. */
  async callback(file: string, status: number, { after = 0, timeout = 30_000 } = {}): Promise<Callback> {
    const told = () => this.callbacks.filter((one) => one.file === file && one.body.status === status)[after];
    const deadline = Date.now() + timeout;
    for (;;) {
      const found = told();
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) {
        const came = this.callbacks.filter((one) => one.file === file).map((one) => one.body.status);
        throw new Error(`no callback ${status} for ${file} within ${timeout} ms; there were ${came.join(", ") || "none"}`);
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.waiting.add(wake);
      });
    }
  }

  /** What the page of a file gives to `DocEditor`. */
  config(file: string, query: URLSearchParams = new URLSearchParams()): PageConfig {
    const fileType = file.split(".").pop() ?? "";
    const user = query.get("user") ?? "u1";
    const config: PageConfig = {
      documentType: TYPES[fileType] ?? "word",
      width: "100%",
      height: "100%",
      document: {
        key: this.kept(file).key,
        url: `${this.url}/file/${encodeURIComponent(file)}`,
        fileType,
        title: file,
        permissions: { edit: query.get("mode") !== "view" },
      },
      editorConfig: {
        callbackUrl: `${this.url}/callback?file=${encodeURIComponent(file)}`,
        mode: query.get("mode") ?? "edit",
        lang: query.get("lang") ?? "en",
        user: { id: user, name: query.get("name") ?? `User ${user}` },
      },
    };
    this.options.adjust?.(config, query);
    if (this.options.secret) config.token = sign(config, this.options.secret);
    return config;
  }

  private kept(name: string): Kept {
    const kept = this.files.get(name);
    if (!kept) throw new Error(`the storage has no ${name}`);
    return kept;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const file = decodeURIComponent(url.searchParams.get("file") ?? url.pathname.replace(/^\/file\//, ""));
    const kept = this.files.get(file);
    if (!kept) {
      response.statusCode = 404;
      response.end(`no file ${file}`);
      return;
    }
    if (url.pathname === "/page") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(this.html(this.config(file, url.searchParams)));
    } else if (url.pathname === "/callback") {
      await this.take(file, kept, request, response);
    } else {
      const version = Number(url.searchParams.get("version") ?? kept.versions.length);
      response.setHeader("content-type", "application/octet-stream");
      response.end(kept.versions[version - 1]);
    }
  }

  private async take(file: string, kept: Kept, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString()) as Callback["body"];
    const callback: Callback = { file, body, headers: request.headers, at: Date.now() };
    const refused = this.refuse?.(body);
    if (!refused && body.url && (body.status === 2 || body.status === 6)) {
      callback.bytes = Buffer.from(await (await fetch(body.url)).arrayBuffer());
      kept.versions.push(callback.bytes);
      // The key is over with a final save only.
      if (body.status === 2) kept.key = `t-${randomUUID()}`;
    }
    response.statusCode = refused?.status ?? 200;
    response.setHeader("content-type", "application/json");
    response.end(refused?.body ?? '{"error":0}');
    this.callbacks.push(callback);
    for (const wake of [...this.waiting]) wake();
  }

  private html(config: PageConfig): string {
    const json = JSON.stringify(config).replaceAll("<", "\\u003c");
    return `<!doctype html>
<html style="height: 100%"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Storage</title></head>
<body style="height: 100%; margin: 0"><div id="placeholder"></div>
<script src="${service}/web-apps/apps/api/documents/api.js"></script>
<script>const config = ${json};
${this.options.script ?? ""}
window.docEditor = new DocsAPI.DocEditor("placeholder", config);</script></body></html>
`;
  }
}
