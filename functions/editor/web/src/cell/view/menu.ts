import { el, openMenu, t } from "../../ui";
import type { MenuItem } from "../../ui";
import { insert, remove, setVisible } from "./actions";
import type { Clipboard } from "./clipboard";
import type { Editor } from "./editor";
import { fittingWidth } from "./fit";
import type { Hit } from "./grid";

/** The menu of the right button. */
export function contextMenu(editor: Editor, clipboard: Clipboard, x: number, y: number, hit: Hit): void {
  const anchor = el("div", { class: "cg-anchor" });
  anchor.style.left = `${x}px`;
  anchor.style.top = `${y}px`;
  document.body.append(anchor);
  const item = (label: string, run: () => void, more: { icon?: string; keys?: string } = {}): MenuItem => ({
    label: t(label),
    ...more,
    run: () => {
      run();
      editor.focus();
    },
  });
  const { range } = editor.selected;
  const { readOnly } = editor;
  const items: MenuItem[] = [];
  const { row, col } = editor.selected.active;
  if (hit.part === "cells" && editor.notes.link(row, col) !== null) items.push({ label: t("cell.link.open"), icon: "link", run: () => void editor.notes.open(row, col) }, { kind: "separator" });
  if (!readOnly) items.push(item("cell.cut", () => clipboard.run("cut"), { icon: "cut", keys: "Mod+X" }));
  if (editor.host.can.copy) items.push(item("cell.copy", () => clipboard.run("copy"), { icon: "copy", keys: "Mod+C" }));
  if (!readOnly) {
    items.push(item("cell.paste", () => clipboard.run("paste"), { icon: "paste", keys: "Mod+V" }), { kind: "separator" });
    const rows: MenuItem[] = [
      range.rowCount > 1 && hit.part === "rows" ? { ...item("cell.rowsAbove", () => insert(editor, "row")), label: t("cell.rowsAbove", { count: String(range.rowCount) }) } as MenuItem : item("cell.rowAbove", () => insert(editor, "row"), { icon: "rows" }),
      item("cell.deleteRows", () => remove(editor, "row")),
    ];
    const columns: MenuItem[] = [
      range.colCount > 1 && hit.part === "columns" ? { ...item("cell.columnsLeft", () => insert(editor, "column")), label: t("cell.columnsLeft", { count: String(range.colCount) }) } as MenuItem : item("cell.columnLeft", () => insert(editor, "column"), { icon: "columns" }),
      item("cell.deleteColumns", () => remove(editor, "column")),
    ];
    if (hit.part !== "columns") items.push(...rows);
    if (hit.part !== "rows") items.push(...columns);
    if (hit.part === "rows") items.push({ kind: "separator" }, item("cell.hideRows", () => setVisible(editor, "row", false)), item("cell.showRows", () => setVisible(editor, "row", true)));
    if (hit.part === "columns") {
      const fit = () => {
        const columns = Array.from({ length: Math.min(range.colCount, 200) }, (_, at) => range.col + at);
        editor.perform(columns.map((col) => ({ cmd: "resizeColumn", sheetName: editor.sheetName, columns: [{ firstCol: col, lastCol: col }], size: fittingWidth(editor, col) })));
      };
      items.push({ kind: "separator" }, item("cell.fit", fit), item("cell.hideColumns", () => setVisible(editor, "column", false)), item("cell.showColumns", () => setVisible(editor, "column", true)));
    }
    items.push({ kind: "separator" }, item("cell.clear", () => editor.clear(), { icon: "trash", keys: "Delete" }), item("cell.clearFormat", () => editor.style(null), { icon: "eraser" }));
  }
  if (items.length === 0) return;
  const menu = openMenu(anchor, t("cell.grid", { name: editor.sheetName }), items);
  // The anchor goes with the menu, whatever closes it.
  new MutationObserver((_, observer) => {
    if (menu.element.isConnected) return;
    observer.disconnect();
    anchor.remove();
    editor.focus();
  }).observe(document.body, { childList: true });
}
