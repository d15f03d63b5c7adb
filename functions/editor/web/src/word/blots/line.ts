import { Parchment } from "quill/core";
import Block from "quill/blots/block";
import Container from "quill/blots/container";
import { changed, Chunk, Group } from "./chunk";
import { lineLook, paintLine } from "./look";
import { Store, store } from "./store";

/** A line: a paragraph, and whatever else its attributes make of it. */
export class Line extends Block {
  static override blotName = "block";
  static override tagName: string | string[] = "P";
  static override requiredContainer: typeof Container = Chunk;

  constructor(scroll: Parchment.Root, node: HTMLElement) {
    super(scroll, node);
    store(this, new Store(node, (attributes) => paintLine(node, attributes)));
    // Where Quill's line forgets its length, its chunk does.
    let { cache } = this;
    Object.defineProperty(this, "cache", {
      get: () => cache,
      set: (next: typeof cache) => {
        cache = next;
        changed(this);
      },
    });
  }

  static override formats(): undefined {
    return undefined;
  }

  /** Its attributes. */
  override formats(): Record<string, unknown> {
    return this.attributes.values();
  }

  override optimize(context: object): void {
    const look = lineLook(this.formats());
    const level = look.kind === "heading" ? look.level : 0;
    if (look.kind !== this.statics.blotName || (level && this.domNode.tagName !== `H${level}`)) {
      this.replaceWith(look.kind, level || undefined);
      return;
    }
    super.optimize(context as Record<string, never>);
  }
}

/** A heading by itself. */
export class Heading extends Line {
  static override blotName = "heading";
  static override tagName = ["H1", "H2", "H3", "H4", "H5", "H6"];
}

/** The items that follow each other. */
export class Items extends Group {
  static override blotName = "items";
  static override tagName = "UL";
  static override requiredContainer = Chunk;
}

/** An item of a list. */
export class Item extends Line {
  static override blotName = "item";
  static override tagName = "LI";
  static override requiredContainer: typeof Container = Items;
}

/** A cell: a line whose attribute `table` is the id of its row. */
export class Cell extends Line {
  static override blotName = "cell";
  static override tagName = "TD";

  /** The id of its row. */
  get row(): string {
    return String(this.formats()["l:table"] ?? "");
  }
}

/** The cells that follow each other and are of one row. */
export class Row extends Group {
  static override blotName = "row";
  static override tagName = "TR";

  /** The id that its cells have. */
  get id(): string {
    return this.children.head instanceof Cell ? this.children.head.row : "";
  }

  /** Its cells. */
  cells(): Cell[] {
    const cells: Cell[] = [];
    this.children.forEach((cell) => {
      if (cell instanceof Cell) cells.push(cell);
    });
    return cells;
  }

  override checkMerge(): boolean {
    return this.next instanceof Row && this.next.id === this.id;
  }

  override optimize(context: object): void {
    super.optimize(context as Record<string, never>);
    this.children.forEach((child) => {
      if (!(child instanceof Cell) || !(child.next instanceof Cell) || child.row === child.next.row) return;
      this.splitAfter(child);
      this.prev?.optimize(context as Record<string, never>);
      this.next?.optimize(context as Record<string, never>);
    });
  }
}

/** The rows that follow each other. */
export class Table extends Group {
  static override blotName = "table";
  static override tagName = "TABLE";
  static override requiredContainer = Chunk;

  /** Its rows, as cells. */
  rows(): Cell[][] {
    const rows: Cell[][] = [];
    this.children.forEach((row) => {
      if (row instanceof Row) rows.push(row.cells());
    });
    return rows;
  }
}

// A row is there by itself for a moment.
Chunk.allowedChildren = [Block, Items, Table, Row];
Items.allowedChildren = [Item];
Row.allowedChildren = [Cell];
Row.requiredContainer = Table;
Table.allowedChildren = [Row];
Cell.requiredContainer = Row;
