/** Why a call did not work: `status` is HTTP's (0: the service was not reached), `message` the reason in words. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const TOKEN = "spindle-operator";

/** What a call sends. */
export interface Sending {
  method?: string;
  body?: BodyInit | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The way to the service: every call with the operator's token, which is kept for this tab only and never in a URL. */
export class Service {
  /** The deployment's own address; the page lies at `web-apps/apps/console/` below it. */
  readonly base = new URL("../../../", location.href);
  private token = sessionStorage.getItem(TOKEN) ?? "";
  private header: { header: string; prefix: string } | null = null;

  /** Called when the service does not take the token (any more). */
  refused: () => void = () => {};

  get hasToken(): boolean {
    return this.token !== "";
  }

  signIn(token: string): void {
    this.token = token;
    sessionStorage.setItem(TOKEN, token);
  }

  signOut(): void {
    this.token = "";
    sessionStorage.removeItem(TOKEN);
  }

  url(path: string): URL {
    return new URL(path.replace(/^\//, ""), this.base);
  }

  /** A signed link of the service, asked for on the way that this page came; it may name another host. */
  here(link: string): URL {
    const at = link.search(/\/(cache\/files|v1\/spindle|wopi|web-apps|hosting)\//);
    return at < 0 ? new URL(link, this.base) : this.url(link.slice(at));
  }

  /** Sends; answers whatever has a status of success. */
  async send(path: string | URL, { method = "GET", body, headers = {}, signal }: Sending = {}): Promise<Response> {
    let response: Response;
    const target = path instanceof URL ? path : this.url(path);
    try {
      response = await fetch(target, {
        method,
        ...(body === undefined ? {} : { body }),
        headers: { ...(this.token && target.origin === this.base.origin ? { Authorization: `Bearer ${this.token}` } : {}), ...headers },
        ...(signal ? { signal } : {}),
        cache: "no-store",
        credentials: "omit",
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new ServiceError(0, error instanceof Error ? error.message : String(error));
    }
    if (response.ok) return response;
    const message = await words(response);
    if (response.status === 401) this.refused();
    throw new ServiceError(response.status, message);
  }

  /** Sends and reads JSON. */
  async json<T>(path: string | URL, sending: Sending = {}): Promise<T> {
    const response = await this.send(path, sending);
    try {
      return (await response.json()) as T;
    } catch {
      throw new ServiceError(response.status, `${response.url} did not answer JSON`);
    }
  }

  /** The bytes behind a path or signed link. */
  async bytes(path: string | URL): Promise<Blob> {
    return (await this.send(path)).blob();
  }

  /** Runs a script; that service looks for its token in a header of its own where the deployment says so. */
  async build<T>(script: string, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { "Content-Type": "text/plain; charset=utf-8" };
    if (this.token) {
      this.header ??= (await this.json<{ authorization: { header: string; prefix: string } }>("meta/config")).authorization;
      headers[this.header.header] = `${this.header.prefix}${this.token}`;
    }
    return this.json<T>("docbuilder", { method: "POST", body: script, headers, ...(signal ? { signal } : {}) });
  }

  /** Sends a file and tells how much of it has gone, 0 to 1: `fetch` does not tell that. */
  upload<T>(method: string, path: string, body: Blob | FormData, gone: (share: number) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, this.url(path));
      if (this.token) request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.upload.addEventListener("progress", (event) => event.lengthComputable && gone(event.loaded / event.total));
      request.addEventListener("error", () => reject(new ServiceError(0, "the service was not reached")));
      request.addEventListener("load", () => {
        if (request.status === 401) this.refused();
        if (request.status < 200 || request.status > 299) return reject(new ServiceError(request.status, said(request.responseText, request.status)));
        try {
          resolve(JSON.parse(request.responseText) as T);
        } catch {
          reject(new ServiceError(request.status, "the service did not answer JSON"));
        }
      });
      request.send(body);
    });
  }
}

async function words(response: Response): Promise<string> {
  return said(await response.text().catch(() => ""), response.status);
}

/** The reason in an answer: the message of JSON, or a line of text behind the status' name. */
function said(text: string, status: number): string {
  try {
    const value = JSON.parse(text) as { message?: unknown };
    if (typeof value.message === "string") return value.message;
  } catch {
    // Most refusals are a line of text.
  }
  if (text.startsWith("<")) return `HTTP ${status}`;
  return text.replace(/^[A-Z][A-Za-z -]*: /, "").trim() || `HTTP ${status}`;
}
