import type { Command } from "../../../session/types";
import { Invalid } from "../book";
import type { Book } from "../book";

/** The key of the sheet that a command is for. */
export function target(book: Book, command: Command, member = "sheetName"): string {
  const name = command[member];
  if (typeof name !== "string") throw new Invalid(`\`${member}\` is missing`);
  const key = book.find(name);
  if (key === undefined) throw new Invalid(`there is no sheet \`${name}\``);
  return key;
}
