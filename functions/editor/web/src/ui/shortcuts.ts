import { openDialog } from "./dialog";
import { el } from "./dom";
import { t } from "./i18n";

const mac = /Mac|iPhone|iPad/.test(typeof navigator === "undefined" ? "" : navigator.platform);

/** A key combination (`Mod+Shift+7`; `Mod` is Ctrl, on a Mac Command) and what it does. */
export interface Shortcut {
  keys: string;
  label: string;
  /** The heading under which the help lists it. */
  group: string;
  /** Left out where the keys belong to somebody else and are only told of in the help. Answers false to let the browser go on. */
  run?: () => boolean | void;
}

/** Keys as this system writes them. */
export function keysShown(keys: string): string {
  const names: Record<string, string> = mac ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩" } : { Mod: "Ctrl" };
  return keys.split("+").map((key) => names[key] ?? key).join(mac ? "" : "+");
}

/** Whether a key press is this combination. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const key = parts.pop() ?? "";
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== parts.includes("Mod") || other || event.altKey !== parts.includes("Alt") || event.shiftKey !== parts.includes("Shift")) return false;
  if (/^[0-9]$/.test(key)) return event.code === `Digit${key}` || event.key === key;
  return event.key.toLowerCase() === key.toLowerCase() || (event.altKey && event.code === `Key${key.toUpperCase()}`);
}

/** The shortcuts of a page, and the dialog that lists them. */
export class Shortcuts {
  private readonly list: Shortcut[] = [];
  private readonly listener = (event: KeyboardEvent) => this.press(event);

  /** Listens on the whole page, until {@link end}. */
  constructor() {
    document.addEventListener("keydown", this.listener, true);
  }

  /** Listens no more. */
  end(): void {
    document.removeEventListener("keydown", this.listener, true);
  }

  add(...shortcuts: Shortcut[]): void {
    this.list.push(...shortcuts);
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const found = this.list.find((shortcut) => shortcut.run && matches(event, shortcut.keys));
    if (!found || found.run?.() === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Opens the dialog with all shortcuts. */
  help(): void {
    const groups = new Map<string, Shortcut[]>();
    for (const shortcut of this.list) groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
    const body = [...groups].map(([group, shortcuts]) =>
      el(
        "section",
        {},
        el("h3", {}, group),
        el("dl", {}, ...shortcuts.map((shortcut) => el("div", {}, el("dt", {}, shortcut.label), el("dd", {}, el("kbd", {}, keysShown(shortcut.keys)))))),
      ),
    );
    openDialog({ title: t("ui.help"), wide: true, body: [el("div", { class: "ui-help", tabindex: 0, role: "group", "aria-label": t("ui.help"), "data-autofocus": true }, ...body)] });
  }
}
