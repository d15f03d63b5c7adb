import type { Emitter } from "./emitter";
import type { Told } from "./protocol";
import type { Participant, SessionEvents } from "./types";

/** Who has the document open, as events tell. */
export class People {
  private readonly all: Map<number, Participant>;

  constructor(participants: readonly Participant[]) {
    this.all = new Map(participants.map((one) => [one.number, one]));
  }

  get list(): Participant[] {
    return [...this.all.values()];
  }

  /** Whether an event changes who is there. */
  hear(told: Told): boolean {
    if (told.type === "joined") this.all.set(told.number, { number: told.number, user: told.user, mode: told.mode });
    else if (told.type === "left") return this.all.delete(told.number);
    else return false;
    return true;
  }
}

/** Tells an editor what concerns it of an event and needs no looking at. */
export function pass(told: Told, emitter: Emitter<SessionEvents>): void {
  if (told.type === "meta") {
    emitter.emit("meta", { meta: told.meta });
  } else if (told.type === "saved") {
    emitter.emit("forced-save", { ok: true, forcesavetype: told.forcesavetype, message: "" });
  } else if (told.type === "save-failed") {
    emitter.emit("forced-save", { ok: false, forcesavetype: told.forcesavetype, message: told.message });
  } else if (told.type === "warning") {
    emitter.emit("warning", { code: told.code, message: told.message });
  }
}
