import { Parchment } from "quill/core";
import type { AttributeMap } from "quill-delta";

const KEY = "data-a";

/**
 * The attributes of a blot, whatever they are called and whatever their values are: kept as JSON in one attribute of the
 * element, so that a clone has them too, and shown by `paint`. It stands in for parchment's store, which wants to know every
 * name and loses `false`, 0 and empty texts.
 */
export class Store {
  private held: AttributeMap = {};

  constructor(
    private readonly node: HTMLElement,
    private readonly paint: (attributes: AttributeMap) => void,
  ) {
    this.build();
  }

  attribute(attributor: { attrName: string }, value: unknown): void {
    if (value === null || value === undefined) {
      if (!(attributor.attrName in this.held)) return;
      const { [attributor.attrName]: _gone, ...rest } = this.held;
      this.set(rest);
    } else this.set({ ...this.held, [attributor.attrName]: value });
  }

  build(): void {
    const json = this.node.getAttribute(KEY);
    this.held = json ? (JSON.parse(json) as AttributeMap) : {};
    if (json) this.paint(this.held);
  }

  copy(target: { format(name: string, value: unknown): void; attributes?: unknown }): void {
    if (target.attributes instanceof Store) target.attributes.set({ ...target.attributes.held, ...this.held });
    else for (const [name, value] of Object.entries(this.held)) target.format(name, value);
  }

  move(target: { format(name: string, value: unknown): void; attributes?: unknown }): void {
    this.copy(target);
    this.set({});
  }

  values(): AttributeMap {
    return { ...this.held };
  }

  set(attributes: AttributeMap): void {
    this.held = attributes;
    if (Object.keys(attributes).length > 0) this.node.setAttribute(KEY, JSON.stringify(attributes));
    else this.node.removeAttribute(KEY);
    this.paint(attributes);
  }
}

/** Puts a {@link Store} into a blot, where parchment's constructor has put its own. */
export function store(blot: object, store: Store): void {
  (blot as { attributes: unknown }).attributes = store;
}

const attributors = new Map<string, Parchment.Attributor>();

/** The format of a name that begins with the mark of text or lines. It only says which of both it is; stores do the rest. */
export function attributor(name: string): Parchment.Attributor {
  let known = attributors.get(name);
  if (!known) {
    const scope = name.startsWith("l:") ? Parchment.Scope.BLOCK : Parchment.Scope.INLINE;
    known = new Parchment.Attributor(name, name, { scope });
    attributors.set(name, known);
  }
  return known;
}
