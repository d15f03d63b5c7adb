import { el } from "./dom";
import { icon, type IconName } from "./icons";
import { closePopover, openPopover, type Popover } from "./popover";
import { keysShown } from "./shortcuts";

/** A line of a menu: something to do, a choice (`checked` is there), a heading, or a line between. */
export type MenuItem =
  | { kind?: "item"; label: string; icon?: IconName; keys?: string; checked?: boolean; disabled?: boolean; style?: string; run: () => void }
  | { kind: "heading"; label: string }
  | { kind: "separator" };

/** Opens a menu at `anchor`. Arrow keys, Home, End, first letters, Enter and Escape work. */
export function openMenu(anchor: HTMLElement, label: string, items: MenuItem[]): Popover {
  const element = el("div", { class: "ui-menu", role: "menu", "aria-label": label });
  for (const item of items) element.append(line(item));
  const popover = openPopover(anchor, element);
  const entries = () => [...element.querySelectorAll<HTMLButtonElement>("button:not([disabled])")];
  element.addEventListener("keydown", (event) => move(event, entries()));
  const checked = element.querySelector<HTMLButtonElement>('button[aria-checked="true"]:not([disabled])');
  (checked ?? entries()[0])?.focus();
  checked?.scrollIntoView({ block: "nearest" });
  return popover;
}

function line(item: MenuItem): HTMLElement {
  if (item.kind === "separator") return el("div", { class: "ui-menu-line", role: "separator" });
  if (item.kind === "heading") return el("div", { class: "ui-menu-heading", role: "presentation" }, item.label);
  const choice = item.checked !== undefined;
  const mark = choice ? (item.checked ? icon("check") : null) : item.icon ? icon(item.icon) : null;
  return el(
    "button",
    {
      type: "button",
      role: choice ? "menuitemradio" : "menuitem",
      "aria-checked": choice ? String(item.checked) : undefined,
      tabindex: -1,
      disabled: item.disabled,
      onclick: () => {
        closePopover();
        item.run();
      },
    },
    el("span", { class: "ui-menu-mark", "aria-hidden": "true" }, mark),
    el("span", { class: "ui-menu-label", style: item.style }, item.label),
    item.keys ? el("kbd", { class: "ui-menu-keys" }, keysShown(item.keys)) : null,
  );
}

function move(event: KeyboardEvent, entries: HTMLButtonElement[]): void {
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  const to = (index: number) => {
    event.preventDefault();
    entries[(index + entries.length) % entries.length]?.focus();
  };
  if (event.key === "ArrowDown") to(at + 1);
  else if (event.key === "ArrowUp") to(at < 0 ? -1 : at - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(-1);
  else if (event.key === "Tab") {
    event.preventDefault();
    closePopover();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
    const letter = event.key.toLocaleLowerCase();
    const next = [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find((entry) => entry.textContent?.trim().toLocaleLowerCase().startsWith(letter));
    next?.focus();
  }
}
