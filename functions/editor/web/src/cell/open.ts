import type { Open } from "../frame/editor";
import type { SheetSession } from "../session/types";
import { Shortcuts, currentLanguage, el, register, registerIcons, shownTheme, t } from "../ui";
import { rangeOf } from "./model/address";
import { followed } from "./model/following";
import { setLocale } from "./model/format";
import { setMeasure } from "./model/heights";
import { Workspace } from "./model/workspace";
import { formulaBar, sums, tabs, zoomControl } from "./view/bars";
import { Clipboard } from "./view/clipboard";
import { Editor } from "./view/editor";
import { Find } from "./view/find";
import { cellIcons } from "./view/icons";
import { press } from "./view/keys";
import { textWidth } from "./view/measure";
import { contextMenu } from "./view/menu";
import { Mouse } from "./view/mouse";
import { fontOf } from "./view/paint";
import { shortcuts } from "./view/shortcuts";
import { tools } from "./view/tools";
import { cellWords } from "./words";
import "./cell.css";

/** Shows a spreadsheet: see `Open`. */
export const open: Open = (joined, host) => {
  register(cellWords);
  registerIcons(cellIcons);
  setLocale(currentLanguage());
  setMeasure((text, look) => textWidth(text, fontOf(look, 1)));
  const session = joined as SheetSession;
  const workspace = new Workspace(session.content);
  const editor = new Editor(workspace, session, host);
  workspace.send = (commands) => session.change(commands);
  session.follow((own, other) => followed(workspace.book, own, other));

  const { shell } = host;
  const find = new Find(editor);
  const clipboard = new Clipboard(editor);
  const bar = formulaBar(editor);
  if (host.can.edit) shell.setTools(tools(editor, () => find.open()).element, bar);
  else shell.setTools(bar);
  shell.main.classList.add("cg-main");
  shell.main.replaceChildren(editor.grid.element, find.element);
  shell.foot.hidden = false;
  shell.foot.classList.add("cg-foot");
  shell.foot.replaceChildren(tabs(editor), el("span", { class: "cg-gap" }), sums(editor), zoomControl(editor));
  new Mouse(editor, (x, y, hit) => contextMenu(editor, clipboard, x, y, hit));

  const keydown = (event: KeyboardEvent) => {
    if (event.target !== editor.input.element && event.target !== editor.input.bar) return;
    if (!press(editor, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", keydown);
  const keys = new Shortcuts();
  keys.add(...shortcuts(editor, host, () => find.open()));
  host.addToMenu(() => [
    { label: t("cell.find"), icon: "search", keys: "Mod+F", run: () => find.open() },
    { label: t("ui.help"), icon: "keyboard", run: () => keys.help() },
    { kind: "separator" },
  ]);

  const dark = () => {
    editor.grid.dark = shownTheme() === "dark";
    editor.grid.paint(true);
  };
  const themes = new MutationObserver(dark);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const ends = [
    editor.cursors.follow(),
    session.on("commands", ({ commands, redo }) => workspace.remote(commands, redo)),
    session.on("reset", ({ content }) => workspace.reset(content)),
    session.on("rejoined", ({ mode }) => editor.setReadOnly(mode !== "edit")),
    () => document.removeEventListener("keydown", keydown),
    () => themes.disconnect(),
  ];
  dark();
  editor.selectionChanged(false);
  editor.focus();
  return {
    focus: () => editor.focus(),
    destroy: () => ends.forEach((end) => end()),
    setReadOnly: (readOnly) => editor.setReadOnly(readOnly),
    flush: () => void editor.input.finish({ forced: true }),
    place: () => ({ sheet: editor.sheetName, range: bar.querySelector("input")?.value ?? "A1" }),
    goTo: (place) => {
      const { sheet, range } = (place ?? {}) as { sheet?: unknown; range?: unknown };
      const key = typeof sheet === "string" ? workspace.book.find(sheet) : undefined;
      if (key !== undefined) editor.showSheet(key);
      const asked = typeof range === "string" ? rangeOf(range) : null;
      if (!asked) return;
      editor.selected.set(workspace.book, editor.key, asked);
      editor.selectionChanged();
    },
  };
};
