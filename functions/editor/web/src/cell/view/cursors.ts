import { colorOf, nameOf } from "../../ui";
import type { Cursor, Participant } from "../../session/types";
import type { Editor } from "./editor";
import type { Overlay } from "./grid";

/** Where others are: a frame in their colour, with their name. */
export class Cursors {
  private readonly known = new Map<number, Cursor>();
  private people: Participant[];

  constructor(private readonly editor: Editor) {
    const { session } = editor;
    this.people = session.joined.participants;
  }

  /** Follows the session; answers what ends it. */
  follow(): () => void {
    const { session } = this.editor;
    const ends = [
      session.on("cursor", (cursor) => {
        if (cursor.selection) this.known.set(cursor.number, cursor);
        else this.known.delete(cursor.number);
        this.editor.drawOverlays();
      }),
      session.on("participants", (people) => {
        this.people = people;
        for (const number of this.known.keys()) if (!people.some((one) => one.number === number)) this.known.delete(number);
        this.editor.drawOverlays();
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** What is to be drawn on a sheet. */
  overlays(key: string): Overlay[] {
    const out: Overlay[] = [];
    for (const { number, selection } of this.known.values()) {
      if (!selection || !("sheet" in selection) || number === this.editor.session.joined.number) continue;
      if (this.editor.workspace.book.find(selection.sheet) !== key) continue;
      const person = this.people.find((one) => one.number === number);
      const { row, col, rowCount, colCount } = selection;
      out.push({ range: { row, col, rowCount, colCount }, className: "cg-other", color: colorOf(number), label: person ? nameOf(person) : "" });
    }
    return out;
  }
}
