import type { PageFrame } from "../frame/page";
import type { Session } from "../session/types";
import type { Line } from "./line";
import type { WopiHost } from "./types";

/** What the page does outside of itself; the window, and in tests something smaller. */
export interface Around {
  /** Opens an address in the window around all frames. */
  leaveTo(url: string): void;
  /** Opens an address beside this page. */
  openBeside(url: string): void;
  /** Says something to the user. */
  say(key: "renamed.failed" | "saved.as" | "saved.as.failed", values: Record<string, string>): void;
}

/** A page in a WOPI host's frame: events of the editor become messages to the host, and the host's messages commands. */
export class WopiPage {
  #session: Session | null = null;
  #setTitle: (title: string) => void = () => undefined;
  #status: Record<string, unknown> = { Status: "Frame_Ready" };

  constructor(
    private readonly frame: PageFrame,
    private readonly host: WopiHost,
    private readonly line: Line,
    private readonly around: Around,
  ) {
    frame.told((event, data) => this.#events[event]?.(data));
    for (const [message, run] of Object.entries(this.#messages)) line.on(message, run);
    this.#tellStatus(this.#status);
  }

  /** The document is there: from now on it can be saved and named. */
  bind(session: Session, setTitle: (title: string) => void): void {
    this.#session = session;
    this.#setTitle = setTitle;
  }

  /** What the host's page may send. What is not here is ignored. */
  readonly #messages: Record<string, (values: Record<string, unknown>) => void> = {
    // A host that begins to listen late hears again how far it is.
    Host_PostmessageReady: () => this.#tellStatus(this.#status),
    Grab_Focus: () => this.frame.give("grabFocus", {}),
    Blur_Focus: () => this.frame.give("blurFocus", {}),
    Action_Save: ({ Notify }) => void this.#save(Notify === true),
    Action_Print: () => this.frame.give("serviceCommand", { command: "print" }),
    Action_Close: () => this.frame.give("requestClose", {}),
    Close_Session: () => this.frame.give("requestClose", {}),
    Action_Export: ({ Format }) => this.frame.give("downloadAs", { fileType: Format }),
    Action_ShowMessage: ({ Message }) => this.frame.give("showMessage", { message: Message }),
  };

  /** What becomes of the editor's events. */
  readonly #events: Record<string, (data: unknown) => void> = {
    onDocumentReady: () => this.#tellStatus({ Status: "Document_Loaded", DocumentLoadedTime: Date.now() }),
    onError: (data) => {
      if (this.#session === null) this.#tellStatus({ Status: "Failed", Reason: member(data, "errorDescription") });
      this.line.post("App_Error", { Message: member(data, "errorDescription") });
    },
    onDocumentStateChange: (data) => {
      this.line.post("Doc_ModifiedStatus", { Modified: data === true });
      if (data === true) this.line.post("Edit_Notification");
    },
    onRequestClose: () => void this.#close(),
    onRequestRename: (data) => void this.#rename(String(data)),
    onRequestSaveAs: (data) => void this.#saveAs(member(data, "url"), member(data, "title")),
    onRequestSharingSettings: () => this.#ask("UI_Sharing", this.host.shareByMessage, this.host.shareUrl),
    onRequestHistory: () => this.#ask("UI_FileVersions", this.host.versionsByMessage, this.host.versionsUrl),
    onRequestEditRights: () => {
      if (this.host.editByMessage) this.line.post("UI_Edit");
      else if (this.host.editUrl !== "") this.around.leaveTo(this.host.editUrl);
    },
    onDownloadAs: (data) => this.line.post("Download_As", { Type: "export", URL: member(data, "url"), Format: member(data, "fileType") }),
    onMetaChange: (data) => {
      const title = member(data, "title");
      if (title !== "") this.line.post("File_Rename", { NewName: bare(title) });
    },
  };

  #tellStatus(status: Record<string, unknown>): void {
    this.#status = status;
    this.line.post("App_LoadingStatus", status);
  }

  #ask(message: string, byMessage: boolean, url: string): void {
    if (byMessage || url === "") this.line.post(message);
    else this.around.openBeside(url);
  }

  async #save(notify: boolean): Promise<void> {
    const session = this.#session;
    if (session === null) {
      if (notify) this.#answerSave(false, "the document is not there yet");
      return;
    }
    // Listened to before it is asked for: it may be there before the answer that it was begun.
    const outcome = delivered(session);
    const { error, message } = await session.save().catch(refused);
    // 4: the host has the document as it is. 0: it is on its way, and the host may refuse it.
    if (error !== 0) outcome.end();
    if (!notify) return outcome.end();
    if (error !== 0) return this.#answerSave(error === 4, error === 4 ? "" : message);
    const { ok, reason } = await outcome.wait;
    this.#answerSave(ok, reason);
  }

  #answerSave(success: boolean, reason: string): void {
    this.line.post("Action_Save_Resp", { success, result: success ? "" : "failed", errorMsg: reason });
  }

  /** What the user did is kept by now, or he was asked. The session leaves first, so that the host has the file soon. */
  async #close(): Promise<void> {
    await this.#session?.leave().catch(() => undefined);
    this.line.post("UI_Close");
    if (!this.host.closeByMessage && this.host.closeUrl !== "") this.around.leaveTo(this.host.closeUrl);
  }

  async #rename(name: string): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const before = session.joined.title;
    try {
      this.#setTitle(await session.rename(name));
    } catch (error) {
      this.#setTitle(before);
      this.around.say("renamed.failed", { reason: words(error) });
    }
  }

  async #saveAs(url: string, title: string): Promise<void> {
    if (this.#session === null) return;
    try {
      const made = await this.#session.saveAs(url, title);
      this.around.say("saved.as", { name: made.name });
    } catch (error) {
      this.around.say("saved.as.failed", { reason: words(error) });
    }
  }
}

/** A host that takes longer for a save than so many milliseconds is told that it is not through yet. */
const DELIVERY_MS = 120_000;

/** What becomes of the next forced save. */
function delivered(session: Session): { wait: Promise<{ ok: boolean; reason: string }>; end: () => void } {
  let end = (): void => undefined;
  const wait = new Promise<{ ok: boolean; reason: string }>((resolve) => {
    const off = session.on("forced-save", ({ ok, message }) => {
      end();
      resolve({ ok, reason: message });
    });
    const timer = setTimeout(() => {
      end();
      resolve({ ok: false, reason: "the save is still under way" });
    }, DELIVERY_MS);
    end = () => {
      off();
      clearTimeout(timer);
    };
  });
  return { wait, end: () => end() };
}

/** A name without its ending, as hosts are told names. */
function bare(title: string): string {
  return title.replace(/\.[^.]+$/, "");
}

function member(data: unknown, name: string): string {
  if (typeof data !== "object" || data === null) return "";
  const value = (data as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}

function words(error: unknown): string {
  return member(error, "message") || String(error);
}

function refused(error: unknown): { error: number; message: string } {
  return { error: 3, message: words(error) };
}
