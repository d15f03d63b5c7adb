import { Parchment } from "quill/core";
import Inline from "quill/blots/inline";
import { paintText } from "./look";
import { Store, store } from "./store";
import { Thing } from "./thing";

/** A run of text with attributes. */
export class Span extends Inline {
  static override blotName = "inline";
  static override tagName = "SPAN";

  constructor(scroll: Parchment.Root, node: HTMLElement) {
    super(scroll, node);
    store(this, new Store(node, (attributes) => {
      paintText(node, attributes);
      this.children?.forEach((child) => child instanceof Thing && child.look());
    }));
  }

  static override formats(): undefined {
    return undefined;
  }

  /** Its attributes. */
  override formats(): Record<string, unknown> {
    return this.attributes.values();
  }

  override optimize(context: object): void {
    const kind = this.formats()["t:link"] === undefined ? "inline" : "anchor";
    if (kind !== this.statics.blotName && Object.keys(this.formats()).length > 0) {
      this.replaceWith(kind);
      return;
    }
    super.optimize(context as Record<string, never>);
  }
}

/** A run with a link. */
export class Anchor extends Span {
  static override blotName = "anchor";
  static override tagName = "A";
}
