import type Quill from "quill/core";
import { el, icon, t } from "../ui";
import { domRanges, domRange, expression, findAll, replacement, type Query } from "./find";
import type { Range } from "./ranges";

/** Above so many matches only those near the current one are drawn. */
const DRAWN = 2000;

/** The bar to find and replace text. What it marks is drawn over the document and not a part of it. */
export class FindBar {
  readonly element: HTMLElement;
  private readonly text = input("word.find.what");
  private readonly by = input("word.find.by");
  private readonly matchCase = check("word.find.case");
  private readonly wholeWord = check("word.find.whole");
  private readonly pattern = check("word.find.pattern");
  private readonly count = el("span", { class: "w-find-count", role: "status", "aria-live": "polite" });
  private readonly replaceRow: HTMLElement;
  private matches: Range[] = [];
  private current = -1;
  private timer = 0;

  constructor(
    private readonly quill: Quill,
    private readonly readOnly: () => boolean,
    private readonly closed: () => void,
  ) {
    const button = (key: string, picture: string, run: () => void) => el("button", { type: "button", class: "ui-icon-button", "aria-label": t(key), title: t(key), onclick: run }, icon(picture));
    const replaceOne = el("button", { type: "button", class: "ui-button", onclick: () => this.replaceOne() }, t("word.find.replace"));
    const replaceAll = el("button", { type: "button", class: "ui-button", onclick: () => this.replaceAll() }, t("word.find.all"));
    this.replaceRow = el("div", { class: "w-find-row", hidden: true }, this.by, replaceOne, replaceAll);
    this.element = el(
      "div",
      { class: "w-find", role: "search", "aria-label": t("word.find"), hidden: true },
      el("div", { class: "w-find-row" }, this.text, this.count, button("word.find.previous", "chevron-up", () => this.step(-1)), button("word.find.next", "chevron-down", () => this.step(1)), button("ui.close", "x", () => this.close())),
      this.replaceRow,
      el("div", { class: "w-find-row w-find-checks" }, this.matchCase.label, this.wholeWord.label, this.pattern.label),
    );
    this.text.addEventListener("input", () => this.search(true));
    for (const box of [this.matchCase.box, this.wholeWord.box, this.pattern.box]) box.addEventListener("change", () => this.search(true));
    this.element.addEventListener("keydown", (event) => this.key(event));
    quill.on("text-change", () => {
      if (this.element.hidden) return;
      // Typing in long documents must not wait for this.
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.search(false), 150);
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens the bar, with what is selected; `replace` with the second field. */
  open(replace: boolean): void {
    this.replaceRow.hidden = !replace || this.readOnly();
    const range = this.quill.getSelection();
    const selected = range && range.length > 0 && range.length < 100 ? this.quill.getText(range.index, range.length) : "";
    if (selected && !selected.includes("\n")) this.text.value = selected;
    this.element.hidden = false;
    this.text.focus();
    this.text.select();
    this.search(true, range?.index);
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.draw([], null);
    const match = this.matches[this.current];
    this.matches = [];
    if (match) this.quill.setSelection(match.index, match.length, "user");
    this.closed();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.by) this.replaceOne();
    else if (event.key === "Enter" && event.target === this.text) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private search(show: boolean, from = this.matches[this.current]?.index ?? 0): void {
    this.matches = findAll(this.quill.getContents(), this.query());
    const next = this.matches.findIndex((match) => match.index >= from);
    this.current = this.matches.length === 0 ? -1 : Math.max(0, next);
    this.show(show);
  }

  private query(): Query {
    return { text: this.text.value, matchCase: this.matchCase.box.checked, wholeWord: this.wholeWord.box.checked, pattern: this.pattern.box.checked };
  }

  /** The regular expression, where one is looked for. */
  private expression(): RegExp | null {
    return this.pattern.box.checked ? expression(this.query()) : null;
  }

  private step(by: number): void {
    const many = this.matches.length;
    if (many === 0) return;
    this.current = (this.current + by + many) % many;
    this.show(true);
  }

  private show(scroll: boolean): void {
    const many = this.matches.length;
    this.count.textContent = this.text.value ? (many ? t("word.find.count", { at: this.current + 1, many }) : t(this.pattern.box.checked && !this.expression() ? "word.find.bad" : "word.find.none")) : "";
    const match = this.matches[this.current];
    const near = many > DRAWN ? this.matches.slice(Math.max(0, this.current - DRAWN / 2), this.current + DRAWN / 2) : this.matches;
    this.draw(near.filter((one) => one !== match), match ?? null);
    if (!match || !scroll) return;
    const node = domRange(this.quill, match.index, match.length)?.startContainer;
    (node instanceof Element ? node : node?.parentElement)?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  private draw(others: Range[], current: Range | null): void {
    // Where the browser cannot draw highlights, stepping through the matches still selects them at the end.
    if (!("highlights" in CSS)) return;
    CSS.highlights.set("w-found", new Highlight(...domRanges(this.quill, others)));
    CSS.highlights.set("w-current", new Highlight(...domRanges(this.quill, current ? [current] : [])));
  }

  private replaceOne(): void {
    const match = this.matches[this.current];
    if (!match || this.readOnly()) return;
    this.quill.history.cutoff();
    const change = replacement(this.quill.getContents(), [match], this.by.value, this.expression());
    this.quill.updateContents(change, "user");
    this.quill.history.cutoff();
    this.search(true, change.transformPosition(match.index + match.length));
  }

  private replaceAll(): void {
    const many = this.matches.length;
    if (many === 0 || this.readOnly()) return;
    this.quill.history.cutoff();
    this.quill.updateContents(replacement(this.quill.getContents(), this.matches, this.by.value, this.expression()), "user");
    this.quill.history.cutoff();
    // The search that the change asked for would take the words away.
    window.clearTimeout(this.timer);
    this.search(false, 0);
    this.count.textContent = t("word.find.replaced", { many });
  }
}

function input(key: string): HTMLInputElement {
  return el("input", { type: "text", class: "ui-input", placeholder: t(key), "aria-label": t(key), spellcheck: "false", autocomplete: "off" });
}

function check(key: string): { label: HTMLElement; box: HTMLInputElement } {
  const box = el("input", { type: "checkbox" });
  return { label: el("label", {}, box, t(key)), box };
}
