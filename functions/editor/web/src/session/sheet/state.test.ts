import { expect, test } from "vitest";

import type { Change } from "../protocol";
import type { Command } from "../types";
import { SheetState } from "./state";

const cell = (row: number, newValue: unknown): Command => ({ cmd: "editCell", sheetName: "Sheet1", row, col: 0, newValue });
const rows: Command = { cmd: "insertRows", sheetName: "Sheet1", row: 0, count: 1 };

/** The cells of a sheet, as commands leave them. */
class Cells {
  readonly values: unknown[] = [];
  apply(commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.cmd === "insertRows") this.values.unshift(undefined);
      else this.values[command["row"] as number] = command["newValue"];
    }
  }
}

function editor(number: number) {
  const screen = new Cells();
  const log = { rereads: 0 };
  const state = new SheetState(1, number, {
    rewrite: (own, other) => (other.cmd === "insertRows" ? own.map((one) => ({ ...one, row: (one["row"] as number) + 1 })) : own),
    commands: (commands, _, redo) => {
      screen.apply(commands);
      screen.apply(redo);
    },
    reread: () => {
      log.rereads += 1;
    },
  });
  return { screen, log, state, edit: (...commands: Command[]) => {
    screen.apply(commands);
    state.change(commands);
  } };
}

test("own cells that come later in the order of the service win on the screen, too", () => {
  const { state, screen, edit } = editor(1);
  edit(cell(0, "mine"));
  state.take();
  edit(cell(1, "mine, later"));
  state.follow({ version: 2, number: 2, at: 0, commands: [cell(0, "theirs"), cell(1, "theirs"), cell(2, "theirs")] });
  expect(screen.values).toEqual(["mine", "mine, later", "theirs"]);
  state.answered({ version: 3, missed: [{ version: 2, number: 2, at: 0, commands: [cell(0, "theirs")] }] });
  state.follow({ version: 4, number: 2, at: 0, commands: [cell(0, "theirs again")] });
  expect(screen.values).toEqual(["theirs again", "mine, later", "theirs"]);
  expect(state.count).toBe(1);
});

test("where commands depend on what is there the screen is read anew", () => {
  const { state, log, edit } = editor(1);
  edit(cell(0, "mine"));
  state.follow({ version: 2, number: 2, at: 0, commands: [rows] });
  expect(log.rereads).toBe(1);
  state.take();
  state.answered({ version: 3, missed: [] });
  state.follow({ version: 4, number: 2, at: 0, commands: [rows] });
  expect(log.rereads).toBe(1);
});

test("one's own commands among the events are the acknowledgement", () => {
  const { state, screen, edit } = editor(1);
  edit(cell(0, 1));
  state.take();
  const own: Change = { version: 2, number: 1, at: 0, commands: [cell(0, 1)] };
  state.follow(own);
  expect(state.count).toBe(0);
  state.answered({ version: 2, missed: [] });
  state.follow(own);
  expect([state.version, state.count, screen.values]).toEqual([2, 0, [1]]);
});

test("of a call that is refused only the wrong command goes", () => {
  const { state, edit } = editor(1);
  const wrong: Command = { cmd: "editCell", sheetName: "Gone", row: 0, col: 0, newValue: 1 };
  edit(cell(0, 1), wrong, cell(2, 3));
  let version = 1;
  const sent: unknown[] = [];
  const seqs: number[] = [];
  while (state.take()) {
    const call = state.call();
    if (!call) break;
    if (call.commands.includes(wrong)) {
      expect(state.refuse()).toBe(true);
    } else {
      version += 1;
      seqs.push(call.seq);
      sent.push(...call.commands.map((command) => command["newValue"]));
      state.answered({ version, missed: [] });
    }
  }
  expect(sent).toEqual([1, 3]);
  expect(seqs).toEqual([1, 2]);
  expect(state.takeRefused()).toEqual([wrong]);
  expect(state.takeRefused()).toEqual([]);
});

test("cells that were typed into while others inserted rows are the same cells", () => {
  const { state, edit } = editor(1);
  edit(cell(4, "sent"));
  expect(state.take()).toBe(true);
  edit(cell(5, "waiting"));
  state.follow({ version: 2, number: 2, at: 0, commands: [rows] } as Change);
  // The call is made again with what it means now, for the version that it is meant on.
  expect(state.call()).toEqual({ version: 2, seq: 1, commands: [cell(5, "sent")] });
  state.answered({ version: 3, missed: [] });
  state.take();
  expect(state.call()).toEqual({ version: 3, seq: 2, commands: [cell(6, "waiting")] });
});
