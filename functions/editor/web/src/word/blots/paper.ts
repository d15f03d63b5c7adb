import Block, { BlockEmbed } from "quill/blots/block";
import Container from "quill/blots/container";
import Scroll from "quill/blots/scroll";
import { lineLook } from "./look";
import { Line } from "./line";
import { Store } from "./store";

/** The document as a whole. */
export class Paper extends Scroll {
  static override defaultChild = Line;
  static override allowedChildren = [Block, BlockEmbed, Container];
}

/** Makes a line of the kind that its attributes ask for, rather than a paragraph that becomes one. */
function createBlock(this: Paper, attributes: Record<string, unknown>, before?: Block): Line {
  const look = lineLook(attributes);
  const line = this.create(look.kind, look.kind === "heading" ? look.level : undefined);
  if (!(line instanceof Line)) throw new Error(`${look.kind} is not a line`);
  this.insertBefore(line, before);
  const held = (line as unknown as { attributes: unknown }).attributes;
  if (held instanceof Store) held.set(attributes);
  return line;
}

// Quill's types call the member private.
Object.defineProperty(Paper.prototype, "createBlock", { value: createBlock });
