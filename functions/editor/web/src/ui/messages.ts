import { el } from "./dom";
import { icon, type IconName } from "./icons";
import { t } from "./i18n";

/** How serious a message is. */
export type Tone = "info" | "warning" | "error" | "success";

const ICONS: Record<Tone, IconName> = { info: "info", warning: "triangle-alert", error: "circle-alert", success: "circle-check" };

/** A message that stays: what happened and what can be done about it. */
export interface Banner {
  tone: Tone;
  message: string;
  actions?: { label: string; run: () => void }[];
  /** Whether it can be sent away; true where not said. */
  dismissible?: boolean;
}

/** The place for banners, below the toolbar. One banner for each `id`: another one under the same id takes its place. */
export class Banners {
  readonly element = el("div", { class: "ui-banners" });
  private readonly shown = new Map<string, HTMLElement>();

  show(id: string, banner: Banner): void {
    const node = el(
      "div",
      { class: `ui-banner ui-${banner.tone}`, role: banner.tone === "error" ? "alert" : "status" },
      icon(ICONS[banner.tone]),
      el("p", {}, banner.message),
      ...(banner.actions ?? []).map((action) => el("button", { type: "button", class: "ui-button", onclick: action.run }, action.label)),
      banner.dismissible === false
        ? null
        : el("button", { type: "button", class: "ui-icon-button", "aria-label": t("ui.dismiss"), onclick: () => this.hide(id) }, icon("x")),
    );
    const old = this.shown.get(id);
    if (old) old.replaceWith(node);
    else this.element.append(node);
    this.shown.set(id, node);
  }

  hide(id: string): void {
    this.shown.get(id)?.remove();
    this.shown.delete(id);
  }
}

let toasts: HTMLElement | null = null;

/** Shows a short message at the foot of the window for some seconds; screen readers say it. */
export function toast(message: string, tone: Tone = "info", seconds = 5): void {
  if (!toasts) {
    toasts = el("div", { class: "ui-toasts", "aria-live": "polite", role: "status" });
    document.body.append(toasts);
  }
  const node = el("div", { class: `ui-toast ui-${tone}` }, icon(ICONS[tone]), el("span", {}, message));
  toasts.append(node);
  setTimeout(() => node.remove(), seconds * 1000);
}
