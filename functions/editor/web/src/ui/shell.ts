import { el } from "./dom";
import { Header, type HeaderOptions } from "./header";
import { t } from "./i18n";
import { Banners } from "./messages";

/** The frame of an editor's page: header, toolbar, banners, the document, a panel at its side, a line at the foot. */
export class Shell {
  readonly header: Header;
  readonly banners = new Banners();
  /** Where the document is shown; it scrolls by itself. */
  readonly main = el("main", { class: "ui-main" });
  /** The panel at the side; hidden where it is empty. */
  readonly aside = el("aside", { class: "ui-aside", hidden: true });
  readonly foot = el("footer", { class: "ui-foot", hidden: true });
  readonly element: HTMLElement;
  private readonly tools = el("div", { class: "ui-tool-place" });

  /** Puts the frame into the page, in place of whatever is there. */
  constructor(options: HeaderOptions) {
    this.header = new Header(options);
    this.element = el(
      "div",
      { class: "ui-shell", "data-app": options.app },
      this.header.element,
      this.tools,
      this.banners.element,
      el("div", { class: "ui-middle" }, this.aside, this.main),
      this.foot,
    );
    document.documentElement.dataset.app = options.app;
    document.body.replaceChildren(this.element);
  }

  /** Puts a toolbar (or several) below the header. */
  setTools(...tools: HTMLElement[]): void {
    this.tools.replaceChildren(...tools);
  }

  /** Shows a panel at the side, or none. */
  setAside(panel: HTMLElement | null, label = ""): void {
    this.aside.replaceChildren(...(panel ? [panel] : []));
    this.aside.hidden = !panel;
    if (label) this.aside.setAttribute("aria-label", label);
  }
}

/** Shows that the document is being opened, until a {@link Shell} takes the page. */
export function showLoading(): void {
  document.body.replaceChildren(
    el("div", { class: "ui-loading", role: "status" }, el("div", { class: "ui-spinner", "aria-hidden": "true" }), el("p", {}, t("ui.loading"))),
  );
}

/** Shows a page that says why there is no document, with a button and a remark below it perhaps. */
export function showFailure(title: string, message: string, action?: { label: string; run: () => void }, remark = ""): void {
  document.body.replaceChildren(
    el(
      "main",
      { class: "ui-failure" },
      el(
        "div",
        { role: "alert" },
        el("h1", {}, title),
        el("p", {}, message),
        action ? el("button", { type: "button", class: "ui-button ui-primary", onclick: action.run }, action.label) : null,
        remark ? el("p", { class: "ui-remark" }, remark) : null,
      ),
    ),
  );
}
