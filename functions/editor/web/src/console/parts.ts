import { el } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { t } from "../ui/i18n";
import { toast } from "../ui/messages";
import { ago, moment } from "./format";
import { ServiceError } from "./service";

/** What is shown at a route; `leave` ends what it does by itself. */
export interface View {
  readonly element: HTMLElement;
  leave?(): void;
}

/** A button with words and, where given, a picture. */
export function button(label: string, run: (event: MouseEvent) => void, picture?: IconName, kind = ""): HTMLButtonElement {
  return el("button", { type: "button", class: `ui-button ${kind}`.trim(), onclick: run }, picture ? icon(picture) : null, el("span", {}, label));
}

/** A button that is only a picture; `label` is what it says. */
export function pictureButton(label: string, run: (event: MouseEvent) => void, picture: IconName): HTMLButtonElement {
  return el("button", { type: "button", class: "ui-icon-button", "aria-label": label, title: label, onclick: run }, icon(picture));
}

/** A part of a page under a heading. */
export function section(title: string, note: string, ...children: (Node | null)[]): HTMLElement {
  return el("section", { class: "c-section" }, el("div", { class: "c-section-head" }, el("h2", {}, title), note ? el("p", {}, note) : null), ...children);
}

/** That there is nothing, and why that is so. */
export function empty(picture: IconName, title: string, words: string, ...actions: Node[]): HTMLElement {
  return el("div", { class: "c-empty" }, icon(picture), el("strong", {}, title), el("p", {}, words), ...actions);
}

/** That something did not work, with another try. */
export function failed(error: unknown, again?: () => void): HTMLElement {
  return el("div", { class: "c-failed", role: "alert" }, icon("circle-alert"), el("p", {}, reason(error)), again ? button(t("console.again"), again) : null);
}

/** The words of an error. */
export function reason(error: unknown): string {
  if (error instanceof ServiceError) {
    return error.status === 0 ? t("console.unreachable") : error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Does something for a button: it cannot be pressed meanwhile, and what fails is said. */
export async function busy(pressed: HTMLElement | null, work: () => Promise<void>): Promise<void> {
  pressed?.setAttribute("aria-busy", "true");
  if (pressed instanceof HTMLButtonElement) pressed.disabled = true;
  try {
    await work();
  } catch (error) {
    toast(reason(error), "error", 8);
  } finally {
    pressed?.removeAttribute("aria-busy");
    if (pressed instanceof HTMLButtonElement) pressed.disabled = false;
  }
}

/** A small word with a colour. */
export function badge(words: string, tone: "good" | "bad" | "busy" | "quiet"): HTMLElement {
  return el("span", { class: `c-badge c-${tone}` }, words);
}

/** A time in words, with the time itself for who points at it. */
export function when(iso: string): HTMLElement {
  return el("time", { datetime: iso, title: moment(iso) }, ago(iso));
}

/** A column of a table: its head and what stands in a row. */
export interface Column<R> {
  head: string;
  cell: (row: R) => Node | string;
  /** `wide` takes what is left, `end` stands at the right, `actions` are buttons without a head. */
  kind?: "wide" | "end" | "actions";
}

/** A table; on a phone each row is a card whose lines begin with the column's head, or, where it is `compact`, two lines. */
export function table<R>(label: string, columns: Column<R>[], rows: R[], compact = false): HTMLElement {
  const head = columns.map((column) => el("th", { scope: "col", class: column.kind ? `c-${column.kind}` : undefined }, column.kind === "actions" ? el("span", { class: "c-unseen" }, column.head) : column.head));
  const body = rows.map((row) =>
    el("tr", {}, ...columns.map((column) => el("td", { class: column.kind ? `c-${column.kind}` : undefined, "data-head": column.kind === "actions" ? undefined : column.head }, column.cell(row)))),
  );
  return el("div", { class: compact ? "c-table c-compact" : "c-table", tabindex: 0, role: "region", "aria-label": label }, el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)));
}

/** Calls something at once and again every so many seconds while somebody looks at the page; answers how to end it. */
export function watch(seconds: number, look: () => Promise<void>): () => void {
  let over = false;
  let timer = 0;
  const turn = async () => {
    window.clearTimeout(timer);
    if (!document.hidden) await look();
    if (!over) timer = window.setTimeout(turn, seconds * 1000);
  };
  const seen = () => void (!document.hidden && turn());
  document.addEventListener("visibilitychange", seen);
  void turn();
  return () => {
    over = true;
    window.clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
}

/** Gives the browser a file to keep. */
export function keep(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
