import type { Command } from "../types";

/**
 * Commands that only write values, whatever was there: applied once more they change nothing, and after others' such
 * commands they win. All others (rows inserted, cells moved or copied, sheets added) depend on what is there.
 */
const WRITING = new Set([
  "editCell", "setCells", "clearValues", "setStyle", "resizeColumn", "resizeRow", "setRowVisible", "setColumnVisible",
  "setFrozenCount", "autoFitColumn", "autoFitRow", "zoom",
]);

/** Whether a command only writes values. */
export function onlyWrites(command: Command): boolean {
  return WRITING.has(command.cmd);
}
