import Block, { BlockEmbed } from "quill/blots/block";
import Container from "quill/blots/container";
import Scroll from "quill/blots/scroll";
import type { EmitterSource, Parchment } from "quill/core";
import { Chunk, together } from "./chunk";
import { lineLook } from "./look";
import { Line } from "./line";
import { Store } from "./store";

/** The document as a whole. */
export class Paper extends Scroll {
  static override defaultChild = Line;
  static override allowedChildren = [Block, BlockEmbed, Container];

  /** Puts a line, list or table into the chunk before the place, or into a new one. */
  override insertBefore(blot: Parchment.Blot, ref?: Parchment.Blot | null): void {
    if (blot instanceof Chunk || !(blot instanceof Block || blot instanceof Container) || (ref && !(ref instanceof Chunk))) {
      super.insertBefore(blot, ref);
      return;
    }
    const before = ref ? ref.prev : this.children.tail;
    // What leaves a chunk must not come back into it.
    if (before instanceof Chunk && before !== blot.parent && (before.hasRoom() || together(before.children.tail, blot))) {
      before.appendChild(blot);
      return;
    }
    const chunk = this.create("chunk") as Chunk;
    super.insertBefore(chunk, ref);
    chunk.appendChild(blot);
  }

  /** Quill lets nothing be dragged; here `drag.ts` sees to it. */
  override handleDragStart(): void {}

  /** What chunks note of themselves is no change of the document. */
  override update(mutations?: MutationRecord[] | EmitterSource): void {
    if (!Array.isArray(mutations)) {
      super.update(mutations as EmitterSource);
      return;
    }
    const changes = mutations.filter(({ type, target }) => type !== "attributes" || !(this.find(target) instanceof Chunk));
    if (changes.length > 0) super.update(changes);
  }
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
