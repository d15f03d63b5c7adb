import { el, palette, t, Toolbar, type MenuItem, type Tool } from "../ui";
import { Commands } from "./commands";
import { indentLines } from "./keys";
import { cellAt, deleteColumn, deleteRow, deleteTable, insertColumn, insertRow, insertTable } from "./tables";

/** Fonts that are offered; documents may name others. The second word is the kind, for where it is not there. */
const FONTS = ["Arial", "Calibri", "Cambria", "Courier New", "Georgia", "Helvetica", "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana", "SimSun", "SimHei", "Microsoft YaHei", "KaiTi"];
const SIZES = [8, 9, 10, 10.5, 11, 12, 14, 16, 18, 20, 24, 28, 36, 48, 72];
/** The size that text has where nothing is said, points. */
const BASE_SIZE = 11;

/** What tools do that needs more than the text. */
export interface ToolActions {
  link: () => void;
  image: () => void;
  /** Asks the page around for a picture; left out where it has none. */
  storageImage?: () => void;
  formula: () => void;
  find: () => void;
}

/** The toolbar of the text editor; `update` shows what the selection is. */
export class Tools {
  readonly bar: Toolbar;
  private readonly colors = { color: "", background: "" };

  constructor(
    private readonly commands: Commands,
    private readonly actions: ToolActions,
  ) {
    this.bar = new Toolbar(t("ui.toolbar"), this.groups());
  }

  private groups(): Tool[][] {
    const { commands, actions } = this;
    const { quill } = commands;
    const toggle = (id: "bold" | "italic" | "underline" | "strike" | "code", icon: string, keys: string): Tool => ({ kind: "toggle", id, label: t(`word.${id}`), icon, keys, run: () => commands.toggle(id) });
    const list = (id: "ordered" | "bullet" | "check", icon: string, keys: string): Tool => ({ kind: "toggle", id, label: t(`word.list.${id}`), icon, keys, run: () => commands.list(id) });
    const color = (id: "color" | "background", icon: string): Tool => ({
      kind: "panel", id, icon, label: t(`word.${id}`),
      panel: (close) => palette(t(`word.${id}`), this.colors[id], (value) => {
        close();
        quill.focus();
        commands.text(id, value || null);
      }),
    });
    const image: MenuItem[] = [{ label: t("word.image.device"), icon: "image", run: actions.image }];
    if (actions.storageImage) image.push({ label: t("word.image.storage"), icon: "folder", run: actions.storageImage });
    return [
      [
        { kind: "button", id: "undo", label: t("word.undo"), icon: "undo-2", keys: "Mod+Z", run: () => quill.history.undo() },
        { kind: "button", id: "redo", label: t("word.redo"), icon: "redo-2", keys: "Mod+Shift+Z", run: () => quill.history.redo() },
      ],
      [
        toggle("bold", "bold", "Mod+B"), toggle("italic", "italic", "Mod+I"), toggle("underline", "underline", "Mod+U"),
        color("color", "baseline"), color("background", "highlighter"),
      ],
      [
        { kind: "select", id: "style", label: t("word.style"), text: t("word.style.0"), width: 118, items: () => this.styles() },
      ],
      [
        list("bullet", "list", "Mod+Shift+8"), list("ordered", "list-ordered", "Mod+Shift+7"), list("check", "list-checks", "Mod+Shift+9"),
      ],
      [
        { kind: "select", id: "font", label: t("word.font"), text: t("word.font.none"), width: 124, items: () => this.fonts() },
        { kind: "select", id: "size", label: t("word.size"), text: String(BASE_SIZE), width: 62, items: () => this.sizes() },
      ],
      [
        { kind: "menu", id: "align", label: t("word.align"), icon: "text-align-start", items: () => this.aligns() },
        { kind: "button", id: "outdent", label: t("word.outdent"), icon: "list-indent-decrease", keys: "Shift+Tab", run: () => indentLines(quill, quill.getSelection(true), -1) },
        { kind: "button", id: "indent", label: t("word.indent"), icon: "list-indent-increase", run: () => indentLines(quill, quill.getSelection(true), 1) },
      ],
      [
        { kind: "toggle", id: "link", label: t("word.link"), icon: "link", keys: "Mod+K", run: actions.link },
        image.length > 1 ? { kind: "menu", id: "image", label: t("word.image.insert"), icon: "image", items: () => image } : { kind: "button", id: "image", label: t("word.image.insert"), icon: "image", run: actions.image },
        { kind: "panel", id: "table", label: t("word.table.insert"), icon: "table", panel: (close) => this.grid(close) },
        { kind: "menu", id: "cells", label: t("word.table.edit"), icon: "table-properties", items: () => this.cells() },
        {
          kind: "menu", id: "insert", label: t("word.insert"), icon: "plus", items: () => [
            { label: t("word.divider"), icon: "separator-horizontal", run: () => commands.divider() },
            { label: t("word.formula"), icon: "sigma", run: actions.formula },
          ],
        },
      ],
      [
        toggle("strike", "strikethrough", "Mod+Shift+X"), toggle("code", "code", "Mod+Shift+M"),
        { kind: "toggle", id: "super", label: t("word.super"), icon: "superscript", keys: "Mod+.", run: () => commands.script("super") },
        { kind: "toggle", id: "sub", label: t("word.sub"), icon: "subscript", keys: "Mod+,", run: () => commands.script("sub") },
        { kind: "button", id: "clear", label: t("word.clear"), icon: "remove-formatting", keys: "Mod+\\", run: () => commands.clear() },
        { kind: "toggle", id: "direction", label: t("word.direction"), icon: "pilcrow-left", run: (on) => commands.line({ direction: on ? "rtl" : null }) },
      ],
      [{ kind: "button", id: "find", label: t("word.find"), icon: "search", keys: "Mod+F", run: actions.find }],
    ];
  }

  /** Shows what the selection is. */
  update(): void {
    const { text, line } = this.commands.state();
    const { bar } = this;
    for (const name of ["bold", "italic", "underline", "strike", "code"]) bar.set(name, { pressed: text[name] === true });
    bar.set("super", { pressed: text.script === "super" });
    bar.set("sub", { pressed: text.script === "sub" });
    bar.set("link", { pressed: text.link !== undefined });
    bar.set("bullet", { pressed: line.list === "bullet" });
    bar.set("ordered", { pressed: line.list === "ordered" });
    bar.set("check", { pressed: line.list === "checked" || line.list === "unchecked" });
    bar.set("direction", { pressed: line.direction === "rtl" });
    bar.set("style", { text: t(styleKey(line)) });
    bar.set("font", { text: typeof text.font === "string" ? text.font : text.font ? "—" : t("word.font.none") });
    bar.set("size", { text: sizeText(text.size) });
    for (const name of ["color", "background"] as const) {
      this.colors[name] = typeof text[name] === "string" ? (text[name] as string) : "";
      bar.set(name, { color: this.colors[name] });
    }
    const { quill } = this.commands;
    const inCell = cellAt(quill, quill.selection.lastRange?.index ?? 0) !== null;
    bar.set("cells", { disabled: !inCell });
    bar.set("table", { disabled: inCell });
    const { undo, redo } = quill.history.stack;
    bar.set("undo", { disabled: undo.length === 0 });
    bar.set("redo", { disabled: redo.length === 0 });
  }

  private styles(): MenuItem[] {
    const { line } = this.commands.state();
    const now = styleKey(line);
    const sizes = [null, 22, 18, 16, 15, 14, 14];
    const styles = [0, 1, 2, 3, 4, 5, 6].map((level): MenuItem => ({
      label: t(`word.style.${level}`), checked: now === `word.style.${level}`, run: () => this.commands.style(level),
      style: level ? `font-size: ${sizes[level]}px; font-weight: ${level < 4 ? 650 : 550}` : "",
    }));
    return [
      ...styles,
      { kind: "separator" },
      { label: t("word.style.quote"), checked: now === "word.style.quote", style: "font-style: italic", run: () => this.commands.style("quote") },
      { label: t("word.style.code"), checked: now === "word.style.code", style: "font-family: monospace", run: () => this.commands.style("code") },
    ];
  }

  private fonts(): MenuItem[] {
    const now = this.commands.state().text.font;
    const names = typeof now === "string" && !FONTS.includes(now) ? [now, ...FONTS] : FONTS;
    return [
      { label: t("word.font.none"), checked: now === undefined, run: () => this.commands.text("font", null) },
      { kind: "separator" },
      ...names.map((name): MenuItem => ({ label: name, checked: now === name, style: `font-family: "${name.replace(/["\\;]/g, "")}", var(--font)`, run: () => this.commands.text("font", name) })),
    ];
  }

  private sizes(): MenuItem[] {
    const now = sizeText(this.commands.state().text.size);
    return SIZES.map((size): MenuItem => ({ label: String(size), checked: now === String(size), run: () => this.commands.text("size", size === BASE_SIZE ? null : `${size}pt`) }));
  }

  private aligns(): MenuItem[] {
    const { line } = this.commands.state();
    const side = line.direction === "rtl" ? "right" : "left";
    const now = typeof line.align === "string" ? line.align : side;
    const keys: Record<string, string> = { left: "Mod+L", center: "Mod+E", right: "Mod+R", justify: "Mod+J" };
    return (["left", "center", "right", "justify"] as const).map((align): MenuItem => ({
      label: t(`word.align.${align}`), checked: now === align, keys: keys[align] ?? "", run: () => this.commands.align(align),
    }));
  }

  private cells(): MenuItem[] {
    const { quill } = this.commands;
    const run = (what: (cell: NonNullable<ReturnType<typeof cellAt>>) => void) => () => {
      const cell = cellAt(quill, quill.getSelection(true).index);
      if (cell) what(cell);
    };
    return [
      { label: t("word.table.above"), icon: "between-horizontal-start", run: run((cell) => insertRow(quill, cell, false)) },
      { label: t("word.table.below"), icon: "between-horizontal-end", run: run((cell) => insertRow(quill, cell, true)) },
      { label: t("word.table.before"), icon: "between-vertical-start", run: run((cell) => insertColumn(quill, cell, false)) },
      { label: t("word.table.after"), icon: "between-vertical-end", run: run((cell) => insertColumn(quill, cell, true)) },
      { kind: "separator" },
      { label: t("word.table.deleteRow"), run: run((cell) => deleteRow(quill, cell)) },
      { label: t("word.table.deleteColumn"), run: run((cell) => deleteColumn(quill, cell)) },
      { label: t("word.table.delete"), icon: "trash-2", run: run((cell) => deleteTable(quill, cell)) },
    ];
  }

  /** Squares to choose the size of a table with. */
  private grid(close: () => void): HTMLElement {
    const { quill } = this.commands;
    const [rows, columns] = [8, 8];
    const said = el("output", { class: "w-grid-size" }, t("word.table.size", { rows: 1, columns: 1 }));
    const squares: HTMLButtonElement[] = [];
    const show = (row: number, column: number) => {
      said.textContent = t("word.table.size", { rows: row, columns: column });
      squares.forEach((square, index) => square.classList.toggle("w-in", Math.floor(index / columns) < row && index % columns < column));
    };
    for (let index = 0; index < rows * columns; index += 1) {
      const [row, column] = [Math.floor(index / columns) + 1, (index % columns) + 1];
      squares.push(el("button", {
        type: "button", tabindex: index === 0 ? 0 : -1, "aria-label": t("word.table.size", { rows: row, columns: column }),
        onpointerenter: () => show(row, column), onfocus: () => show(row, column),
        onclick: () => {
          close();
          insertTable(quill, quill.getSelection(true).index, row, column);
        },
      }));
    }
    const grid = el("div", { class: "w-grid" }, ...squares);
    grid.addEventListener("keydown", (event) => {
      const at = squares.indexOf(document.activeElement as HTMLButtonElement);
      const next = at + ({ ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key] ?? 0);
      if (next === at || !squares[next]) return;
      event.preventDefault();
      squares[next].focus();
    });
    return el("div", { class: "w-grid-panel", role: "dialog", "aria-label": t("word.table.insert") }, grid, said);
  }
}

function styleKey(line: Record<string, unknown>): string {
  if (line["code-block"]) return "word.style.code";
  if (line.blockquote) return "word.style.quote";
  const level = Number(line.header);
  return `word.style.${level >= 1 && level <= 6 ? level : 0}`;
}

function sizeText(size: unknown): string {
  if (size === undefined) return String(BASE_SIZE);
  if (typeof size !== "string") return "—";
  const named: Record<string, number> = { small: 0.75, large: 1.5, huge: 2.5 };
  const times = named[size];
  if (times) return String(Math.round(BASE_SIZE * times * 10) / 10);
  const number = Number.parseFloat(size);
  return Number.isFinite(number) ? String(Math.round(number * (size.endsWith("px") ? 0.75 : 1) * 10) / 10) : size;
}
