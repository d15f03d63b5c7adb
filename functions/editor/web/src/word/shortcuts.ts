import { Shortcuts, t } from "../ui";
import type { Commands } from "./commands";
import { indentLines } from "./keys";
import type { ToolActions } from "./tools";

/** What keys do besides editing. */
export interface KeyActions extends ToolActions {
  replace: () => void;
  save: () => void;
  print: () => void;
  toolbar: () => void;
  editable: () => boolean;
}

/** The shortcuts of the text editor; the help lists those too that Quill knows by itself. */
export function shortcuts(commands: Commands, actions: KeyActions): Shortcuts {
  const keys = new Shortcuts();
  const { quill } = commands;
  const edit = (group: string) => (combination: string, label: string, run: () => void) =>
    keys.add({ keys: combination, label: t(label), group: t(group), run: () => (actions.editable() && quill.hasFocus() ? run() : false) });
  const text = edit("word.keys.text");
  text("Mod+B", "word.bold", () => commands.toggle("bold"));
  text("Mod+I", "word.italic", () => commands.toggle("italic"));
  text("Mod+U", "word.underline", () => commands.toggle("underline"));
  text("Mod+Shift+X", "word.strike", () => commands.toggle("strike"));
  text("Mod+Shift+M", "word.code", () => commands.toggle("code"));
  text("Mod+.", "word.super", () => commands.script("super"));
  text("Mod+,", "word.sub", () => commands.script("sub"));
  text("Mod+K", "word.link", actions.link);
  text("Mod+\\", "word.clear", () => commands.clear());
  const line = edit("word.keys.line");
  for (const level of [0, 1, 2, 3]) line(`Mod+Alt+${level}`, `word.style.${level}`, () => commands.style(level));
  line("Mod+Shift+7", "word.list.ordered", () => commands.list("ordered"));
  line("Mod+Shift+8", "word.list.bullet", () => commands.list("bullet"));
  line("Mod+Shift+9", "word.list.check", () => commands.list("check"));
  line("Mod+Enter", "word.check", () => checkAt(commands));
  line("Mod+]", "word.indent", () => indentLines(quill, quill.getSelection(true), 1));
  line("Mod+[", "word.outdent", () => indentLines(quill, quill.getSelection(true), -1));
  for (const [key, align] of [["L", "left"], ["E", "center"], ["R", "right"], ["J", "justify"]] as const) {
    line(`Mod+${key}`, `word.align.${align}`, () => commands.align(align));
  }
  const group = t("word.keys.document");
  keys.add(
    { keys: "Mod+Z", label: t("word.undo"), group },
    { keys: "Mod+Shift+Z", label: t("word.redo"), group },
    { keys: "Mod+Y", label: t("word.redo"), group, run: () => (quill.hasFocus() ? quill.history.redo() : false) },
    { keys: "Mod+F", label: t("word.find"), group, run: actions.find },
    { keys: "Mod+H", label: t("word.find.replace"), group, run: actions.replace },
    { keys: "Mod+S", label: t("ui.save"), group, run: actions.save },
    { keys: "Mod+P", label: t("word.print"), group, run: actions.print },
    { keys: "Alt+F10", label: t("word.keys.toolbar"), group, run: actions.toolbar },
    { keys: "Mod+/", label: t("ui.help"), group, run: () => keys.help() },
  );
  return keys;
}

function checkAt(commands: Commands): void {
  const [line] = commands.quill.getLine(commands.quill.getSelection(true).index);
  if (line) commands.check(line as never);
}
