import type { Command } from "../../../session/types";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { SheetJson } from "../json";
import emptyWorkbook from "../../../../../../../shared/sheet/data/empty-workbook.json" with { type: "json" };
import { renamed } from "../references";
import { rewriteAll } from "./follow";
import { target } from "./target";

/** Why a sheet cannot have this name; nothing where it can. `own` is the key of the sheet that is to have it. */
export function nameProblem(book: Book, name: string, own?: string): "length" | "characters" | "taken" | null {
  const length = [...name].length;
  if (length < 1 || length > 31) return "length";
  if (/[[\]:*?/\\]/.test(name)) return "characters";
  const folded = name.toLowerCase();
  return book.keys().some((key) => key !== own && book.name(key).toLowerCase() === folded) ? "taken" : null;
}

/** The first of `<start><number>` that is not taken. */
function free(start: string, from: number, taken: string[]): string {
  const folded = new Set(taken.map((name) => name.toLowerCase()));
  let number = from;
  while (folded.has(`${start}${number}`.toLowerCase())) number += 1;
  return `${start}${number}`;
}

/** The next name of the kind that the workbook's sheets have. */
export function freeName(book: Book): string {
  const names = book.keys().map((key) => book.name(key));
  return free(names.some((name) => name.startsWith("工作表")) ? "工作表" : "Sheet", 1, names);
}

export function renameSheet(book: Book, command: Command, journal: Journal): void {
  const key = target(book, command);
  const { name } = command;
  if (typeof name !== "string" || nameProblem(book, name, key)) throw new Invalid(`a sheet cannot be called \`${name}\``);
  const old = book.name(key);
  rewriteAll(book, journal, (formula) => renamed(formula, old, name));
  book.set(journal, book.sheet(key), "name", name);
  journal.structure = true;
}

export function insertSheet(book: Book, command: Command, journal: Journal): void {
  const sheets = book.json.sheets ?? {};
  const keys = Object.keys(sheets);
  if (keys.length >= 1000) throw new Invalid("a workbook has at most 1000 sheets");
  const name = typeof command.name === "string" ? command.name : freeName(book);
  if (nameProblem(book, name)) throw new Invalid(`a sheet cannot be called \`${name}\``);
  const order = keys.map((key, at) => sheets[key]?.index ?? at);
  const place = command.sheetIndex;
  if (place !== undefined && place !== null && !(typeof place === "number" && place >= 0 && place <= order.length)) {
    throw new Invalid("`sheetIndex` is not a place among the sheets");
  }
  order.sort((one, other) => one - other);
  const last = order.at(-1);
  const after = last === undefined ? 0 : last + 1;
  const index = typeof place === "number" ? (order[place] ?? after) : after;
  for (const key of keys) {
    const known = sheets[key]?.index;
    if (known !== undefined && known >= index) book.set(journal, book.sheet(key), "index", known + 1);
  }
  const empty = structuredClone(Object.values(emptyWorkbook.sheets)[0]) as unknown as SheetJson;
  book.set(journal, sheets, free("sheet", 0, keys), { ...empty, name, isSelected: false, index });
  count(book, journal, 1);
  journal.structure = true;
}

export function deleteSheet(book: Book, command: Command, journal: Journal): void {
  const key = target(book, command);
  const sheets = book.json.sheets ?? {};
  if (Object.keys(sheets).length < 2) throw new Invalid("the last sheet of a workbook stays");
  const index = sheets[key]?.index;
  book.set(journal, sheets, key, undefined);
  for (const other of Object.keys(sheets)) {
    const known = sheets[other]?.index;
    if (index !== undefined && known !== undefined && known > index) book.set(journal, book.sheet(other), "index", known - 1);
  }
  count(book, journal, -1);
  const last = Object.keys(sheets).length - 1;
  if (typeof book.json.activeSheetIndex === "number" && book.json.activeSheetIndex > last) {
    book.set(journal, book.json, "activeSheetIndex", last);
  }
  journal.structure = true;
}

function count(book: Book, journal: Journal, by: number): void {
  const known = book.json.sheetCount;
  if (typeof known === "number") book.set(journal, book.json, "sheetCount", known + by);
}
