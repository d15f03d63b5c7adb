import type { Command } from "../../session/types";
import { Invalid, Journal } from "./book";
import type { Book } from "./book";
import { clear, clearValues, editCell, setCells } from "./commands/cells";
import { dragDrop, fill, paste } from "./commands/copy";
import { deleteColumns, deleteRows, insertColumns, insertRows } from "./commands/insert-delete";
import { addSpan, deleteFloating, removeSpan, setFrozen, zoom } from "./commands/sheet";
import { deleteSheet, insertSheet, renameSheet } from "./commands/sheets";
import { resizeColumn, resizeRow, setColumnVisible, setRowVisible } from "./commands/sizes";
import { setStyle } from "./commands/style";

/** Changes the workbook as the service does, noting in the journal what was there before. */
export type Run = (book: Book, command: Command, journal: Journal) => void;

const recorded: Run = () => {};

/** The service's table (shared/sheet/README.md): names, what they do, and whether a menu's prefix may stand before them. */
const TABLE: [string[], Run, boolean?][] = [
  [["editCell"], editCell],
  [["setCells"], setCells],
  [["clearValues"], clearValues],
  [["clear"], clear],
  [["setStyle"], setStyle],
  [["addSpan"], addSpan],
  [["removeSpan"], removeSpan],
  [["setFrozenCount"], setFrozen],
  [["renameSheet"], renameSheet],
  [["resizeColumn"], resizeColumn],
  [["resizeRow"], resizeRow],
  [["setRowVisible"], setRowVisible],
  [["setColumnVisible"], setColumnVisible],
  [["autoFitColumn", "autoFitRow"], recorded],
  [["clipboardPaste"], paste],
  [["dragDrop"], dragDrop],
  [["fill", "dragFill"], fill],
  [["zoom"], zoom],
  [["deleteFloatingObjects"], deleteFloating],
  [["insertRows", "insertRow", "addRows", "addRow", "insertSheetRows", "insertSheetRow"], insertRows, true],
  [
    ["insertColumns", "insertColumn", "addColumns", "addColumn", "insertCols", "insertSheetColumns", "insertSheetColumn"],
    insertColumns,
    true,
  ],
  [["deleteRows", "deleteRow", "removeRows", "removeRow", "deleteSheetRows", "deleteSheetRow"], deleteRows, true],
  [
    ["deleteColumns", "deleteColumn", "removeColumns", "removeColumn", "deleteCols", "deleteSheetColumns", "deleteSheetColumn"],
    deleteColumns,
    true,
  ],
  [["insertSheet", "addSheet"], insertSheet, true],
  [["deleteSheet", "removeSheet"], deleteSheet, true],
];

const COMMANDS = new Map<string, Run>();
for (const [names, run, menu] of TABLE) {
  for (const name of names) {
    COMMANDS.set(name, run);
    if (menu) for (const prefix of ["gc.spread.contextMenu.", "designer."]) COMMANDS.set(prefix + name, run);
  }
}

/** Whether a command of that name can be applied here; the rest is for a reader who asks the service again. */
export function known(command: Command): boolean {
  return COMMANDS.has(command.cmd);
}

/**
 * Applies a command as the service does.
 *
 * @throws Invalid with the reason in words; the workbook is then as it was.
 */
export function apply(book: Book, command: Command): Journal {
  const run = COMMANDS.get(command.cmd);
  if (!run) throw new Invalid(`the command \`${command.cmd}\` is not known`);
  const journal = new Journal();
  try {
    run(book, command, journal);
  } catch (error) {
    book.revert(journal);
    throw error;
  }
  return journal;
}
