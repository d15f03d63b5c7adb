import type { PDFDocumentProxy } from "pdfjs-dist";
import { el, t } from "../ui";

const WIDTH = 148;

/** Small pictures of the pages, drawn when they come into sight. */
export class Thumbnails {
  readonly element = el("div", { class: "view-thumbnails", role: "listbox", "aria-label": t("view.thumbnails") });
  readonly #buttons: HTMLButtonElement[] = [];
  readonly #sight: IntersectionObserver;

  constructor(
    private readonly document: PDFDocumentProxy,
    private readonly go: (page: number) => void,
  ) {
    this.#sight = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        this.#sight.unobserve(entry.target);
        void this.#draw(entry.target as HTMLButtonElement);
      }
    }, { root: this.element, rootMargin: "300px" });
    for (let page = 1; page <= document.numPages; page++) {
      const button = el(
        "button",
        { type: "button", role: "option", class: "view-thumbnail", "data-page": page, tabindex: page === 1 ? 0 : -1, "aria-label": t("view.thumbnail", { number: page }), onclick: () => this.go(page) },
        el("span", { class: "view-thumbnail-page", "aria-hidden": "true" }),
        el("span", { class: "view-thumbnail-number", "aria-hidden": "true" }, String(page)),
      );
      this.#buttons.push(button);
      this.#sight.observe(button);
    }
    this.element.append(...this.#buttons);
    this.element.addEventListener("keydown", (event) => this.#move(event));
  }

  /** Marks the page that is read. */
  mark(page: number): void {
    for (const [at, button] of this.#buttons.entries()) {
      const current = at + 1 === page;
      button.setAttribute("aria-selected", String(current));
      button.tabIndex = current ? 0 : -1;
      if (current && this.element.isConnected) button.scrollIntoView({ block: "nearest" });
    }
  }

  destroy(): void {
    this.#sight.disconnect();
  }

  async #draw(button: HTMLButtonElement): Promise<void> {
    const page = await this.document.getPage(Number(button.dataset["page"]));
    const full = page.getViewport({ scale: 1 });
    const sharp = Math.min(window.devicePixelRatio, 2);
    const viewport = page.getViewport({ scale: (WIDTH / full.width) * sharp });
    const canvas = el("canvas");
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    const place = button.querySelector<HTMLElement>(".view-thumbnail-page");
    place?.style.setProperty("aspect-ratio", `${full.width} / ${full.height}`);
    await page.render({ canvas, viewport }).promise.then(() => place?.replaceChildren(canvas), () => undefined);
  }

  #move(event: KeyboardEvent): void {
    const at = this.#buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#buttons[to]?.focus();
    if (this.#buttons[to] !== undefined) this.go(to + 1);
  }
}
