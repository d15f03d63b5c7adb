import type { Command, SheetSession } from "../../session/types";
import type { Host } from "../../frame/editor";
import { t, toast } from "../../ui";
import { MAX_COLUMNS, MAX_ROWS } from "../model/address";
import { Invalid } from "../model/book";
import { moveOf, rangeMoved } from "../model/following";
import type { Move } from "../model/following";
import type { Range, Style } from "../model/json";
import { wholeRange } from "../model/inverse";
import type { Changed, Workspace } from "../model/workspace";
import { Cursors } from "./cursors";
import { FormulaHelp } from "./formula-help";
import { Grid } from "./grid";
import type { Overlay } from "./grid";
import { Input } from "./input";
import { Notes } from "./notes";
import { referenceMarks } from "./reference-marks";
import { Selected } from "./selection";

/** The editor of a spreadsheet: what is selected, and what is done with it. Bars and keys around it call it. */
export class Editor {
  readonly grid: Grid;
  readonly input: Input;
  readonly cursors: Cursors;
  readonly notes: Notes;
  readonly help: FormulaHelp;
  /** The key of the sheet that is shown. */
  key: string;
  selected = new Selected();
  readOnly: boolean;
  /** What was cut or copied: shown by a dashed frame until something else is done. */
  copied: { key: string; range: Range; cuts: boolean } | null = null;
  /** A range that is being filled from the selection. */
  filling: Range | null = null;
  /** Where typing with tabs began: Enter goes below that cell. */
  tabbedFrom: { key: string; row: number; col: number } | null = null;
  /** Called where rows or columns were inserted or deleted, by anybody. */
  moved: (move: Move) => void = () => {};
  private readonly selections = new Map<string, { selected: Selected; left: number; top: number }>();
  private readonly listeners: ((what: "selection" | "content" | "sheets") => void)[] = [];

  constructor(
    readonly workspace: Workspace,
    readonly session: SheetSession,
    readonly host: Host,
  ) {
    this.readOnly = !host.can.edit;
    this.key = this.firstSheet();
    this.selected.to(workspace.book, this.key, 0, 0);
    this.cursors = new Cursors(this);
    this.grid = new Grid(workspace, this.key);
    this.input = new Input(this);
    this.notes = new Notes(this);
    this.help = new FormulaHelp(this);
    this.grid.moved = () => this.input.place();
    workspace.moved = (move) => this.follow(move);
    workspace.changed = (what) => this.contentChanged(what);
  }

  private firstSheet(): string {
    const { book } = this.workspace;
    const keys = this.visibleSheets();
    const selected = keys.find((key) => book.sheet(key).isSelected === true);
    return selected ?? keys[book.json.activeSheetIndex ?? 0] ?? keys[0] ?? "";
  }

  /** Keys of the sheets that have a tab. */
  visibleSheets(): string[] {
    const { book } = this.workspace;
    const keys = book.keys();
    const visible = keys.filter((key) => book.sheet(key).visible !== false && book.sheet(key).visible !== 0 && book.sheet(key).visible !== 2);
    return visible.length > 0 ? visible : keys;
  }

  /** Hears of every change of the selection, the cells or the sheets. */
  listen(listener: (what: "selection" | "content" | "sheets") => void): void {
    this.listeners.push(listener);
  }

  private tell(what: "selection" | "content" | "sheets"): void {
    for (const listener of this.listeners) listener(what);
  }

  private contentChanged({ structure, layout, remote }: Changed): void {
    const { book } = this.workspace;
    if (!book.json.sheets?.[this.key]) {
      this.key = this.firstSheet();
      this.selected = new Selected();
      this.grid.show(this.key);
      if (remote) toast(t("cell.sheetGone"), "info");
    }
    this.grid.refresh(layout);
    if (structure) this.tell("sheets");
    this.tell("content");
    this.selectionChanged(false);
  }

  /** Shows another sheet. */
  showSheet(key: string): void {
    if (key === this.key) return;
    // A formula that is being written may go on with cells of another sheet.
    if (!this.input.pointing.ready && !this.input.finish()) return;
    this.selections.set(this.key, { selected: this.selected, left: this.grid.scroller.scrollLeft, top: this.grid.scroller.scrollTop });
    this.key = key;
    const known = this.selections.get(key);
    this.selected = known?.selected ?? new Selected();
    this.grid.show(key, known?.left ?? 0, known?.top ?? 0);
    this.tell("sheets");
    this.selectionChanged(false);
  }

  /** Draws the selection and tells everybody of it. */
  selectionChanged(reveal = true): void {
    const { active } = this.selected;
    if (reveal) this.grid.reveal(this.selected.moving.row, this.selected.moving.col);
    this.drawOverlays();
    this.input.place();
    this.input.announce();
    const { sheet, range } = { sheet: this.workspace.book.name(this.key), range: this.selected.range };
    this.session.select({ sheet, ...range, ...(range.rowCount === 1 && range.colCount === 1 ? active : {}) });
    this.tell("selection");
  }

  drawOverlays(): void {
    const { selected, workspace } = this;
    const overlays: Overlay[] = selected.ranges.map((range) => ({ range, className: "cg-selected" }));
    const { active } = selected;
    const span = workspace.book.sheet(this.key).spans?.find((one) => one.row === active.row && one.col === active.col);
    overlays.push({ range: span ?? { ...active, rowCount: 1, colCount: 1 }, className: "cg-active" });
    if (selected.ranges.length === 1 && !this.readOnly) overlays.push({ range: selected.range, className: "cg-handle" });
    if (this.copied?.key === this.key) overlays.push({ range: this.copied.range, className: "cg-copied" });
    overlays.unshift(...this.notes.overlays(this.key));
    if (this.filling) overlays.push({ range: this.filling, className: "cg-filling" });
    this.grid.overlays = [...overlays, ...referenceMarks(this, this.key), ...this.cursors.overlays(this.key)];
    this.grid.paintOverlays();
  }

  /** Selects a cell and shows it. */
  goTo(row: number, col: number, grows = false): void {
    const { book } = this.workspace;
    if (grows) this.selected.grow(book, this.key, row, col);
    else this.selected.to(book, this.key, row, col);
    this.selectionChanged();
  }

  /** The sheet's name, as commands say it. */
  get sheetName(): string {
    return this.workspace.book.name(this.key);
  }

  /** Does something that can be taken back; answers whether it could be done. */
  perform(commands: Command[]): boolean {
    if (this.readOnly) {
      toast(t("cell.readOnly"), "info");
      return false;
    }
    const { book } = this.workspace;
    try {
      const moves = commands.flatMap((command) => moveOf(book, command) ?? []);
      this.workspace.perform(commands, { sheet: this.key, range: this.selected.range });
      if (moves.length > 0) {
        for (const move of moves) this.copiedFollows(move);
        this.drawOverlays();
      }
      return true;
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      toast(t("cell.failed", { reason: error.message }), "error");
      return false;
    }
  }

  /** Takes a step back, or makes it again, and shows where it was. */
  again(direction: "undo" | "redo"): void {
    if (this.readOnly || !this.input.finish()) return;
    const where = this.workspace.again(direction);
    if (!where || !this.workspace.book.json.sheets?.[where.sheet]) return;
    if (where.sheet !== this.key) this.showSheet(where.sheet);
    this.selected.set(this.workspace.book, this.key, where.range);
    this.selectionChanged();
  }

  /** The selected ranges as commands name them: whole rows and columns by -1. */
  ranges(): Range[] {
    return this.selected.ranges.map(wholeRange);
  }

  /** Sets members of the styles of what is selected. */
  style(style: Style | null): void {
    const ranges = this.selected.ranges.map((range) => {
      const all = range.rowCount >= MAX_ROWS && range.colCount >= MAX_COLUMNS;
      // All cells: what is said of the columns that are there.
      return all ? { ...wholeRange(range), col: 0, colCount: Math.min(this.grid.layout.columns.count, 256) } : wholeRange(range);
    });
    this.perform([{ cmd: "setStyle", sheetName: this.sheetName, ranges, style }]);
  }

  /** A selected range cut to where there are cells, so that going through it ends. */
  cut(range: Range): Range {
    const used = this.workspace.book.used(this.key);
    return {
      ...range,
      rowCount: Math.max(1, Math.min(range.rowCount, used.rows - range.row)),
      colCount: Math.max(1, Math.min(range.colCount, used.columns - range.col)),
    };
  }

  /** A selected range as far as one puts things into it: whole rows and columns end where the cells do. */
  written(range: Range): Range {
    return range.rowCount >= MAX_ROWS || range.colCount >= MAX_COLUMNS ? this.cut(range) : range;
  }

  /** Others inserted or deleted rows or columns: what is selected, edited and copied stays the same cells. */
  private follow(move: Move): void {
    this.input.follow(move);
    this.copiedFollows(move);
    const all = [...this.selections].filter(([key]) => key === move.sheet).map(([, one]) => one.selected);
    if (this.key === move.sheet) all.push(this.selected);
    for (const selected of all) selected.follow(move);
  }

  /** What was copied stays the same cells. */
  private copiedFollows(move: Move): void {
    this.moved(move);
    if (this.copied?.key !== move.sheet) return;
    const range = rangeMoved(this.copied.range, move);
    this.copied = range && { ...this.copied, range };
  }

  /** Empties what is selected; styles stay. */
  clear(): void {
    const ranges = this.selected.ranges;
    let some = false;
    for (const range of ranges) {
      this.workspace.book.each(this.key, range, (_row, _col, cell) => {
        if (cell.value !== undefined || cell.formula !== undefined) some = true;
      });
    }
    if (some) this.perform([{ cmd: "clearValues", sheetName: this.sheetName, ranges: this.ranges() }]);
  }

  setReadOnly(readOnly: boolean): void {
    if (readOnly) this.input.cancel();
    this.readOnly = readOnly;
    this.drawOverlays();
    this.tell("sheets");
  }

  focus(): void {
    this.input.focus();
  }
}
