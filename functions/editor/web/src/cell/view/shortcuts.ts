import type { Host } from "../../frame/editor";
import { t } from "../../ui";
import type { Shortcut } from "../../ui";
import type { Editor } from "./editor";

/** The keys that work all over the page, and those of the sheet that the help tells of. */
export function shortcuts(editor: Editor, host: Host, find: () => void): Shortcut[] {
  const group = t("cell.keys");
  const inSheet = () => document.activeElement === editor.input.element || document.activeElement === document.body;
  const look = () => editor.workspace.looks.of(editor.key, editor.selected.active.row, editor.selected.active.col);
  const format = (keys: string, label: string, run: () => void): Shortcut => ({
    keys,
    label: t(label),
    group,
    run: () => {
      if (!inSheet() || editor.input.editing) return false;
      run();
      return true;
    },
  });
  return [
    { keys: "Mod+S", label: t("ui.save"), group, run: () => host.save() },
    { keys: "Mod+P", label: t("frame.print"), group, run: () => (host.can.print ? host.print() : undefined) },
    { keys: "Mod+F", label: t("cell.find"), group, run: find },
    { keys: "Mod+H", label: t("cell.find.replace"), group, run: find },
    format("Mod+B", "cell.bold", () => editor.style({ fontWeight: look().bold ? "normal" : "bold" })),
    format("Mod+I", "cell.italic", () => editor.style({ fontStyle: look().italic ? "normal" : "italic" })),
    format("Mod+U", "cell.underline", () => editor.style({ textDecoration: (look().underline ? 0 : 1) + (look().strike ? 2 : 0) })),
    { keys: "Mod+Z", label: t("cell.undo"), group },
    { keys: "Mod+Y", label: t("cell.redo"), group },
    { keys: "F2", label: t("cell.keys.edit"), group },
    { keys: "Alt+Enter", label: t("cell.keys.line"), group },
    { keys: "Mod+Enter", label: t("cell.keys.all"), group },
    { keys: "Mod+D", label: t("cell.keys.down"), group },
    { keys: "Mod+R", label: t("cell.keys.right"), group },
    { keys: "Alt+=", label: t("cell.fn.sum"), group },
    { keys: "Mod+;", label: t("cell.keys.date"), group },
    { keys: "Mod+Shift+;", label: t("cell.keys.time"), group },
    { keys: "Mod+Shift+V", label: t("cell.keys.plain"), group },
    { keys: "F4", label: t("cell.keys.fixed"), group },
    { keys: "Mod+ArrowDown", label: t("cell.keys.jump"), group },
    { keys: "Shift+Space", label: t("cell.keys.row"), group },
    { keys: "Mod+Space", label: t("cell.keys.column"), group },
    { keys: "Mod+PageDown", label: t("cell.keys.sheet"), group },
  ];
}
