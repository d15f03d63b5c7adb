import { asRefused, Refused } from "./refused";

/** How long a call may take, in milliseconds, where it does not say. */
const TIMEOUT_MS = 30_000;

export interface Call {
  method?: "GET" | "POST";
  /** Sent as JSON, bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds. */
  timeout?: number;
  signal?: AbortSignal;
  /** It is to be sent even where the page goes away meanwhile; of at most 64 KB. */
  keepalive?: boolean;
}

/** The way to the service. */
export class Wire {
  /** `base`: where the service is, with a slash at the end. */
  constructor(readonly base: URL) {}

  /** The absolute address of a path below the service. */
  url(path: string): string {
    return new URL(path, this.base).href;
  }

  /** Calls and reads the JSON of the answer. Throws a `Refused`. */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    return this.within(call, async (signal) => {
      const answer = await this.fetch(path, call, signal);
      return (await answer.json()) as T;
    });
  }

  /** Calls; the answer's body is not read yet, and `timeout` is only for its beginning. Throws a `Refused`. */
  async open(path: string, call: Call = {}): Promise<Response> {
    return this.fetch(path, call, call.signal);
  }

  private async within<T>(call: Call, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Refused(0, "network", "the service did not answer in time")), call.timeout ?? TIMEOUT_MS);
    const passOn = () => abort.abort(call.signal?.reason);
    if (call.signal?.aborted) passOn();
    call.signal?.addEventListener("abort", passOn);
    try {
      return await run(abort.signal);
    } catch (error) {
      throw asRefused(abort.signal.aborted && abort.signal.reason instanceof Refused ? abort.signal.reason : error);
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener("abort", passOn);
    }
  }

  private async fetch(path: string, call: Call, signal: AbortSignal | undefined): Promise<Response> {
    const init: RequestInit = {
      method: call.method ?? (call.body === undefined ? "GET" : "POST"),
      headers: { accept: "application/json", ...call.headers },
      cache: "no-store",
      credentials: "same-origin",
      keepalive: call.keepalive ?? false,
    };
    if (signal) init.signal = signal;
    if (call.body instanceof Blob || typeof call.body === "string") init.body = call.body;
    else if (call.body !== undefined) init.body = JSON.stringify(call.body);
    let answer: Response;
    try {
      answer = await fetch(this.url(path), init);
    } catch (error) {
      throw asRefused(error);
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const after = Number(answer.headers.get("retry-after"));
  const retryAfter = Number.isFinite(after) && after > 0 ? after : undefined;
  const text = await answer.text().catch(() => "");
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    if (typeof error === "string") return new Refused(answer.status, error, String(message ?? error), retryAfter);
  } catch {
    // Not the service's words.
  }
  return new Refused(answer.status, `http-${answer.status}`, `the service answered ${answer.status}`, retryAfter);
}
