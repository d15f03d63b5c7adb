import type { Command } from "../../../session/types";
import type { Span } from "../address";
import { spans } from "../arguments";
import { Invalid } from "../book";
import type { Book, Journal } from "../book";
import type { Info } from "../json";
import { target } from "./target";

const COLUMNS = ["firstCol", "lastCol", "col"] as [string, string, string];
const ROWS = ["firstRow", "lastRow", "row"] as [string, string, string];

export function resizeColumn(book: Book, command: Command, journal: Journal): void {
  const header = command.rowHeader === true || command.isRowHeader === true;
  resize(book, command, journal, spans(command, "columns", COLUMNS, "column"), header ? "rowHeaderColInfos" : "columns");
}

export function resizeRow(book: Book, command: Command, journal: Journal): void {
  const header = command.columnHeader === true || command.isColHeader === true || command.isColumnHeader === true;
  resize(book, command, journal, spans(command, "rows", ROWS, "row"), header ? "colHeaderRowInfos" : "rows");
}

function resize(book: Book, command: Command, journal: Journal, found: Span[], member: string): void {
  const size = command.size ?? command.value;
  if (typeof size !== "number" || !(size >= 0 && size <= 65_535)) throw new Invalid("`size` is not from 0 to 65535 pixels");
  change(book, journal, target(book, command), found, member, (info) => ({ ...info, size }));
}

export function setRowVisible(book: Book, command: Command, journal: Journal): void {
  visible(book, command, journal, spans(command, "rows", ROWS, "row"), "rows");
}

export function setColumnVisible(book: Book, command: Command, journal: Journal): void {
  visible(book, command, journal, spans(command, "columns", COLUMNS, "column"), "columns");
}

function visible(book: Book, command: Command, journal: Journal, found: Span[], member: string): void {
  const { visible } = command;
  if (typeof visible !== "boolean") throw new Invalid("`visible` is neither true nor false");
  change(book, journal, target(book, command), found, member, (info) => {
    const { visible: _visible, ...rest } = info;
    return visible ? rest : { ...rest, visible };
  });
}

function change(book: Book, journal: Journal, key: string, found: Span[], member: string, run: (info: Info) => Info): void {
  const sheet = book.sheet(key);
  const infos = [...((sheet[member] as (Info | null)[] | undefined) ?? [])];
  for (const { start, count } of found) {
    while (infos.length < start + count) infos.push(null);
    for (let at = start; at < start + count; at += 1) infos[at] = run(infos[at] ?? {});
  }
  book.set(journal, sheet, member, infos);
  journal.sheets.add(key);
}
