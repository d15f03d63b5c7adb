import { el } from "./dom";
import { icon, type IconName } from "./icons";
import { t } from "./i18n";
import { openMenu, type MenuItem } from "./menu";
import { closePopover, openPopover } from "./popover";
import { keysShown } from "./shortcuts";

interface Base {
  id: string;
  /** What screen readers and the tooltip say. */
  label: string;
  /** Shown in the tooltip. */
  keys?: string;
}

/**
 * A tool: `button` does something; `toggle` also has a state; `select` shows its value (`text`) and opens a menu;
 * `menu` opens a menu behind an icon; `panel` opens an element of one's own, as a palette.
 */
export type Tool = Base &
  (
    | { kind: "button"; icon: IconName; text?: string; run: () => void }
    | { kind: "toggle"; icon: IconName; run: (pressed: boolean) => void }
    | { kind: "select"; text: string; width?: number; items: () => MenuItem[] }
    | { kind: "menu"; icon: IconName; text?: string; items: () => MenuItem[] }
    | { kind: "panel"; icon: IconName; panel: (close: () => void) => HTMLElement }
  );

/** What of a tool can change. */
export interface ToolState {
  pressed?: boolean;
  disabled?: boolean;
  text?: string;
  /** A colour bar below the icon; empty for none. */
  color?: string;
}

/**
 * A toolbar after the ARIA pattern: one stop of the Tab key, arrow keys within. Groups that have no room go behind a button
 * at the end; those earlier in the list stay longer.
 */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly row = el("div", { class: "ui-tools" });
  private readonly more: HTMLButtonElement;
  private readonly overflow = el("div", { class: "ui-overflow", role: "group", "aria-label": t("ui.more") });
  private readonly groups: HTMLElement[] = [];
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(label: string, groups: Tool[][], private readonly trailing: HTMLElement | null = null) {
    this.more = el("button", { type: "button", class: "ui-tool ui-more", "aria-label": t("ui.more"), title: t("ui.more"), "aria-haspopup": "true", "aria-expanded": "false", tabindex: -1, onclick: () => this.showMore() }, icon("ellipsis"));
    for (const tools of groups) {
      const group = el("div", { class: "ui-group", role: "group" }, ...tools.map((tool) => this.make(tool)));
      this.groups.push(group);
    }
    this.row.append(...this.groups, this.more);
    this.element = el("div", { class: "ui-toolbar", role: "toolbar", "aria-label": label }, this.row, trailing);
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.overflow.addEventListener("keydown", (event) => this.move(event));
    // A press must not take the selection out of the document.
    for (const part of [this.element, this.overflow]) {
      part.addEventListener("mousedown", (event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      });
    }
    this.element.addEventListener("focusin", (event) => this.rove(event.target));
    const first = this.buttons.values().next().value;
    if (first) first.tabIndex = 0;
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Changes what a tool shows. */
  set(id: string, state: ToolState): void {
    const button = this.buttons.get(id);
    if (!button) return;
    // It is told of everything after each key; what is as it was must not cost the browser anything.
    const put = (name: string, value: string) => {
      if (button.getAttribute(name) !== value) button.setAttribute(name, value);
    };
    if (state.pressed !== undefined) put("aria-pressed", String(state.pressed));
    // Not `disabled`: a tool that cannot be used now can still be found by arrow keys.
    if (state.disabled !== undefined) put("aria-disabled", String(state.disabled));
    const color = state.color || "transparent";
    if (state.color !== undefined && button.style.getPropertyValue("--tool-color") !== color) button.style.setProperty("--tool-color", color);
    if (state.text !== undefined) {
      const text = button.querySelector(".ui-tool-text");
      if (text && text.textContent !== state.text) text.textContent = state.text;
    }
  }

  /** The button of a tool, for whoever opens something next to it. */
  button(id: string): HTMLButtonElement | undefined {
    return this.buttons.get(id);
  }

  private make(tool: Tool): HTMLButtonElement {
    const opens = tool.kind === "select" || tool.kind === "menu" || tool.kind === "panel";
    const title = tool.keys ? `${tool.label} (${keysShown(tool.keys)})` : tool.label;
    const text = "text" in tool && tool.text !== undefined ? el("span", { class: "ui-tool-text" }, tool.text) : null;
    const button = el(
      "button",
      {
        type: "button",
        class: `ui-tool ui-tool-${tool.kind}`,
        "data-tool": tool.id,
        "aria-label": tool.label,
        title,
        tabindex: -1,
        "aria-pressed": tool.kind === "toggle" ? "false" : undefined,
        "aria-haspopup": opens ? (tool.kind === "panel" ? "dialog" : "menu") : undefined,
        "aria-expanded": opens ? "false" : undefined,
        style: tool.kind === "select" && tool.width ? `width: ${tool.width}px` : undefined,
      },
      "icon" in tool ? icon(tool.icon) : null,
      text,
      opens ? icon("chevron-down") : null,
    );
    if (tool.kind === "select") {
      // The label alone would hide the value.
      const value = () => button.setAttribute("aria-label", `${tool.label}: ${text?.textContent ?? ""}`);
      value();
      if (text) new MutationObserver(value).observe(text, { childList: true });
    }
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      this.press(tool, button);
    });
    this.buttons.set(tool.id, button);
    return button;
  }

  private press(tool: Tool, button: HTMLButtonElement): void {
    if (tool.kind === "button") tool.run();
    else if (tool.kind === "toggle") tool.run(button.getAttribute("aria-pressed") !== "true");
    else {
      const anchor = this.overflow.contains(button) ? this.more : button;
      if (button.getAttribute("aria-expanded") === "true" && anchor === button) return closePopover();
      if (tool.kind === "panel") {
        const panel = openPopover(anchor, tool.panel(() => panel.close()));
        panel.element.querySelector<HTMLElement>("button, input")?.focus();
      } else openMenu(anchor, tool.label, tool.items());
    }
  }

  private showMore(): void {
    openPopover(this.more, this.overflow);
    this.overflow.querySelector<HTMLElement>("button")?.focus();
  }

  /** The tools that arrow keys go through, in the place that has the focus. */
  private tools(): HTMLButtonElement[] {
    const place = this.overflow.contains(document.activeElement) ? this.overflow : this.row;
    return [...place.querySelectorAll<HTMLButtonElement>("button")].filter((button) => button.offsetParent !== null);
  }

  private move(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const tools = this.tools();
    const at = tools.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1 + tools.length, Home: 0, End: tools.length - 1 }[event.key];
    if (event.key === "ArrowDown" && tools[at]?.hasAttribute("aria-haspopup")) {
      event.preventDefault();
      tools[at]?.click();
      return;
    }
    if (step === undefined) return;
    event.preventDefault();
    tools[step % tools.length]?.focus();
  }

  private rove(target: EventTarget | null): void {
    if (!(target instanceof HTMLButtonElement) || !this.row.contains(target)) return;
    for (const button of this.row.querySelectorAll<HTMLButtonElement>("button")) button.tabIndex = button === target ? 0 : -1;
  }

  /** Moves the groups that have no room behind the button. */
  private fit(): void {
    if (this.overflow.isConnected) return;
    this.row.prepend(...this.groups);
    this.more.hidden = true;
    const style = getComputedStyle(this.element);
    const room = this.element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - (this.trailing?.offsetWidth ?? 0);
    const widths = this.groups.map((group) => group.offsetWidth);
    let left = room;
    let kept = 0;
    for (const width of widths) {
      left -= width;
      if (left < 0) break;
      kept += 1;
    }
    if (kept < widths.length) {
      left = room - 44;
      kept = 0;
      for (const width of widths) {
        left -= width;
        if (left < 0) break;
        kept += 1;
      }
    }
    const hidden = this.groups.slice(Math.max(1, kept));
    this.more.hidden = hidden.length === 0;
    this.overflow.replaceChildren(...hidden);
    if (!this.row.querySelector('[tabindex="0"]')) this.row.querySelector<HTMLElement>("button")?.setAttribute("tabindex", "0");
  }
}
