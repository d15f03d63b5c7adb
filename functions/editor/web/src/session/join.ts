import Delta from "quill-delta";

import { Core, type Beginning } from "./core";
import { enter } from "./enter";
import { openDatabase, type Database, type Kept } from "./keep/database";
import { own } from "./keep/owner";
import { recover, type Recovered } from "./keep/recover";
import type { Asked, JoinOptions } from "./options";
import type { Snapshot } from "./protocol";
import { asRefused } from "./refused";
import { SheetCore } from "./sheet/session";
import { TextCore } from "./text/session";
import type { Outdated, Refusal, Session, SheetSession, TextSession, Unsaved } from "./types";
import { asUnsaved } from "./unsaved";
import { Wire } from "./wire";

/**
 * Joins the document of a configuration; edits that an earlier session of the user left behind on this device are brought in.
 * Throws a `Refused` (a `Refusal`) where there is no session to be had.
 */
export async function join(config: Asked, options: JoinOptions = {}): Promise<TextSession | SheetSession | Session | Outdated> {
  const base = new URL(options.base ?? "../../../../", globalThis.document?.baseURI ?? globalThis.location?.href);
  const wire = new Wire(base);
  const [database, entered] = await Promise.all([options.keep === false ? null : openDatabase(), enter(wire, config, options.signal)]);
  if (entered.state === "outdated") return missed(database, base, config, entered);
  const { content, ...joined } = entered;
  const place = placeOf(base, config, entered.key);
  const left = database && joined.mode === "edit" ? await leftBehind(database, wire, place, entered) : NOTHING;
  const { unsaved, recovered } = left;
  const beginning: Beginning = { wire, asked: config, options, joined, content, database, place, recovered: left.count, unsaved };
  const session = make(beginning, recovered);
  await session.begin(left.brought);
  left.release();
  return session;
}

function make(beginning: Beginning, recovered: Recovered[]): Core {
  const { kind } = beginning.joined;
  if (kind === "word") {
    const content = beginning.content as { ops: Delta["ops"] };
    return new TextCore({ ...beginning, content }, recovered.flatMap((one) => ("delta" in one ? [one.delta] : [])));
  }
  if (kind === "cell") return new SheetCore(beginning, recovered.flatMap((one) => ("commands" in one ? one.commands : [])));
  return new Core(beginning);
}

/** Where edits of this user and document are kept on the device. */
function placeOf(base: URL, asked: Asked, key: string): string {
  const user = "history" in asked ? "" : (asked.editorConfig?.user?.id ?? "");
  return JSON.stringify([base.href, key, user]);
}

interface Left {
  recovered: Recovered[];
  unsaved: Unsaved[];
  /** Edits that are brought in. */
  count: number;
  /** Records whose edits are brought in: they go once the session has them. */
  brought: string[];
  release: () => void;
}

const NOTHING: Left = { recovered: [], unsaved: [], count: 0, brought: [], release: () => {} };

/** What dead tabs left behind. Others' tabs are left alone, and so is everything where the service cannot be asked. */
async function leftBehind(database: Database, wire: Wire, place: string, entered: Snapshot): Promise<Left> {
  const left: Left = { recovered: [], unsaved: [], count: 0, brought: [], release: () => {} };
  const releases: (() => void)[] = [];
  left.release = () => {
    for (const release of releases) release();
  };
  for (const kept of await database.of(place).catch(() => [])) {
    const release = await own(kept.id);
    if (!release) continue;
    // Whoever owned it may have sent it since it was read.
    const still = await database.get(kept.id).catch(() => undefined);
    if (!still || still.kind !== entered.kind) {
      release();
      continue;
    }
    const found = await recover(wire, entered, still).catch((error: unknown) => asRefused(error));
    if ("error" in found && "isTemporary" in found && found.isTemporary) {
      release();
    } else if ("error" in found) {
      const { status, error, message } = found;
      left.unsaved.push(await offered(database, still, { status, error, message }));
      releases.push(release);
    } else {
      if (!add(left, still, found, entered)) {
        left.unsaved.push(await offered(database, still, { status: 422, error: "bad-change", message: "the edits do not fit the document any more" }));
      }
      releases.push(release);
    }
  }
  return left;
}

/** Brings found edits in; answers whether they fit the document. */
function add(left: Left, kept: Kept, found: Recovered, entered: Snapshot): boolean {
  if ("commands" in found) {
    left.brought.push(kept.id);
    left.recovered.push(found);
    left.count += found.commands.length;
    return true;
  }
  // Texts of several dead tabs: each is on what the service has; those before go first.
  let { delta } = found;
  for (const before of left.recovered) if ("delta" in before) delta = before.delta.transform(delta, true);
  if (!fits(delta, entered)) return false;
  left.brought.push(kept.id);
  if (delta.ops.length === 0) return true;
  left.recovered.push({ delta });
  left.count += kept.edits.count;
  return true;
}

function fits(delta: Delta, entered: Snapshot): boolean {
  const length = new Delta((entered.content as { ops: Delta["ops"] }).ops).length();
  return delta.ops.reduce((sum, op) => sum + (op.insert === undefined ? Delta.Op.length(op) : 0), 0) <= length;
}

async function offered(database: Database, kept: Kept, over: Refusal): Promise<Unsaved> {
  const marked = { ...kept, over };
  if (!kept.over) await database.put(marked).catch(() => {});
  return asUnsaved(marked, () => database.delete(kept.id));
}

/** A document that was saved: what was left behind is offered, now and with the next key. */
async function missed(database: Database | null, base: URL, asked: Asked, outdated: Outdated): Promise<Outdated> {
  if (!database) return outdated;
  const over = { status: 409, error: "outdated", message: "the document was saved without these edits" };
  const unsaved: Unsaved[] = [];
  for (const kept of await database.of(placeOf(base, asked, outdated.key)).catch(() => [])) {
    const release = await own(kept.id);
    if (!release) continue;
    const place = placeOf(base, asked, outdated.nextKey);
    const marked: Kept = { ...kept, over: kept.over ?? over, place };
    await database.put(marked).catch(() => {});
    unsaved.push(asUnsaved(marked, () => database.delete(kept.id)));
    release();
  }
  return unsaved.length > 0 ? { ...outdated, unsaved } : outdated;
}
