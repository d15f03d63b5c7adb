import type Quill from "quill/core";
import { el, icon, t } from "../ui";

const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200];

/** How many words a text has: runs of letters and digits, and each character of scripts that part no words. */
export function countWords(text: string): number {
  return text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu)?.filter((word) => word).length ?? 0;
}

/** The line at the foot: outline, number of words, zoom. */
export class Foot {
  private readonly words = el("button", { type: "button", class: "w-foot-button w-words" });
  private readonly zoomed = el("button", { type: "button", class: "w-foot-button w-zoomed" });
  private zoom = 100;
  private timer = 0;
  private readonly known = new WeakMap<object, number>();

  constructor(
    private readonly quill: Quill,
    private readonly paper: HTMLElement,
    foot: HTMLElement,
    outline: HTMLElement | null,
    private readonly counted: (words: number, characters: number) => void,
    private readonly changed: () => void,
  ) {
    const step = (key: string, picture: string, by: number) => el("button", { type: "button", class: "w-foot-button", "aria-label": t(key), title: t(key), onclick: () => this.step(by) }, icon(picture));
    this.words.addEventListener("click", () => this.tell());
    this.zoomed.addEventListener("click", () => this.set(100));
    this.zoomed.title = t("word.zoom.reset");
    foot.replaceChildren(...(outline ? [outline] : []), this.words, el("span", { class: "w-spring" }), el("span", { class: "w-zoom", role: "group", "aria-label": t("word.zoom") }, step("word.zoom.out", "minus", -1), this.zoomed, step("word.zoom.in", "plus", 1)));
    foot.hidden = false;
    quill.on("text-change", () => this.soon(500));
    quill.on("selection-change", () => this.soon(120));
    this.set(100);
    this.count();
  }

  /** Says how long the text is. */
  tell(): void {
    const text = this.quill.getText();
    this.counted(countWords(text), [...text.replace(/\n/g, "")].length);
  }

  private soon(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.count(), delay);
  }

  private count(): void {
    const all = this.all();
    const range = this.quill.selection.lastRange;
    const part = range && range.length > 0 ? countWords(this.quill.getText(range.index, range.length)) : 0;
    const text = part ? t("word.words.part", { part: part.toLocaleString(), all: all.toLocaleString() }) : t("word.words", { all: all.toLocaleString() });
    if (this.words.textContent !== text) this.words.textContent = text;
  }

  /** The words of the whole text; only lines that have changed are read again. */
  private all(): number {
    let sum = 0;
    for (const line of this.quill.getLines()) {
      // A line has another one after each change.
      const delta = line.delta();
      let words = this.known.get(delta);
      if (words === undefined) {
        words = countWords(delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join(""));
        this.known.set(delta, words);
      }
      sum += words;
    }
    return sum;
  }

  private step(by: number): void {
    const at = ZOOMS.findIndex((zoom) => zoom >= this.zoom);
    this.set(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + by))] ?? 100);
  }

  /** Shows the paper larger or smaller; in percent. */
  set(zoom: number): void {
    this.zoom = Math.max(ZOOMS[0] ?? 50, Math.min(ZOOMS.at(-1) ?? 200, zoom));
    this.paper.style.setProperty("zoom", zoom === 100 ? "" : String(this.zoom / 100));
    this.zoomed.textContent = `${this.zoom}%`;
    this.zoomed.setAttribute("aria-label", `${t("word.zoom.reset")}: ${this.zoom}%`);
    this.changed();
  }
}
