import { Backoff, Sleep } from "../backoff";
import type { News } from "../protocol";
import { asRefused, Refused } from "../refused";
import type { Wire } from "../wire";
import { SentReader } from "./sse";
import { takeTurn } from "./turns";

/** Seconds that a poll waits, and milliseconds after which it is given up. */
const WAIT_S = 25;
const POLL_MS = 40_000;
/** A stream begins within so many milliseconds, or something on the way holds it back. */
const BEGIN_MS = 4000;
/** The service says something at least every ten seconds. */
const SILENT_MS = 25_000;
/** Pages that nobody looks at hold no connection: they ask so often, in milliseconds. */
const HIDDEN_MS = 10_000;
/** So often, where enough frames of the page hold a connection. */
const CROWDED_MS = 2000;

/** Where a session is in the history. */
export interface Place {
  session: string;
  version: number;
  event: number;
  cursor: number;
}

/** Whom a listener tells. */
export interface Listening {
  place(): Place;
  news(news: News): void;
  worked(): void;
  failed(refused: Refused): void;
  /** The session is refused; answers whether to go on listening. */
  refused(refused: Refused): Promise<boolean>;
}

/** Hears what others do: by server-sent events, or by long polls where something on the way holds streams back. */
export class Listener {
  private readonly backoff = new Backoff();
  private readonly sleep = new Sleep();
  private abort = new AbortController();
  private stopped = true;
  /** The connection was ended from here, to begin a new one. */
  private isAgain = false;
  private streams: boolean;
  private hiddenSince: number | null = null;

  constructor(
    private readonly wire: Wire,
    private readonly to: Listening,
    streams = true,
    /** `true`: there is little to hear, and no connection is held for it. */
    private readonly isCalm = false,
  ) {
    this.streams = streams;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.abort.abort();
    this.sleep.wake();
  }

  /** The network is back, or somebody looks at the page again: asks at once. */
  wake(): void {
    this.backoff.reset();
    this.sleep.wake();
  }

  /** Whether somebody looks at the page. */
  hidden(hidden: boolean): void {
    this.hiddenSince = hidden ? (this.hiddenSince ?? Date.now()) : null;
    if (!hidden) this.wake();
  }

  /** Forgets a connection that a device may have slept through, and begins a new one. */
  again(): void {
    this.isAgain = true;
    this.abort.abort();
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.abort = new AbortController();
      this.isAgain = false;
      const began = Date.now();
      try {
        const turn = this.isHidden() || this.isCalm ? null : takeTurn();
        if (turn === null) {
          await this.poll(0);
          this.backoff.reset();
          await this.sleep.for(this.isHidden() || this.isCalm ? HIDDEN_MS : CROWDED_MS);
        } else {
          try {
            await (this.streams ? this.stream() : this.poll(WAIT_S));
          } finally {
            turn();
          }
        }
        this.backoff.reset();
        // Whatever ends at once is not asked for in a circle.
        if (Date.now() - began < 20) await this.sleep.for(100);
      } catch (error) {
        if (this.stopped) return;
        if (this.isAgain) continue;
        const refused = asRefused(error);
        if (refused.isTemporary) {
          this.to.failed(refused);
          await this.sleep.for(this.backoff.next((refused.retryAfter ?? 0) * 1000));
        } else if (!(await this.to.refused(refused))) {
          this.stopped = true;
        }
      }
    }
  }

  private isHidden(): boolean {
    return this.hiddenSince !== null && Date.now() - this.hiddenSince >= HIDDEN_MS;
  }

  private path(wait: number | null): string {
    const { session, version, event, cursor } = this.to.place();
    const query = `version=${version}&event=${event}&cursor=${cursor}`;
    return `editing/${session}/events?${query}${wait === null ? "" : `&wait=${wait}`}`;
  }

  private async poll(wait: number): Promise<void> {
    const news = await this.wire.json<News>(this.path(wait), { signal: this.abort.signal, timeout: POLL_MS });
    this.to.worked();
    this.to.news(news);
  }

  private async stream(): Promise<void> {
    const { signal } = this.abort;
    const path = this.path(null);
    let timer = setTimeout(() => this.abort.abort(), BEGIN_MS);
    let began = false;
    try {
      const answer = await this.wire.open(path, { headers: { accept: "text/event-stream" }, signal });
      if (!answer.body || !answer.headers.get("content-type")?.startsWith("text/event-stream")) {
        this.streams = false;
        return;
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const sent = new SentReader();
      for (;;) {
        const { done, value } = await reader.read();
        clearTimeout(timer);
        if (done) return;
        began = true;
        this.to.worked();
        this.backoff.reset();
        timer = setTimeout(() => this.abort.abort(), SILENT_MS);
        const { version, event, cursor } = this.to.place();
        const news: News = { version, event, changes: [], events: [] };
        for (const one of sent.read(value)) add(news, one.event, one.id, one.data, cursor);
        this.to.news(news);
        if (this.isHidden()) return;
      }
    } catch (error) {
      // The head may be through while the body is held back; where nothing comes at all the way is cut.
      if (!began && signal.aborted && !this.isAgain) {
        this.streams = false;
        return;
      }
      throw signal.aborted ? new Refused(0, "network", "nothing is heard of the service") : error;
    } finally {
      clearTimeout(timer);
      this.abort.abort();
    }
  }
}

/** Adds one event of a stream to what is new. */
function add(news: News, kind: string, id: string, data: string, cursor: number): void {
  const value: unknown = JSON.parse(data);
  if (kind === "changes") news.changes.push(value as News["changes"][number]);
  else if (kind === "event") news.events.push(value as News["events"][number]);
  else if (kind === "cursor") (news.cursors ??= []).push(value as NonNullable<News["cursors"]>[number]);
  const [, event, moved] = id.split(".").map(Number);
  news.event = Math.max(news.event, event ?? 0);
  if (moved !== undefined && Number.isFinite(moved)) news.cursor = Math.max(cursor, news.cursor ?? 0, moved);
}
