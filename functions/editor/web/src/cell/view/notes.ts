import { el, icon, t } from "../../ui";
import { rangeOf, single } from "../model/address";
import type { Cell } from "../model/json";
import type { Editor } from "./editor";
import type { Overlay } from "./grid";
import { spanAt } from "./selection";

/** Where links may lead: never to scripts. */
const SCHEMES = /^(https?|mailto|tel|ftps?):/i;
/** How links within the workbook begin. */
const WITHIN = "sjs://";

interface Note {
  text: string;
  author: string;
}

/** Comments and links of cells: a corner that says that there is a comment, and a card for the cell that is chosen or pointed at. */
export class Notes {
  private readonly card = el("div", { class: "cg-note", hidden: true });
  private pointed: { row: number; col: number } | null = null;
  private shown = "";

  constructor(private readonly editor: Editor) {
    const { view } = editor.grid;
    view.append(this.card);
    this.card.addEventListener("pointerdown", (event) => event.stopPropagation());
    view.addEventListener("pointerleave", () => this.point(null));
    editor.listen(() => this.show());
  }

  /** The corners of the cells of a sheet that have comments. */
  overlays(key: string): Overlay[] {
    const { book } = this.editor.workspace;
    return (book.sheet(key).comments ?? []).flatMap((one) => {
      const row = one.rowIndex ?? one.row;
      const col = one.colIndex ?? one.col;
      return row === undefined || col === undefined ? [] : [{ range: spanAt(book, key, row, col) ?? single(row, col), className: "cg-noted" }];
    });
  }

  /** The pointer is over a cell, or over none. */
  point(cell: { row: number; col: number } | null): void {
    if (cell?.row === this.pointed?.row && cell?.col === this.pointed?.col) return;
    this.pointed = cell;
    this.show();
  }

  /** What a screen reader is told of a cell besides its content. */
  words(row: number, col: number): string {
    const note = this.note(row, col);
    const link = this.link(row, col);
    return (note ? `, ${t("cell.note")}: ${note.text}` : "") + (link === null ? "" : `, ${t("cell.link")}: ${shownLink(link)}`);
  }

  private note(row: number, col: number): Note | null {
    const { workspace, key } = this.editor;
    const found = workspace.book.json.sheets?.[key]?.comments?.find((one) => (one.rowIndex ?? one.row) === row && (one.colIndex ?? one.col) === col);
    return found ? { text: found.text?.trim() ?? "", author: found.author?.trim() ?? "" } : null;
  }

  /** Where a cell's link leads; nothing where it has none. */
  link(row: number, col: number): string | null {
    const { workspace, key } = this.editor;
    return linkOf(workspace.book.cell(key, row, col));
  }

  /** Follows the link of a cell; answers whether it has one. */
  open(row: number, col: number): boolean {
    const link = this.link(row, col);
    if (link === null) return false;
    if (link.startsWith(WITHIN)) this.goTo(link.slice(WITHIN.length));
    else window.open(link, "_blank", "noopener,noreferrer");
    return true;
  }

  private goTo(place: string): void {
    const { editor } = this;
    const cut = place.lastIndexOf("!");
    const sheet = place.slice(0, Math.max(cut, 0)).replace(/^'|'$/g, "").replaceAll("''", "'");
    const key = cut < 0 ? editor.key : editor.workspace.book.findFolded(sheet);
    const range = rangeOf(place.slice(cut + 1));
    if (key === undefined) return;
    editor.showSheet(key);
    if (range) {
      editor.selected.set(editor.workspace.book, editor.key, range);
      editor.selectionChanged();
    }
    editor.focus();
  }

  private show(): void {
    const { editor, card } = this;
    const { active } = editor.selected;
    const at = this.pointed && this.has(this.pointed) ? this.pointed : this.has(active) && !editor.input.editing ? active : null;
    card.hidden = at === null;
    if (!at) {
      this.shown = "";
      return;
    }
    const note = this.note(at.row, at.col);
    const link = this.link(at.row, at.col);
    const shown = JSON.stringify([at, note, link]);
    if (shown !== this.shown) {
      this.shown = shown;
      card.replaceChildren(
        ...(note ? [el("div", { class: "cg-note-text" }, ...(note.author ? [el("strong", {}, note.author)] : []), el("span", {}, note.text))] : []),
        ...(link === null ? [] : [this.button(at, link)]),
      );
    }
    this.place(at);
  }

  private button(at: { row: number; col: number }, link: string): HTMLElement {
    const button = el("button", { type: "button", class: "cg-note-link", tabindex: -1 }, icon("link"), el("span", {}, shownLink(link)));
    button.addEventListener("click", () => this.open(at.row, at.col));
    return button;
  }

  private has({ row, col }: { row: number; col: number }): boolean {
    return this.note(row, col) !== null || this.link(row, col) !== null;
  }

  /** Beside the cell where there is room, else before it; below where a link is all. */
  private place({ row, col }: { row: number; col: number }): void {
    const { grid, workspace, key } = this.editor;
    const { card } = this;
    const box = grid.place(spanAt(workspace.book, key, row, col) ?? single(row, col));
    const room = { width: grid.view.clientWidth, height: grid.view.clientHeight };
    const gone = box.left + box.width < 0 || box.top + box.height < 0 || box.left > room.width || box.top > room.height;
    card.hidden = gone;
    if (gone) return;
    const beside = this.note(row, col) !== null;
    const [width, height] = [card.offsetWidth, card.offsetHeight];
    let left = beside ? box.left + box.width + 6 : box.left;
    let top = beside ? box.top : box.top + box.height + 4;
    if (left + width > room.width - 8) left = beside && box.left - width - 6 > 0 ? box.left - width - 6 : Math.max(8, room.width - width - 8);
    if (top + height > room.height - 8) top = Math.max(8, box.top - height - 4);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }
}

/** Where a cell's link leads, if that is a place that pages may lead to. */
export function linkOf(cell: Cell | undefined): string | null {
  const link = cell?.hyperlink;
  const url = typeof link === "string" ? link : typeof link === "object" && link !== null && "url" in link ? link.url : null;
  if (typeof url !== "string") return null;
  return url.startsWith(WITHIN) || SCHEMES.test(url.trim()) ? url.trim() : null;
}

function shownLink(link: string): string {
  return link.startsWith(WITHIN) ? link.slice(WITHIN.length) : link.replace(/^mailto:/i, "");
}
