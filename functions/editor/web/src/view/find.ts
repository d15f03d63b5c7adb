import { el, icon, t } from "../ui";
import type { Pages } from "./pages";

/** The search: a small bar above the pages. */
export class FindBar {
  readonly element: HTMLElement;
  readonly #input = el("input", { class: "ui-input", type: "search", "aria-label": t("view.find.label"), placeholder: t("view.find.label"), spellcheck: "false" });
  readonly #count = el("span", { class: "view-find-count", role: "status" });
  readonly #matchCase: HTMLButtonElement;

  constructor(
    private readonly pages: Pages,
    private readonly closed: () => void,
  ) {
    this.#matchCase = this.#button("case-sensitive", t("view.find.case"), () => {
      this.#matchCase.setAttribute("aria-pressed", String(this.#matchCase.getAttribute("aria-pressed") !== "true"));
      this.#search();
    });
    this.#matchCase.setAttribute("aria-pressed", "false");
    this.element = el(
      "div",
      { class: "view-find", role: "search", hidden: true },
      this.#input,
      this.#count,
      this.#matchCase,
      this.#button("chevron-up", t("view.find.previous"), () => this.#search({ again: true, previous: true })),
      this.#button("chevron-down", t("view.find.next"), () => this.#search({ again: true })),
      this.#button("x", t("view.find.close"), () => this.close()),
    );
    this.#input.addEventListener("input", () => this.#search());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === this.#input) this.#search({ again: true, previous: event.shiftKey });
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    pages.bus.on("updatefindmatchescount", ({ matchesCount }: { matchesCount: Matches }) => this.#show(matchesCount));
    pages.bus.on("updatefindcontrolstate", ({ matchesCount, state }: { matchesCount: Matches; state: number }) => this.#show(matchesCount, state === 1));
  }

  open(): void {
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
    if (this.#input.value !== "") this.#search();
  }

  close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.pages.endFind();
    this.closed();
  }

  #search(how: { again?: boolean; previous?: boolean } = {}): void {
    if (this.#input.value === "") this.#count.textContent = "";
    this.pages.find(this.#input.value, { ...how, matchCase: this.#matchCase.getAttribute("aria-pressed") === "true" });
  }

  #show({ current, total }: Matches, none = false): void {
    const empty = this.#input.value === "";
    this.#count.textContent = empty ? "" : total > 0 ? t("view.find.count", { current, total }) : none ? t("view.find.none") : "";
  }

  #button(picture: string, label: string, run: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "ui-icon-button", "aria-label": label, title: label, onclick: run }, icon(picture));
  }
}

interface Matches {
  current: number;
  total: number;
}
