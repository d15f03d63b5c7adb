import type Delta from "quill-delta";

import type { Kept } from "./keep/database";
import type { Command, Unsaved } from "./types";

/** Kept edits that the service cannot take, as an editor offers them. */
export function asUnsaved(kept: Kept, forget: () => Promise<void>): Unsaved {
  const { at, title, kind, over } = kept;
  const reason = over ?? { status: 0, error: "left-behind", message: "the edits were left behind" };
  const common = { at, title, kind, reason, forget };
  if (kind === "word") {
    const parts = [kept.edits.sent, kept.edits.rest] as { ops: Delta["ops"] }[];
    const ops = parts.flatMap((part) => part.ops);
    return { ...common, ops, text: parts.map((part) => written(part.ops)).filter(Boolean).join("\n") };
  }
  const commands = [kept.edits.sent, kept.edits.rest].flat() as Command[];
  return { ...common, commands, text: commands.map(line).join("\n") };
}

/** The words that a delta inserts; what is written at different places stands in different lines. */
export function written(ops: Delta["ops"]): string {
  let text = "";
  let isApart = false;
  for (const op of ops) {
    if (op.insert !== undefined) {
      if (isApart && text !== "" && !text.endsWith("\n")) text += "\n";
      text += typeof op.insert === "string" ? op.insert : "\ufffc";
      isApart = false;
    } else if (typeof op.retain === "number" && !op.attributes) {
      isApart = true;
    }
  }
  return text;
}

function line(command: Command): string {
  const { cmd, sheetName, row, col, newValue } = command;
  if (cmd === "editCell") return `${String(sheetName ?? "")}\tR${Number(row) + 1}C${Number(col) + 1}\t${String(newValue ?? "")}`;
  return JSON.stringify(command);
}
