import { Backoff, Sleep } from "./backoff";
import type { Anew, Edits, KeptEdits } from "./edits";
import { Emitter } from "./emitter";
import { read } from "./enter";
import { fetchPicture, FILE_MS, madeFile, putPicture } from "./files";
import { pass, People } from "./hear";
import type { Database, Kept } from "./keep/database";
import { Keeper } from "./keep/keeper";
import { Listener } from "./news/listener";
import type { Asked, JoinOptions } from "./options";
import { Pointers } from "./pointers";
import type { Answer, Change, News, Snapshot, Told } from "./protocol";
import { Reach } from "./reach";
import { asRefused, Refused } from "./refused";
import { comeBack } from "./return";
import { Sender } from "./sender";
import type { Joined, Refusal, Selection, Session, SessionEvents, Status, Unsaved } from "./types";
import { asUnsaved } from "./unsaved";
import { watchPage } from "./watch";
import type { Wire } from "./wire";

/** Bodies that are sent even where the page goes away have at most 64 KB, all together: a call that may be on its way, and the last one. */
const KEEPALIVE_BYTES = 16_000;
const FAREWELL_BYTES = 44_000;
/** Waiting for the last edits to be acknowledged takes so many milliseconds at most; looked at so often. */
const SETTLED_MS = 30_000;
const LOOK_MS = 30;

/** What a session begins with. */
export interface Beginning {
  wire: Wire;
  asked: Asked;
  options: JoinOptions;
  joined: Joined;
  content: unknown;
  database: Database | null;
  place: string;
  recovered: number;
  unsaved: Unsaved[];
}

/** Everything that sessions of all kinds of documents have in common. What is only shown needs nothing more. */
export class Core implements Session {
  joined: Joined;
  readonly content: unknown;
  readonly recovered: number;
  readonly unsaved: Unsaved[];
  readonly wire: Wire;
  readonly asked: Asked;
  readonly options: JoinOptions;
  protected readonly emitter = new Emitter<SessionEvents>();
  protected readonly keeper: Keeper;
  protected readonly pointers: Pointers;
  private readonly sender: Sender;
  private readonly listener: Listener;
  private readonly reach: Reach;
  private people: People;
  private version: number;
  private event: number;
  private cursor = 0;
  private over: Refusal | null = null;
  /** A call failed: others may have done things since that this session has not heard of. */
  private isBehind = false;
  private hasLeft = false;
  private returning: Promise<boolean> | null = null;
  private rereading: Promise<void> | null = null;
  private said = "";
  private readonly unwatch: () => void;

  constructor(beginning: Beginning) {
    const { wire, asked, options, joined, content, database, place, recovered, unsaved } = beginning;
    this.wire = wire;
    this.asked = asked;
    this.options = options;
    this.joined = joined;
    this.content = content;
    this.recovered = recovered;
    this.unsaved = unsaved;
    this.people = new People(joined.participants);
    this.version = joined.version;
    this.event = joined.event;
    this.reach = new Reach(() => this.tellStatus());
    const owner = { place, title: joined.title, kind: joined.kind === "cell" ? ("cell" as const) : ("word" as const) };
    this.keeper = new Keeper(database, owner, () => ({
      edits: this.edits?.kept() ?? null, session: this.joined.session, number: this.joined.number,
    }));
    this.pointers = new Pointers(wire, () => this.joined, () => this.knownVersion, (cursor) => this.emitter.emit("cursor", cursor));
    this.sender = new Sender({
      take: () => this.mayEdit() && (this.edits?.take() ?? false),
      send: () => this.send(),
      failed: () => {
        this.isBehind = true;
        this.reach.failed("out");
      },
      refused: (refused) => this.refused(refused),
      emptied: () => {
        this.reach.worked("out");
        this.tellStatus();
        if (this.mayEdit() && this.edits?.count === 0) this.emptied();
      },
    });
    this.listener = new Listener(wire, {
      place: () => ({ session: this.joined.session, version: this.knownVersion, event: this.event, cursor: this.cursor }),
      news: (news) => this.take(news),
      worked: () => this.reach.worked("in"),
      failed: () => this.reach.failed("in"),
      refused: (refused) => this.refused(refused),
    }, options.streams ?? true, joined.kind === "slide" || joined.kind === "pdf");
    this.unwatch = watchPage({
      online: () => this.wake(true),
      // A new connection tells whether it is so: there may be one that still lives.
      offline: () => this.wake(true),
      seen: (seen) => this.seen(seen),
      gone: () => this.gone(),
      // Edits that are kept nowhere else are worth a question.
      mayGo: () => this.keeper.isKeeping || this.status.state === "saved",
      back: () => this.wake(true),
    });
  }

  /** The local edits, where there are some. */
  protected get edits(): Edits | null {
    return null;
  }

  /** The version of the service's document that is known. */
  get knownVersion(): number {
    return this.edits?.version ?? this.version;
  }

  /** Begins to listen, and to send what was recovered, in the place of records. */
  async begin(instead: readonly string[]): Promise<void> {
    await this.keeper.begin();
    if (instead.length > 0) await this.keeper.now(instead);
    this.listener.start();
    this.sender.kick();
  }

  get status(): Status {
    const waiting = this.edits?.count ?? 0;
    if (this.over) return { state: "lost", waiting, reason: this.over };
    if (this.reach.since !== null) return { state: "offline", waiting, since: this.reach.since };
    return waiting > 0 ? { state: "saving", waiting } : { state: "saved" };
  }

  on<E extends keyof SessionEvents>(event: E, listener: (data: SessionEvents[E]) => void): () => void {
    return this.emitter.on(event, listener);
  }

  select(selection: Selection | null): void {
    if (!this.over && !this.hasLeft) this.pointers.select(selection);
  }

  fetchPicture(url: string, token?: string): Promise<Blob> {
    return fetchPicture(this.wire, this.joined.session, url, token);
  }

  putObject(bytes: Blob): Promise<string> {
    return putPicture(this.wire, this.joined.session, bytes);
  }

  objectUrl(id: string): string {
    return this.wire.url(`editing/${this.joined.session}/objects/${id}`);
  }

  async save(): Promise<{ error: number; message: string }> {
    await this.settled();
    return this.wire.json(`editing/${this.joined.session}/save`, { method: "POST" });
  }

  async download(fileType: string, title?: string): Promise<{ fileType: string; url: string }> {
    await this.settled();
    return madeFile(this.wire, this.joined.session, fileType, title);
  }

  async rename(name: string): Promise<string> {
    const answer = await this.wire.json<{ name: string }>(`editing/${this.joined.session}/rename`, { body: { name } });
    return answer.name;
  }

  saveAs(url: string, name: string): Promise<{ name: string; url: string }> {
    return this.wire.json(`editing/${this.joined.session}/save-as`, { body: { url, name }, timeout: FILE_MS });
  }

  async leave(): Promise<void> {
    if (this.hasLeft) return;
    if (this.reach.since === null) await this.settled().catch(() => {});
    this.hasLeft = true;
    this.stop();
    await this.wire.json(`editing/${this.joined.session}/leave`, { method: "POST", keepalive: true, timeout: 5000 }).catch(() => {});
    await this.keeper.end();
  }

  /** Something was edited. */
  protected touched(): void {
    this.keeper.touch();
    if (!this.over) this.sender.kick();
    this.tellStatus();
  }

  /** The screen was told of another state. */
  protected shown(): void {}

  /** The service has everything. */
  protected emptied(): void {}

  protected mayEdit(): boolean {
    return !this.over && !this.hasLeft && !this.returning && !this.rereading;
  }

  /** Makes the edits anew, on another state of the document. */
  protected replace(_snapshot: Snapshot, _anew: Anew): void {}

  /** Reads the document anew: what the service does not have of the edits is set aside where `message` says why. */
  protected reread(message: string, reason?: Refusal): Promise<void> {
    this.rereading ??= this.readAnew(message, reason).finally(() => {
      this.rereading = null;
      this.listener.again();
      this.sender.kick();
    });
    return this.rereading;
  }

  /** Sets edits aside that the service does not take, to be copied by hand. */
  async setAside(reason: Refusal, edits: KeptEdits | null = this.edits?.kept() ?? null): Promise<void> {
    if (!edits) return;
    this.offer(await this.keeper.setAside(edits, reason));
  }

  private offer(kept: Kept): void {
    const unsaved: Unsaved = asUnsaved(kept, async () => {
      await this.keeper.forget(kept.id);
      this.unsaved.splice(this.unsaved.indexOf(unsaved) >>> 0, 1);
    });
    this.unsaved.push(unsaved);
    this.emitter.emit("unsaved", unsaved);
  }

  /** The session came in again: with a history that goes on, or as another document. */
  async returned(snapshot: Snapshot, changes: Change[] | null): Promise<void> {
    const { content: _, ...joined } = snapshot;
    if (changes && this.goesOn(changes)) {
      this.edits?.renumber(joined.number);
      this.joined = joined;
    } else {
      await this.become(snapshot, joined, { status: 404, error: "no-session", message: "the document is another one by now" });
    }
    this.version = snapshot.version;
    this.event = snapshot.event;
    this.cursor = 0;
    this.people = new People(snapshot.participants);
    this.pointers.forget();
    this.tellPeople();
    if (joined.mode === "view" && this.edits && this.edits.count > 0) {
      await this.become(snapshot, joined, { status: 403, error: "read-only", message: "the document may only be viewed by now" });
    }
    this.emitter.emit("rejoined", joined);
    this.reach.worked("in");
    this.reach.worked("out");
    this.listener.again();
    this.touched();
  }

  /** Follows what others did while the session was away; answers whether it is the same history. */
  private goesOn(changes: Change[]): boolean {
    if (!this.edits) return false;
    try {
      for (const change of changes) this.edits.follow(change);
      return true;
    } catch (error) {
      console.error("the document is read anew:", error);
      return false;
    }
  }

  /** Shows another document, or the same without the edits, which are set aside. */
  private async become(snapshot: Snapshot, joined: Joined, reason: Refusal): Promise<void> {
    await this.setAside(reason);
    this.joined = joined;
    this.replace(snapshot, { carries: false, seq: 0 });
    if (this.edits) this.emitter.emit("reset", { content: snapshot.content, message: reason.message, reason });
  }

  /** Whether the edits are still this session's. */
  isMine(): Promise<boolean> {
    return this.keeper.isMine();
  }

  /** The session is over: nothing is sent any more. */
  async lose(reason: Refusal): Promise<false> {
    if (this.over) return false;
    this.over = reason;
    this.stop();
    const kept = await this.keeper.close(reason);
    if (kept) this.offer(kept);
    if (reason.error === "dropped") this.emitter.emit("dropped", undefined);
    this.tellStatus();
    return false;
  }

  private async send(): Promise<void> {
    const { edits } = this;
    if (this.isBehind) await this.catchUp();
    const call = edits?.call();
    if (!edits || edits !== this.edits || !call) return;
    // What is on its way is on the disk first: a page that dies can tell later whether it arrived.
    await this.keeper.now();
    const { session } = this.joined;
    const body = JSON.stringify(call);
    const answer = await this.wire.json<Answer>(`editing/${session}/changes`, { body, keepalive: new Blob([body]).size < KEEPALIVE_BYTES });
    this.reach.worked("out");
    // The document was read anew meanwhile.
    if (session !== this.joined.session || edits !== this.edits) return;
    await this.guarded(() => edits.answered(answer));
    this.pointers.settle();
    this.keeper.touch();
    this.tellStatus();
  }

  /** Hears what others did while the way was cut, so that edits which name rows are sent for the rows that they were made in. */
  private async catchUp(): Promise<void> {
    const query = `version=${this.knownVersion}&event=${this.event}&cursor=${this.cursor}&wait=0`;
    this.take(await this.wire.json<News>(`editing/${this.joined.session}/events?${query}`));
    this.isBehind = false;
  }

  private take(news: News): void {
    if (this.returning || this.rereading) return;
    void this.guarded(() => {
      for (const change of news.changes) {
        if (this.edits) this.edits.follow(change);
        else this.version = Math.max(this.version, change.version);
      }
    });
    if (news.changes.length > 0) this.tellStatus();
    for (const told of news.events) {
      if (told.event > this.event) this.hear(told);
    }
    this.event = Math.max(this.event, news.event, ...news.events.map((told) => told.event));
    if (news.cursor !== undefined) this.cursor = news.cursor;
    for (const cursor of news.cursors ?? []) this.pointers.hear(cursor);
  }

  /** Where the history does not fit, all is read anew. */
  private async guarded(run: () => void): Promise<void> {
    try {
      run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error("the document is read anew:", message);
      await this.reread("the document had to be read anew", { status: 0, error: "diverged", message });
    }
  }

  private hear(told: Told): void {
    if (this.people.hear(told)) this.tellPeople();
    if (told.type === "left") this.pointers.gone(told.number);
    if (told.type === "dropped" && told.numbers.includes(this.joined.number)) {
      void this.lose({ status: 403, error: "dropped", message: "the session was ended by the storage" });
    }
    pass(told, this.emitter);
  }

  /** What a refusal means for the session; answers whether it goes on. */
  private async refused(refused: Refused): Promise<boolean> {
    if (this.over || this.hasLeft) return false;
    if (refused.error === "left" || refused.error === "no-session") {
      this.returning ??= comeBack(this, refused).finally(() => {
        this.returning = null;
        this.sender.kick();
      });
      return this.returning;
    }
    if (refused.status === 403) return this.lose(refused.plain());
    if (refused.error === "bad-change" && this.edits?.refuse()) return true;
    if (refused.status === 413 || ["bad-change", "too-old", "future-version", "bad-request"].includes(refused.error)) {
      await this.reread(refused.message, refused.plain());
      return !this.over;
    }
    return this.lose(refused.plain());
  }

  private async readAnew(message: string, reason?: Refusal): Promise<void> {
    const backoff = new Backoff();
    while (!this.over && !this.hasLeft) {
      try {
        const snapshot = await read(this.wire, this.joined.session);
        if (reason) await this.setAside(reason);
        this.replace(snapshot, { carries: !reason, seq: this.edits?.seq ?? 0 });
        this.emitter.emit("reset", { content: snapshot.content, message, ...(reason ? { reason } : {}) });
        this.shown();
        this.tellStatus();
        return;
      } catch (error) {
        const refused = asRefused(error);
        if (refused.isTemporary) {
          this.reach.failed("in");
          await new Sleep().for(backoff.next());
          continue;
        }
        // Coming in again reads it, too.
        await this.refused(refused);
        return;
      }
    }
  }

  /** Waits until the service has all local edits. Throws the reason why it has not. */
  private async settled(): Promise<void> {
    this.sender.kick();
    const deadline = Date.now() + SETTLED_MS;
    while (this.edits && this.edits.count > 0) {
      if (this.over) throw new Refused(this.over.status, this.over.error, this.over.message);
      if (this.reach.since !== null || Date.now() > deadline) throw new Refused(0, "network", "the service cannot be reached");
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  private wake(isNew: boolean): void {
    if (this.over || this.hasLeft) return;
    if (isNew) this.listener.again();
    else this.listener.wake();
    this.sender.kick();
  }

  private seen(seen: boolean): void {
    this.listener.hidden(!seen);
    if (seen) this.wake(false);
    else void this.keeper.now();
  }

  /**
   * The page goes away, and nothing that is answered is read any more: the last edits and the leave are one call. Where
   * that is too long, the edits stay on the device, and the session ends by its silence.
   */
  private gone(): void {
    void this.keeper.now();
    if (this.hasLeft) return;
    const farewell = this.over ? null : this.edits?.farewell();
    const body = farewell ? JSON.stringify(farewell) : "";
    if (new Blob([body]).size > FAREWELL_BYTES) return;
    const path = `editing/${this.joined.session}/${farewell ? "changes" : "leave"}`;
    void this.wire.json(path, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  private stop(): void {
    this.unwatch();
    this.sender.stop();
    this.listener.stop();
    this.pointers.stop();
  }

  private tellPeople(): void {
    const participants = this.people.list;
    this.joined = { ...this.joined, participants };
    this.emitter.emit("participants", participants);
  }

  private tellStatus(): void {
    const { status } = this;
    const said = JSON.stringify(status);
    if (said === this.said) return;
    this.said = said;
    this.emitter.emit("status", status);
  }
}
