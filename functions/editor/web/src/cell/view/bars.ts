import { confirm, el, icon, openMenu, t } from "../../ui";
import { CalcError } from "../calc/values";
import { total } from "../calc/functions/math";
import { cellName, rangeName, rangeOf } from "../model/address";
import { format } from "../model/format";
import { freeName } from "../model/commands/sheets";
import { renameSheet } from "./dialogs";
import type { Editor } from "./editor";

/** The most cells that are added up for the line at the foot. */
const MOST = 200_000;

/** The bar with the name box and the content of the active cell. */
export function formulaBar(editor: Editor): HTMLElement {
  const name = el("input", { class: "cg-name", type: "text", "aria-label": t("cell.nameBox"), spellcheck: "false", autocomplete: "off" });
  const content = el("textarea", { class: "cg-content", rows: 1, "aria-label": t("cell.formula"), spellcheck: "false", autocomplete: "off" });
  editor.input.bar = content;
  content.readOnly = editor.readOnly;
  const grow = () => {
    content.style.height = "0";
    content.style.height = `${Math.min(Math.max(content.scrollHeight, 26), 96)}px`;
  };
  content.addEventListener("focus", () => {
    if (editor.input.begin("edit")) grow();
  });
  content.addEventListener("input", () => {
    editor.input.typed(content);
    grow();
  });
  content.addEventListener("blur", () => (content.style.height = ""));
  name.addEventListener("focus", () => name.select());
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    // What is typed into a cell is kept before another one is gone to; where it cannot be, one stays.
    if (event.key === "Enter" && !editor.input.finish()) {
      show();
      return;
    }
    const asked = event.key === "Enter" ? rangeOf(name.value.split("!").at(-1) ?? "") ?? named(editor, name.value) : null;
    if (asked) {
      editor.selected.set(editor.workspace.book, editor.key, asked);
      editor.selected.moving = { row: asked.row, col: asked.col };
      editor.selectionChanged();
    } else show();
    editor.focus();
  });
  const show = () => {
    content.readOnly = editor.readOnly;
    const { selected } = editor;
    const single = selected.isSingle(editor.workspace.book, editor.key);
    if (document.activeElement !== name) name.value = single ? cellName(selected.active.row, selected.active.col) : rangeName(selected.range);
    editor.input.showInBar();
  };
  editor.listen(show);
  show();
  return el("div", { class: "cg-formula", role: "group", "aria-label": t("cell.formulaBar") }, name, el("span", { class: "cg-fx", "aria-hidden": "true" }, icon("fx")), content);
}

/** The range that a name of the workbook stands for; the sheet it is on is shown. */
function named(editor: Editor, name: string): ReturnType<typeof rangeOf> {
  const { book } = editor.workspace;
  const formula = book.json.names?.find((one) => one.name?.toLowerCase() === name.trim().toLowerCase())?.formula;
  if (formula === undefined) return null;
  const cut = formula.lastIndexOf("!");
  const sheet = formula.slice(0, Math.max(cut, 0)).replace(/^=?'?|'$/g, "").replaceAll("''", "'");
  const key = cut < 0 ? editor.key : book.findFolded(sheet);
  const range = rangeOf(formula.slice(cut + 1).replace(/^=/, ""));
  if (key === undefined || !range) return null;
  editor.showSheet(key);
  return range;
}

/** The tabs of the sheets. */
export function tabs(editor: Editor): HTMLElement {
  const list = el("div", { class: "cg-tabs", role: "tablist", "aria-label": t("cell.sheets") });
  const add = el("button", { type: "button", class: "ui-icon-button cg-add", "aria-label": t("cell.sheet.add"), title: t("cell.sheet.add") }, icon("plus"));
  add.addEventListener("click", () => {
    const name = freeName(editor.workspace.book);
    const keys = editor.visibleSheets();
    if (!editor.perform([{ cmd: "insertSheet", sheetName: name, name }])) return;
    const added = editor.visibleSheets().find((key) => !keys.includes(key));
    if (added !== undefined) editor.showSheet(added);
    editor.focus();
  });
  const menu = (anchor: HTMLElement, key: string) => {
    const { book } = editor.workspace;
    const last = editor.visibleSheets().length < 2;
    openMenu(anchor, book.name(key), [
      { label: t("cell.sheet.rename"), icon: "pencil", run: () => renameSheet(editor, key) },
      { label: t("cell.sheet.delete"), icon: "trash", disabled: last, run: () => void removeSheet(editor, key) },
    ]);
  };
  const show = (what: "selection" | "content" | "sheets") => {
    if (what !== "sheets") return;
    const { book } = editor.workspace;
    const focused = list.contains(document.activeElement);
    const nodes = editor.visibleSheets().map((key) => {
      const on = key === editor.key;
      const color = book.sheet(key).sheetTabColor;
      const tab = el("button", { type: "button", role: "tab", class: "cg-tab", "aria-selected": String(on), tabindex: on ? 0 : -1, "data-key": key }, book.name(key));
      if (color) tab.style.setProperty("--tab", color);
      tab.addEventListener("click", () => {
        if (on && !editor.readOnly && matchMedia("(pointer: coarse)").matches) menu(tab, key);
        editor.showSheet(key);
        editor.focus();
      });
      if (!editor.readOnly) {
        tab.addEventListener("dblclick", () => renameSheet(editor, key));
        tab.addEventListener("contextmenu", (event) => {
          event.preventDefault();
          editor.showSheet(key);
          menu(list.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? tab, key);
        });
      }
      return tab;
    });
    list.replaceChildren(...nodes);
    const current = list.querySelector<HTMLElement>('[aria-selected="true"]');
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focused) current?.focus();
    add.hidden = editor.readOnly;
  };
  list.addEventListener("keydown", (event) => {
    const keys = editor.visibleSheets();
    const at = keys.indexOf(editor.key);
    const next = event.key === "ArrowRight" ? keys[at + 1] : event.key === "ArrowLeft" ? keys[at - 1] : undefined;
    if (next !== undefined) {
      event.preventDefault();
      editor.showSheet(next);
      list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    } else if (event.key === "F2" || event.key === "ContextMenu") {
      event.preventDefault();
      const current = list.querySelector<HTMLElement>('[aria-selected="true"]');
      if (current && !editor.readOnly) menu(current, editor.key);
    }
  });
  editor.listen(show);
  show("sheets");
  return el("div", { class: "cg-sheets" }, list, add);
}

async function removeSheet(editor: Editor, key: string): Promise<void> {
  const name = editor.workspace.book.name(key);
  if (!(await confirm(t("cell.sheet.delete"), t("cell.sheet.sure", { name }), t("cell.sheet.delete"), true))) return;
  editor.perform([{ cmd: "deleteSheet", sheetName: name }]);
  editor.focus();
}

/** Sum, average and count of what is selected. */
export function sums(editor: Editor): HTMLElement {
  const element = el("div", { class: "cg-sums", role: "status", "aria-live": "off" });
  let timer = 0;
  const show = () => {
    timer = 0;
    const { workspace, key, selected } = editor;
    if (selected.isSingle(workspace.book, key)) {
      element.replaceChildren();
      return;
    }
    const numbers: number[] = [];
    let count = 0;
    for (const range of selected.ranges) {
      workspace.book.each(key, range, (row, col, cell) => {
        if (count >= MOST) return;
        const value = cell.formula === undefined && typeof cell.value === "number" ? cell.value : workspace.engine.value(key, row, col);
        if (value === null || value instanceof CalcError) return;
        count += 1;
        if (typeof value === "number") numbers.push(value);
      });
    }
    const { row, col } = selected.active;
    const look = workspace.looks.of(key, row, col).format;
    const shown = (value: number) => format(look === "@" ? "General" : look, value).text.trim();
    const parts = numbers.length > 0 ? [t("cell.sum.average", { value: shown(total(numbers) / numbers.length) }), t("cell.sum.count", { value: String(count) }), t("cell.sum.sum", { value: shown(total(numbers)) })] : count > 0 ? [t("cell.sum.count", { value: String(count) })] : [];
    element.replaceChildren(...parts.map((part) => el("span", {}, part)));
  };
  // While a selection grows nobody reads the sums.
  editor.listen(() => {
    if (!timer) timer = window.setTimeout(show, 60);
  });
  return element;
}

const ZOOMS = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

/** Smaller, larger, and how large the sheet is shown. */
export function zoomControl(editor: Editor): HTMLElement {
  const now = () => editor.grid.layout.zoom;
  const set = (zoomFactor: number) => {
    editor.grid.zoom(zoomFactor);
    editor.drawOverlays();
    show();
    editor.focus();
  };
  const value = el("button", { type: "button", class: "cg-zoom-value", title: t("cell.zoom") });
  value.addEventListener("click", () => openMenu(value, t("cell.zoom"), ZOOMS.map((zoom) => ({ label: `${Math.round(zoom * 100)}%`, checked: zoom === now(), run: () => set(zoom) }))));
  const button = (name: string, label: string, next: () => number | undefined) =>
    el("button", { type: "button", class: "ui-icon-button", "aria-label": label, title: label, onclick: () => set(next() ?? now()) }, icon(name));
  const show = () => {
    value.textContent = `${Math.round(now() * 100)}%`;
    value.setAttribute("aria-label", `${t("cell.zoom")}: ${value.textContent}`);
  };
  editor.listen((what) => what === "sheets" && show());
  show();
  return el(
    "div",
    { class: "cg-zoom" },
    button("minus", t("cell.zoomOut"), () => ZOOMS.findLast((zoom) => zoom < now() - 0.001)),
    value,
    button("plus", t("cell.zoomIn"), () => ZOOMS.find((zoom) => zoom > now() + 0.001)),
  );
}
