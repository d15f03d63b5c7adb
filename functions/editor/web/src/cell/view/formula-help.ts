import { currentLanguage, el, t, uid } from "../../ui";
import type { Editor } from "./editor";
import { argumentsOf, functionsLike } from "./signatures";

/** How many functions are offered at once. */
const MOST = 8;

/** Help with the formula that is being typed: functions that begin so, and the arguments of the one that the caret is in. */
export class FormulaHelp {
  private readonly list = el("ul", { class: "cg-functions", role: "listbox", "aria-label": t("cell.sum"), id: uid("functions"), hidden: true });
  private readonly hint = el("div", { class: "cg-signature", hidden: true });
  private names: string[] = [];
  private at = 0;
  /** Whether one was chosen by arrow keys: then Enter takes it. */
  private chosen = false;
  private closedFor = "";

  constructor(private readonly editor: Editor) {
    editor.grid.view.append(this.list, this.hint);
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const item = (event.target as Element).closest<HTMLElement>("[data-name]");
      if (item?.dataset.name) this.take(item.dataset.name);
    });
    this.hint.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** The text before the caret, where a formula is typed into the cell or its bar. */
  private get before(): string | null {
    const { input } = this.editor;
    if (!input.editing || !input.text.startsWith("=")) return null;
    const from = document.activeElement === input.bar && input.bar ? input.bar : input.element;
    const { selectionStart: start, selectionEnd: end } = from;
    return start === end ? input.text.slice(0, start) : null;
  }

  /** Follows what was typed. */
  update(): void {
    const before = this.before;
    const word = before === null ? undefined : /(?:^=|[-+*/^&=<>(,;{\s])([A-Za-z][A-Za-z.]*)$/.exec(before.replace(/"(?:[^"]|"")*"/g, '""'))?.[1]?.toUpperCase();
    const open = before !== null && (before.match(/"/g)?.length ?? 0) % 2 === 1;
    this.names = word === undefined || open || before === this.closedFor ? [] : functionsLike(word, MOST);
    this.at = 0;
    this.chosen = false;
    this.draw();
    this.drawHint(open ? null : before);
    this.place();
  }

  close(): void {
    this.names = [];
    this.draw();
    this.hint.hidden = true;
  }

  /** Keys that belong to the list; answers whether this was one. */
  press(event: KeyboardEvent): boolean {
    if (this.list.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        this.at = (this.at + (event.key === "ArrowDown" ? (this.chosen ? 1 : 0) : -1) + this.names.length) % this.names.length;
        this.chosen = true;
        this.draw();
        return true;
      case "Enter":
        if (!this.chosen) return false;
        return this.take(this.names[this.at] ?? "");
      case "Tab":
        return event.shiftKey ? false : this.take(this.names[this.at] ?? "");
      case "Escape":
        this.closedFor = this.before ?? "";
        this.close();
        return true;
    }
    return false;
  }

  /** Puts a function in the place of what was typed of it. */
  private take(name: string): true {
    const { input } = this.editor;
    const before = (this.before ?? input.text).replace(/[A-Za-z.]*$/, "");
    const after = input.text.slice((this.before ?? input.text).length);
    const inBar = document.activeElement === input.bar;
    const text = `${before}${name}(`;
    input.setText(text + after.replace(/^\(/, ""), text.length);
    if (inBar) input.bar?.setSelectionRange(text.length, text.length);
    input.pointing.typed();
    this.update();
    this.editor.drawOverlays();
    return true;
  }

  private draw(): void {
    const { list, names } = this;
    list.hidden = names.length === 0;
    list.replaceChildren(
      ...names.map((name, at) =>
        el("li", { role: "option", id: `${list.id}-${at}`, "data-name": name, "aria-selected": String(at === this.at) }, el("span", {}, name), el("small", {}, this.words(name).join(", "))),
      ),
    );
    const field = this.editor.input.element;
    if (names.length > 0) {
      field.setAttribute("aria-controls", list.id);
      field.setAttribute("aria-activedescendant", `${list.id}-${this.at}`);
    } else {
      field.removeAttribute("aria-controls");
      field.removeAttribute("aria-activedescendant");
    }
  }

  private words(name: string): string[] {
    return argumentsOf(name, currentLanguage().startsWith("zh")) ?? [];
  }

  private drawHint(before: string | null): void {
    const call = before === null || this.names.length > 0 ? null : callAt(before);
    const words = call ? this.words(call.name) : [];
    this.hint.hidden = words.length === 0;
    if (!call || words.length === 0) return;
    // `…` stands for as many as one likes of those before it.
    const more = words.indexOf("…");
    const at = more > 0 && call.argument >= more ? more : Math.min(call.argument, words.length - 1);
    this.hint.replaceChildren(`${call.name}(`, ...words.flatMap((word, place) => [...(place > 0 ? [", "] : []), place === at ? el("b", {}, word) : word]), ")");
  }

  /** Below the cell, or above it where there is no room. */
  place(): void {
    const { input, grid } = this.editor;
    const { element } = input;
    for (const node of [this.list, this.hint]) {
      if (node.hidden) continue;
      const below = element.offsetTop + element.offsetHeight + 3;
      const away = element.classList.contains("cg-away");
      const top = away ? grid.layout.headerHeight + 4 : below + node.offsetHeight < grid.view.clientHeight ? below : element.offsetTop - node.offsetHeight - 3;
      node.style.top = `${Math.max(top, 0)}px`;
      node.style.left = `${Math.max(4, Math.min(away ? grid.layout.headerWidth + 4 : element.offsetLeft, grid.view.clientWidth - node.offsetWidth - 8))}px`;
    }
  }
}

/** The innermost function that is open at the end of a text, and which of its arguments comes. */
export function callAt(text: string): { name: string; argument: number } | null {
  const bare = text.replace(/"(?:[^"]|"")*"?|'(?:[^']|'')*'?/g, (piece) => "_".repeat(piece.length));
  const open: { name: string; argument: number }[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    const sign = bare[at];
    if (sign === "(" || sign === "{") open.push({ name: sign === "(" ? (/[A-Za-z][A-Za-z\d.]*$/.exec(bare.slice(0, at))?.[0] ?? "").toUpperCase() : "", argument: 0 });
    else if (sign === ")" || sign === "}") open.pop();
    else if (sign === "," || sign === ";") {
      const last = open.at(-1);
      if (last) last.argument += 1;
    }
  }
  return open.findLast(({ name }) => name !== "") ?? null;
}
