import type { Participant, Status } from "../session/types";
import { el } from "./dom";
import { icon, type IconName } from "./icons";
import { t } from "./i18n";
import { People } from "./participants";

/** The kinds of editors; each has its colour and picture. */
export type App = "word" | "cell" | "slide" | "pdf";

const APP_ICONS: Record<App, IconName> = { word: "file-text", cell: "table-2", slide: "presentation", pdf: "file-type" };

/** For so long everything is saved before it says so. */
const SETTLED_MS = 400;

/** What the header shows and offers; what is left out is not there. */
export interface HeaderOptions {
  app: App;
  title: string;
  compact?: boolean;
  readOnly?: boolean;
  /** Somebody may rename the document: called with the new name. */
  rename?: (name: string) => void;
  back?: { label?: string; run: () => void };
  close?: () => void;
  /** What the button for closing is called, where not as usual. */
  closeLabel?: string;
  /** A picture of the page around, in place of the editor's own. */
  logo?: HTMLElement;
  /** The title is only for those who cannot see that it stands elsewhere. */
  hideTitle?: boolean;
  /** The Save button. */
  save?: () => void;
}

/** The bar at the top: title, what became of the edits, who is here, and the way out. */
export class Header {
  readonly element: HTMLElement;
  readonly people = new People();
  /** Further buttons of an editor go here. */
  readonly actions = el("div", { class: "ui-actions" });
  private readonly title: HTMLElement;
  private readonly status = el("span", { class: "ui-status", role: "status", "aria-live": "polite" });
  private name: string;
  private settling = 0;

  constructor(private readonly options: HeaderOptions) {
    this.name = options.title;
    this.title = options.rename && !options.hideTitle
      ? el("button", { type: "button", class: "ui-title", title: t("ui.rename"), onclick: () => this.rename() })
      : el("h1", { class: options.hideTitle ? "ui-hidden" : "ui-title" });
    const { back, close, save } = options;
    const closing = options.closeLabel || t("ui.close");
    this.element = el(
      "header",
      { class: options.compact ? "ui-header ui-compact" : "ui-header" },
      back ? el("button", { type: "button", class: "ui-icon-button", "aria-label": back.label || t("ui.back"), title: back.label || t("ui.back"), onclick: back.run }, icon("arrow-left")) : null,
      options.logo ?? el("span", { class: "ui-app", "aria-hidden": "true" }, icon(APP_ICONS[options.app])),
      el("div", { class: "ui-name" }, this.title, options.readOnly ? el("span", { class: "ui-badge" }, icon("eye"), el("span", {}, t("ui.view"))) : null, this.status),
      this.people.element,
      this.actions,
      save ? el("button", { type: "button", class: "ui-button ui-primary ui-save", title: t("ui.save"), onclick: save }, icon("save"), el("span", {}, t("ui.save"))) : null,
      close ? el("button", { type: "button", class: "ui-icon-button", "aria-label": closing, title: closing, onclick: close }, icon("x")) : null,
    );
    this.setTitle(options.title);
  }

  /** Shows another title, here and on the browser's tab. */
  setTitle(title: string): void {
    this.name = title;
    this.title.textContent = title || t("ui.title");
    this.title.title = this.options.rename ? t("ui.rename") : title;
    document.title = title || t("ui.title");
  }

  setParticipants(list: Participant[], own: number): void {
    this.people.show(list, own);
  }

  /**
   * Shows what became of the edits; `held` is a text for edits that wait for the Save button. While somebody types, each
   * letter is saved by itself: "saved" is shown when it has been so for a moment.
   */
  setStatus(status: Status, held = false): void {
    window.clearTimeout(this.settling);
    if (status.state === "saved" && this.element.dataset.status === "saving") this.settling = window.setTimeout(() => this.showStatus(status, held), SETTLED_MS);
    else this.showStatus(status, held);
  }

  private showStatus(status: Status, held: boolean): void {
    const [picture, words]: [IconName, string] =
      status.state === "saved" ? (held ? ["pencil", t("ui.status.unsent")] : ["cloud-check", t("ui.status.saved")])
      : status.state === "saving" ? ["refresh-cw", t("ui.status.saving")]
      : status.state === "offline" ? ["cloud-off", t("ui.status.offline")]
      : ["circle-alert", t("ui.status.lost")];
    this.element.dataset.status = status.state;
    if (this.status.textContent === words) return;
    this.status.title = status.state === "lost" ? status.reason.message : words;
    this.status.replaceChildren(icon(picture), el("span", {}, words));
  }

  private rename(): void {
    const dot = this.name.lastIndexOf(".");
    const input = el("input", { class: "ui-title-input", type: "text", "aria-label": t("ui.rename.label"), maxlength: 255, spellcheck: "false" });
    input.value = this.name;
    this.title.replaceWith(input);
    input.focus();
    input.setSelectionRange(0, dot > 0 ? dot : this.name.length);
    let over = false;
    const done = (keep: boolean) => {
      if (over) return;
      over = true;
      const name = input.value.trim();
      input.replaceWith(this.title);
      this.title.focus();
      if (!keep || !name || name === this.name) return;
      this.setTitle(name);
      this.options.rename?.(name);
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        done(event.key === "Enter");
      }
    });
    input.addEventListener("blur", () => done(true));
  }
}
