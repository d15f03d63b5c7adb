import { Toolbar, palette, t } from "../../ui";
import type { MenuItem, Tool } from "../../ui";
import type { Style } from "../model/json";
import { autoFunction, decimals, filter, freeze, insert, isMerged, remove, setBorders, setVisible, showAllRows, sort, toggleMerge } from "./actions";
import type { Border } from "./actions";
import type { Editor } from "./editor";
import { customFormat } from "./dialogs";
import { chooseValues } from "./filter";

const FONTS = ["Calibri", "Arial", "Cambria", "Courier New", "Georgia", "Segoe UI", "Tahoma", "Times New Roman", "Verdana", "微软雅黑", "宋体", "黑体", "楷体"];
const SIZES = [8, 9, 10, 11, 12, 14, 16, 18, 20, 24, 28, 36, 48, 72];
/** Number formats by the words for them. */
export const FORMATS: [string, string][] = [
  ["general", "General"],
  ["number", "#,##0.00"],
  ["currency", "\"¤\"#,##0.00"],
  ["percent", "0.00%"],
  ["scientific", "0.00E+00"],
  ["date", "yyyy/m/d"],
  ["longDate", "d mmmm yyyy"],
  ["time", "h:mm:ss"],
  ["dateTime", "yyyy/m/d h:mm"],
  ["text", "@"],
];

/** The money of the reader's language, in number formats. */
function currency(): string {
  return document.documentElement.lang.startsWith("zh") ? '"¥"#,##0.00' : "$#,##0.00";
}

function codeOf(name: string): string {
  if (name === "currency") return currency();
  if (name === "longDate" && document.documentElement.lang.startsWith("zh")) return 'yyyy"年"m"月"d"日"';
  return FORMATS.find(([known]) => known === name)?.[1] ?? "General";
}

/** The toolbar of the sheet, which shows how the active cell looks. */
export function tools(editor: Editor, findOpen: () => void): Toolbar {
  const { workspace } = editor;
  const look = () => workspace.looks.of(editor.key, editor.selected.active.row, editor.selected.active.col);
  const style = (style: Style | null) => {
    editor.style(style);
    editor.focus();
  };
  const decoration = (bit: number, on: boolean): Style => {
    const { underline, strike } = look();
    const bits = (underline ? 1 : 0) + (strike ? 2 : 0);
    return { textDecoration: on ? bits | bit : bits & ~bit };
  };
  const colors = (label: string, current: () => string | null, set: (color: string | null) => Style) => (close: () => void) =>
    palette(label, current() ?? "", (color) => {
      close();
      style(set(color === "" ? null : color));
    });
  const alignment = (value: number, icon: string, name: string): Tool => ({
    id: name,
    kind: "toggle",
    icon,
    label: t(`cell.${name}`),
    run: (on) => style({ hAlign: on ? value : 3 }),
  });
  const item = (label: string, run: () => void, more: Partial<MenuItem & { kind?: "item" }> = {}): MenuItem =>
    ({
      label: t(label),
      run: () => {
        run();
        editor.focus();
      },
      ...more,
    }) as MenuItem;
  const borders = (): MenuItem[] =>
    (["all", "outer", "thick", "top", "bottom", "left", "right", "none"] as Border[]).map((border) => item(`cell.border.${border}`, () => setBorders(editor, border)));

  const bar = new Toolbar(t("cell.tools"), [
    [
      { id: "undo", kind: "button", icon: "undo-2", label: t("cell.undo"), keys: "Mod+Z", run: () => editor.again("undo") },
      { id: "redo", kind: "button", icon: "redo-2", label: t("cell.redo"), keys: "Mod+Y", run: () => editor.again("redo") },
    ],
    [
      { id: "bold", kind: "toggle", icon: "bold", label: t("cell.bold"), keys: "Mod+B", run: (on) => style({ fontWeight: on ? "bold" : "normal" }) },
      { id: "italic", kind: "toggle", icon: "italic", label: t("cell.italic"), keys: "Mod+I", run: (on) => style({ fontStyle: on ? "italic" : "normal" }) },
      { id: "underline", kind: "toggle", icon: "underline", label: t("cell.underline"), keys: "Mod+U", run: (on) => style(decoration(1, on)) },
      { id: "strike", kind: "toggle", icon: "strikethrough", label: t("cell.strike"), run: (on) => style(decoration(2, on)) },
    ],
    [
      { id: "color", kind: "panel", icon: "text-color", label: t("cell.color"), panel: colors(t("cell.color"), () => look().color, (foreColor) => ({ foreColor })) },
      { id: "fill", kind: "panel", icon: "fill", label: t("cell.fill"), panel: colors(t("cell.fill"), () => look().fill, (backColor) => ({ backColor })) },
      { id: "borders", kind: "menu", icon: "borders", label: t("cell.borders"), items: borders },
    ],
    [
      {
        id: "font",
        kind: "select",
        text: "Calibri",
        width: 124,
        label: t("cell.font"),
        items: () => [...new Set([look().family, ...FONTS])].map((family) => item("", () => style({ fontFamily: family }), { label: family, checked: family === look().family, style: `font-family: "${family}"` })),
      },
      {
        id: "size",
        kind: "select",
        text: "11",
        width: 58,
        label: t("cell.size"),
        items: () => [...new Set([...SIZES, look().size])].sort((a, b) => a - b).map((size) => item("", () => style({ fontSize: `${size}pt` }), { label: String(size), checked: size === look().size })),
      },
    ],
    [
      {
        id: "number",
        kind: "select",
        text: t("cell.format.general"),
        width: 108,
        label: t("cell.number"),
        items: () => [
          ...FORMATS.map(([name]) => item(`cell.format.${name}`, () => style({ formatter: codeOf(name) }), { checked: codeOf(name) === look().format })),
          { kind: "separator" },
          item("cell.format.custom", () => customFormat(editor, look().format)),
        ],
      },
      { id: "percent", kind: "button", icon: "percent", label: t("cell.format.percent"), run: () => style({ formatter: "0%" }) },
      { id: "fewer", kind: "button", icon: "decimals-fewer", label: t("cell.fewer"), run: () => decimals(editor, -1) },
      { id: "more", kind: "button", icon: "decimals-more", label: t("cell.more"), run: () => decimals(editor, 1) },
    ],
    [
      alignment(0, "align-left", "left"),
      alignment(1, "align-center", "center"),
      alignment(2, "align-right", "right"),
      {
        id: "vertical",
        kind: "menu",
        icon: "align-middle",
        label: t("cell.vertical"),
        items: () => (["top", "middle", "bottom"] as const).map((side, at) => item(`cell.${side}`, () => style({ vAlign: at }), { checked: look().vertical === side })),
      },
      { id: "wrap", kind: "toggle", icon: "wrap", label: t("cell.wrap"), run: (on) => style({ wordWrap: on }) },
      { id: "merge", kind: "toggle", icon: "merge", label: t("cell.merge"), run: () => void toggleMerge(editor) },
    ],
    [
      {
        id: "sum",
        kind: "menu",
        icon: "sigma",
        label: t("cell.sum"),
        items: () => ["SUM", "AVERAGE", "COUNT", "MAX", "MIN"].map((name) => item(`cell.fn.${name.toLowerCase()}`, () => autoFunction(editor, name))),
      },
      {
        id: "sort",
        kind: "menu",
        icon: "filter",
        label: t("cell.sort"),
        items: () => [
          item("cell.sort.up", () => sort(editor, false), { icon: "sort-up" }),
          item("cell.sort.down", () => sort(editor, true), { icon: "sort-down" }),
          { kind: "separator" },
          item("cell.filter", () => filter(editor), { icon: "filter" }),
          { label: t("cell.filter.values"), run: () => chooseValues(editor) },
          item("cell.filter.clear", () => showAllRows(editor)),
        ],
      },
      {
        id: "insert",
        kind: "menu",
        icon: "rows",
        label: t("cell.insert"),
        items: () => [
          item("cell.rowAbove", () => insert(editor, "row")),
          item("cell.rowBelow", () => insert(editor, "row", true)),
          item("cell.columnLeft", () => insert(editor, "column")),
          item("cell.columnRight", () => insert(editor, "column", true)),
          { kind: "separator" },
          item("cell.deleteRows", () => remove(editor, "row")),
          item("cell.deleteColumns", () => remove(editor, "column")),
          { kind: "separator" },
          item("cell.hideRows", () => setVisible(editor, "row", false)),
          item("cell.hideColumns", () => setVisible(editor, "column", false)),
          item("cell.showRows", () => setVisible(editor, "row", true)),
          item("cell.showColumns", () => setVisible(editor, "column", true)),
        ],
      },
      {
        id: "freeze",
        kind: "menu",
        icon: "freeze",
        label: t("cell.freeze"),
        items: () => [
          item("cell.freeze.row", () => freeze(editor, 1, 0)),
          item("cell.freeze.column", () => freeze(editor, 0, 1)),
          item("cell.freeze.here", () => freeze(editor, editor.selected.active.row, editor.selected.active.col)),
          item("cell.freeze.none", () => freeze(editor, 0, 0)),
        ],
      },
      { id: "clear", kind: "button", icon: "eraser", label: t("cell.clearFormat"), run: () => style(null) },
      { id: "find", kind: "button", icon: "search", label: t("cell.find"), keys: "Mod+F", run: findOpen },
    ],
  ]);

  const show = () => {
    const now = look();
    bar.set("undo", { disabled: !workspace.history.canUndo });
    bar.set("redo", { disabled: !workspace.history.canRedo });
    bar.set("bold", { pressed: now.bold });
    bar.set("italic", { pressed: now.italic });
    bar.set("underline", { pressed: now.underline });
    bar.set("strike", { pressed: now.strike });
    bar.set("color", { color: now.color ?? "" });
    bar.set("fill", { color: now.fill ?? "" });
    bar.set("font", { text: now.family });
    bar.set("size", { text: String(now.size) });
    for (const side of ["left", "center", "right"] as const) bar.set(side, { pressed: now.horizontal === side });
    bar.set("wrap", { pressed: now.wrap });
    bar.set("merge", { pressed: isMerged(editor) });
    const known = FORMATS.find(([name]) => codeOf(name) === now.format)?.[0];
    bar.set("number", { text: known ? t(`cell.format.${known}`) : now.format });
  };
  editor.listen(show);
  show();
  return bar;
}
