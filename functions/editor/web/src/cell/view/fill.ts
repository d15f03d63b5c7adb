import type { Command } from "../../session/types";
import { follow } from "../model/commands/copy";
import { isDate, valueOf } from "../model/format";
import type { Cell, Range } from "../model/json";
import type { Editor } from "./editor";

/**
 * Fills from the selection to a range around it: numbers and dates go on as the selected ones do, texts that end in a number
 * count on, formulas follow, all else is repeated.
 */
export function fillTo(editor: Editor, target: Range): void {
  const { workspace, key, selected } = editor;
  const { range } = selected;
  const down = target.rowCount > range.rowCount;
  const cells: Command[] = [];
  const lines = down ? range.colCount : range.rowCount;
  for (let line = 0; line < lines; line += 1) {
    const count = down ? range.rowCount : range.colCount;
    const source = Array.from({ length: count }, (_, at) => (down ? [range.row + at, range.col + line] : [range.row + line, range.col + at]) as [number, number]);
    const found = source.map(([row, col]) => workspace.book.cell(key, row, col));
    // Days are numbers with a format of dates.
    const isDay = source.every(([row, col]) => {
      const { format } = workspace.looks.of(key, row, col);
      return /[yd]/i.test(format) && isDate(format);
    });
    const series = seriesOf(found, isDay);
    const start = down ? range.row : range.col;
    const [from, to] = down ? [target.row, target.row + target.rowCount] : [target.col, target.col + target.colCount];
    for (let at = from; at < to; at += 1) {
      const step = at - start;
      if (step >= 0 && step < count) continue;
      const place = ((step % count) + count) % count;
      const [row, col] = down ? [at, range.col + line] : [range.row + line, at];
      const [sourceRow, sourceCol] = source[place] ?? [row, col];
      const cell = found[place];
      const next = cell && (series?.(step, cell) ?? follow(cell, [row - sourceRow, col - sourceCol]));
      cells.push({ cmd: "", row, col, cell: next ?? null });
    }
  }
  const entries = cells.map(({ row, col, cell }) => ({ row, col, cell }));
  selected.set(workspace.book, key, target);
  if (!editor.perform([{ cmd: "setCells", sheetName: editor.sheetName, cells: entries }])) editor.drawOverlays();
  else editor.selectionChanged(false);
}

/** Ctrl+D and Ctrl+R: the first row, or column, of the selection into the rest of it; a single one gets what is before it. */
export function fillFrom(editor: Editor, direction: "down" | "right"): void {
  const { workspace, key, selected } = editor;
  const down = direction === "down";
  const entries: { row: number; col: number; cell: Cell | null }[] = [];
  for (const whole of selected.ranges) {
    const range = editor.written(whole);
    const one = down ? range.rowCount === 1 : range.colCount === 1;
    const first = (down ? range.row : range.col) - (one ? 1 : 0);
    if (first < 0) continue;
    for (let row = range.row; row < range.row + range.rowCount; row += 1) {
      for (let col = range.col; col < range.col + range.colCount; col += 1) {
        const [fromRow, fromCol] = down ? [first, col] : [row, first];
        if (fromRow === row && fromCol === col) continue;
        const source = workspace.book.cell(key, fromRow, fromCol);
        if (!source && !workspace.book.cell(key, row, col)) continue;
        entries.push({ row, col, cell: source ? follow(source, [row - fromRow, col - fromCol]) : null });
      }
    }
  }
  if (entries.length > 0) editor.perform([{ cmd: "setCells", sheetName: editor.sheetName, cells: entries }]);
}

/** Double click on the handle: down as far as the cells beside the selection go. */
export function fillDown(editor: Editor): void {
  const { workspace, key, selected } = editor;
  const { range } = selected;
  const filled = (row: number, col: number) => {
    const cell = col < 0 ? undefined : workspace.book.cell(key, row, col);
    return cell !== undefined && (cell.value !== undefined || cell.formula !== undefined);
  };
  const first = range.row + range.rowCount;
  for (const col of [range.col - 1, range.col + range.colCount]) {
    let end = first;
    while (filled(end, col)) end += 1;
    if (end === first) continue;
    fillTo(editor, { ...range, rowCount: end - range.row });
    return;
  }
}

/** Words that follow one another, as people write them: whole and short, in both languages. */
const LISTS: string[][] = [
  ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
].flatMap((list) => [list, list.map((word) => word.slice(0, 3))]);
LISTS.push(
  ["日", "一", "二", "三", "四", "五", "六"].map((day) => `星期${day}`),
  ["日", "一", "二", "三", "四", "五", "六"].map((day) => `周${day}`),
  ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"].map((month) => `${month}月`),
  ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"],
);

/** How a row of cells goes on; nothing where it does not. `step` counts from its first cell. `isDay`: its numbers are days. */
function seriesOf(cells: (Cell | undefined)[], isDay: boolean): ((step: number, cell: Cell) => Cell | undefined) | null {
  if (cells.some((cell) => !cell || cell.formula !== undefined)) return null;
  const values = cells.map((cell) => valueOf(cell));
  const numbers = values.map(({ value }) => value);
  if (numbers.every((value): value is number => typeof value === "number")) {
    const marked = values.every(({ format }) => format !== undefined);
    if (numbers.length === 1 && !marked && !isDay) return null;
    const first = numbers[0] ?? 0;
    const put = (cell: Cell, value: number): Cell => ({ ...cell, value: marked ? `/OADate(${value})/` : value });
    const months = isDay || marked ? monthsBetween(numbers) : null;
    if (months !== null) return (step, cell) => put(cell, monthsAfter(first, months * step));
    const last = numbers.at(-1) ?? first;
    const by = numbers.length === 1 ? 1 : (last - first) / (numbers.length - 1);
    const even = numbers.every((value, at) => Math.abs(value - (first + by * at)) < 1e-9 * Math.max(1, Math.abs(value)));
    if (!even) return null;
    return (step, cell) => put(cell, Number((first + by * step).toPrecision(15)));
  }
  const listed = wordsOf(numbers);
  if (listed) return listed;
  if (!numbers.every((value): value is string => typeof value === "string")) return null;
  return countedOf(numbers);
}

/** Days and months by their names. */
function wordsOf(values: unknown[]): ((step: number, cell: Cell) => Cell) | null {
  const folded = values.map((value) => (typeof value === "string" ? value.toLowerCase() : ""));
  for (const list of LISTS) {
    const places = folded.map((value) => list.findIndex((word) => word.toLowerCase() === value));
    const [first = -1, second] = places;
    if (places.includes(-1)) continue;
    const by = second === undefined ? 1 : (second - first + list.length) % list.length;
    if (by === 0 || !places.every((place, at) => place === (first + by * at) % list.length)) return null;
    const upper = typeof values[0] === "string" && values[0] === values[0].toUpperCase() && /[A-Z]/.test(values[0]);
    return (step, cell) => {
      const at = (((first + by * step) % list.length) + list.length) % list.length;
      const word = list[at] ?? "";
      return { ...cell, value: upper ? word.toUpperCase() : word };
    };
  }
  return null;
}

/** Texts that end in numbers which go on evenly. */
function countedOf(values: string[]): ((step: number, cell: Cell) => Cell) | null {
  const parts = values.map((value) => /^(.*?)(\d{1,9})$/su.exec(value));
  const [start, digits] = [parts[0]?.[1], parts[0]?.[2]];
  if (start === undefined || digits === undefined || !parts.every((part) => part?.[1] === start)) return null;
  const counts = parts.map((part) => Number(part?.[2]));
  const by = counts.length === 1 ? 1 : (counts[1] ?? 0) - (counts[0] ?? 0);
  if (!counts.every((count, at) => count === (counts[0] ?? 0) + by * at)) return null;
  return (step, cell) => {
    const next = Math.abs((counts[0] ?? 0) + by * step);
    return { ...cell, value: `${start}${String(next).padStart(digits.startsWith("0") ? digits.length : 0, "0")}` };
  };
}

const EPOCH = 25_569;
const dateOf = (days: number) => new Date((Math.floor(days) - EPOCH) * 86_400_000);

/** How many months lie between dates of the same day, evenly; `null` where they go on by days. */
function monthsBetween(days: number[]): number | null {
  if (days.length < 2) return null;
  const counts = days.map((day) => dateOf(day).getUTCFullYear() * 12 + dateOf(day).getUTCMonth());
  const by = (counts[1] ?? 0) - (counts[0] ?? 0);
  const same = days.every((day) => dateOf(day).getUTCDate() === dateOf(days[0] ?? 0).getUTCDate());
  return by !== 0 && same && counts.every((count, at) => count === (counts[0] ?? 0) + by * at) ? by : null;
}

/** The same day so many months later, or the last one of a shorter month. */
function monthsAfter(days: number, months: number): number {
  const from = dateOf(days);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0));
  const day = Math.min(from.getUTCDate(), last.getUTCDate());
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), day) / 86_400_000 + EPOCH + (days - Math.floor(days));
}
