import type Quill from "quill/core";
import type Delta from "quill-delta";
import type { Participant } from "../session/types";
import { colorOf, el, nameOf } from "../ui";
import { domRange } from "./find";
import type { Range } from "./ranges";

/** Where the others are: their cursors with names, and what they have selected, drawn over the paper. */
export class Cursors {
  readonly layer = el("div", { class: "w-cursors", "aria-hidden": "true" });
  private readonly places = new Map<number, Range>();
  private people = new Map<number, Participant>();
  private frame = 0;
  private readonly resized: ResizeObserver;

  /** `layer` is to be put into the element that scrolls. */
  constructor(private readonly quill: Quill) {
    this.resized = new ResizeObserver(() => this.soon());
    this.resized.observe(quill.root);
    quill.on("text-change", (delta: Delta, _old: Delta, source: string) => {
      if (this.places.size === 0) return;
      // The session tells where others are after their own changes; after one's own they move with the text.
      for (const [number, { index, length }] of this.places) {
        const start = delta.transformPosition(index, source !== "user");
        this.places.set(number, { index: start, length: Math.max(0, delta.transformPosition(index + length) - start) });
      }
      this.soon();
    });
  }

  end(): void {
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
  }

  setPeople(list: Participant[]): void {
    this.people = new Map(list.map((one) => [one.number, one]));
    for (const number of this.places.keys()) if (!this.people.has(number)) this.places.delete(number);
    this.soon();
  }

  set(number: number, place: Range | null): void {
    if (place) this.places.set(number, place);
    else this.places.delete(number);
    this.soon();
  }

  /** Draws again, once before the next picture of the page. */
  soon(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const origin = this.layer.getBoundingClientRect();
    const nodes: HTMLElement[] = [];
    const last = this.quill.getLength() - 1;
    for (const [number, { index, length }] of this.places) {
      const person = this.people.get(number);
      if (!person) continue;
      const color = colorOf(number);
      const at = (rect: DOMRect, width: number) => `left: ${rect.left - origin.left}px; top: ${rect.top - origin.top}px; width: ${width}px; height: ${rect.height}px; --person: ${color}`;
      const [from, to] = [Math.min(index, last), Math.min(index + length, last)];
      if (to > from) {
        const range = domRange(this.quill, from, to - from);
        for (const rect of [...(range?.getClientRects() ?? [])].slice(0, 200)) nodes.push(el("div", { class: "w-selected", style: at(rect, rect.width) }));
      }
      const rect = caret(this.quill, to);
      if (rect) nodes.push(el("div", { class: "w-cursor", style: at(rect, 2), "data-number": number }, el("span", { class: "w-cursor-name" }, nameOf(person))));
    }
    this.layer.replaceChildren(...nodes);
  }
}

function caret(quill: Quill, index: number): DOMRect | null {
  const bounds = quill.selection.getBounds(index);
  return bounds ? new DOMRect(bounds.left, bounds.top, 2, bounds.height) : null;
}
