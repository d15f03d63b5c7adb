import type { Command } from "../../session/types";
import { el, icon, t } from "../../ui";
import { MAX_COLUMNS, MAX_ROWS } from "../model/address";
import { editText, entered, typedValue } from "../model/typed";
import type { Editor } from "./editor";

type Found = { row: number; col: number };

/** The panel for finding and replacing, over the upper right corner of the sheet. */
export class Find {
  readonly element: HTMLElement;
  private readonly what = el("input", { class: "ui-input", type: "search", "aria-label": t("cell.find.what"), placeholder: t("cell.find.what") });
  private readonly instead = el("input", { class: "ui-input", type: "text", "aria-label": t("cell.find.with"), placeholder: t("cell.find.with") });
  private readonly matchCase = el("input", { type: "checkbox" });
  private readonly whole = el("input", { type: "checkbox" });
  private readonly status = el("span", { class: "cg-find-status", role: "status" });
  private readonly writing: HTMLElement;

  constructor(private readonly editor: Editor) {
    const button = (label: string, run: () => void) => el("button", { type: "button", class: "ui-button", onclick: run }, t(label));
    const small = (name: string, label: string, run: () => void) => el("button", { type: "button", class: "ui-icon-button", "aria-label": t(label), title: t(label), onclick: run }, icon(name));
    this.writing = el("div", { class: "cg-find-row" }, this.instead, button("cell.find.replace", () => this.replace()), button("cell.find.all", () => this.replaceAll()));
    this.element = el(
      "div",
      { class: "cg-find", role: "search", "aria-label": t("cell.find"), hidden: true },
      el("div", { class: "cg-find-row" }, this.what, this.status, small("chevron-left", "cell.find.previous", () => this.step(-1)), small("chevron-right", "cell.find.next", () => this.step(1)), small("x", "ui.close", () => this.close())),
      this.writing,
      el("div", { class: "cg-find-row cg-find-options" }, el("label", {}, this.matchCase, t("cell.find.case")), el("label", {}, this.whole, t("cell.find.whole"))),
    );
    this.what.addEventListener("input", () => this.step(0));
    this.element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.what) this.step(event.shiftKey ? -1 : 1);
      else if (event.key === "Enter" && event.target === this.instead) this.replace();
      else return;
      event.preventDefault();
    });
  }

  open(): void {
    if (!this.editor.input.finish()) return;
    this.element.hidden = false;
    this.writing.hidden = this.editor.readOnly;
    this.what.focus();
    this.what.select();
  }

  close(): void {
    this.element.hidden = true;
    this.editor.focus();
  }

  /** The cells that have the text, in reading order. */
  private all(): Found[] {
    const { workspace, key } = this.editor;
    const fold = (text: string) => (this.matchCase.checked ? text : text.toLocaleLowerCase());
    const wanted = fold(this.what.value);
    if (wanted === "") return [];
    const found: Found[] = [];
    workspace.book.each(key, { row: 0, rowCount: MAX_ROWS, col: 0, colCount: MAX_COLUMNS }, (row, col) => {
      const { text } = workspace.shown(key, row, col);
      const own = fold(text);
      if (this.whole.checked ? own === wanted : own.includes(wanted)) found.push({ row, col });
    });
    return found;
  }

  /** Goes to the next one, or the one before; 0 stays where it fits. */
  private step(by: 1 | -1 | 0): void {
    const found = this.all();
    if (found.length === 0) {
      this.status.textContent = this.what.value === "" ? "" : t("cell.find.none");
      return;
    }
    const { row, col } = this.editor.selected.active;
    const place = row * MAX_COLUMNS + col;
    const order = (one: Found) => one.row * MAX_COLUMNS + one.col;
    let at = by < 0 ? found.findLastIndex((one) => order(one) < place) : found.findIndex((one) => (by > 0 ? order(one) > place : order(one) >= place));
    if (at < 0) at = by < 0 ? found.length - 1 : 0;
    const next = found[at];
    this.status.textContent = t("cell.find.count", { at: String(at + 1), count: String(found.length) });
    if (next) this.editor.goTo(next.row, next.col);
  }

  private replaced({ row, col }: Found): Command | null {
    const { workspace, key } = this.editor;
    const cell = workspace.book.cell(key, row, col);
    const look = workspace.looks.of(key, row, col);
    const text = editText(cell, look.format);
    const wanted = this.what.value;
    const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), this.matchCase.checked ? "gu" : "giu");
    const next = this.whole.checked ? this.instead.value : text.replace(pattern, () => this.instead.value);
    if (next === text) return null;
    const found = typedValue(next, look.format);
    const { sheetName } = this.editor;
    if (found.literal) return { cmd: "setCells", sheetName, cells: [{ row, col, cell: entered(cell, found) }] };
    return { cmd: "editCell", sheetName, row, col, newValue: found.value };
  }

  private replace(): void {
    const { active } = this.editor.selected;
    const here = this.all().find((one) => one.row === active.row && one.col === active.col);
    const command = here && this.replaced(here);
    if (command) this.editor.perform([command]);
    this.step(1);
  }

  private replaceAll(): void {
    const commands = this.all().flatMap((one) => this.replaced(one) ?? []);
    if (commands.length > 0 && !this.editor.perform(commands)) return;
    this.status.textContent = t("cell.find.replaced", { count: String(commands.length) });
  }
}
