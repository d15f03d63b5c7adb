import { Parchment } from "quill/core";
import Break from "quill/blots/break";
import Container from "quill/blots/container";
import Cursor from "quill/blots/cursor";
import Text from "quill/blots/text";
import { Chunk } from "./chunk";
import { attributor } from "./store";
import { Cell, Heading, Item, Items, Line, Row, Table } from "./line";
import { Paper } from "./paper";
import { Anchor, Span } from "./span";
import { Thing } from "./thing";

/** The blots of the editor, and a format for every name that begins with the mark of text or lines. */
export class Blots extends Parchment.Registry {
  constructor() {
    super();
    this.register(Paper, Chunk, Line, Heading, Items, Item, Table, Row, Cell, Container, Span, Anchor, Thing, Text, Break, Cursor);
  }

  override query(query: string | Node | Parchment.Scope, scope: Parchment.Scope = Parchment.Scope.ANY): Parchment.RegistryDefinition | null {
    if (typeof query !== "string" || !/^[tl]:/.test(query)) return super.query(query, scope);
    const known = attributor(query);
    const fits = scope & Parchment.Scope.LEVEL & known.scope && scope & Parchment.Scope.TYPE & known.scope;
    return fits ? known : null;
  }
}
