import type Quill from "quill/core";
import { el, t } from "../ui";
import { Line } from "./blots/line";
import { lineLook } from "./blots/look";

/** The headings of a document as a list to jump by. */
export class Outline {
  readonly element: HTMLElement;
  private readonly list = el("ol", { class: "w-outline" });
  private timer = 0;
  private shown = "";

  constructor(private readonly quill: Quill) {
    this.element = el("nav", { class: "w-outline-panel", "aria-label": t("word.outline") }, el("h2", {}, t("word.outline")), this.list);
    quill.on("text-change", () => {
      if (!this.element.isConnected) return;
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.update(), 400);
    });
  }

  /** Reads the headings. */
  update(): void {
    const headings = this.quill.getLines().filter((line): line is Line => line instanceof Line && lineLook(line.formats()).level > 0)
      .map((line) => ({ line, level: lineLook(line.formats()).level, text: line.domNode.textContent?.replaceAll("\uFEFF", "").trim() ?? "" }))
      .filter(({ text }) => text);
    const now = JSON.stringify(headings.map(({ level, text }) => [level, text]));
    if (now === this.shown && this.list.childElementCount > 0) return;
    this.shown = now;
    const least = Math.min(...headings.map(({ level }) => level));
    this.list.replaceChildren(
      ...headings.map(({ line, level, text }, order) =>
        el("li", { style: `--depth: ${level - least}` }, el("button", { type: "button", onclick: () => this.go(line, order) }, text)),
      ),
    );
    if (headings.length === 0) this.list.append(el("li", { class: "w-outline-none" }, t("word.outline.none")));
  }

  private go(line: Line, order: number): void {
    // The line may have become another one meanwhile.
    const target = line.domNode.isConnected ? line : this.quill.getLines().filter((one): one is Line => one instanceof Line && lineLook(one.formats()).level > 0)[order];
    if (!target) return;
    target.domNode.scrollIntoView({ block: "start" });
    this.quill.setSelection(target.offset(this.quill.scroll), 0, "user");
  }
}
