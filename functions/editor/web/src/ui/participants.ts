import type { Participant } from "../session/types";
import { el } from "./dom";
import { t } from "./i18n";

/** Colours of people: told apart by most eyes, readable under white letters. */
const COLORS = ["#2f6fde", "#b4451f", "#1d7f4f", "#8a3ea8", "#a8281f", "#0f7686", "#8f5b00", "#c02d72", "#4b5bb8", "#4a6b12"];

/** The colour of a session, by its number. */
export function colorOf(number: number): string {
  return COLORS[(number - 1 + COLORS.length * 1000) % COLORS.length] ?? "#2f6fde";
}

/** How somebody is called. */
export function nameOf(participant: Participant): string {
  return participant.user.name.trim() || t("ui.anonymous");
}

/** One or two letters for a name: of the first and the last word, or the end of a Chinese name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (words.length === 1 && /\p{Script=Han}/u.test(name)) return [...name.trim()].slice(-2).join("");
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** The people who have the document open as coloured initials, and the names for who cannot see them. */
export class People {
  readonly element = el("ul", { class: "ui-people" });

  /** Shows them; `own` is this session's number. At most five, the rest as a count. */
  show(list: Participant[], own: number): void {
    const sorted = [...list].sort((a, b) => Number(b.number === own) - Number(a.number === own) || a.number - b.number);
    const label = (one: Participant) => t(one.number === own ? "ui.you" : one.mode === "view" ? "ui.viewing" : "ui.plain", { name: nameOf(one) });
    const shown = sorted.length > 5 ? sorted.slice(0, 4) : sorted;
    this.element.setAttribute("aria-label", t("ui.participants", { names: sorted.map(label).join(", ") }));
    this.element.replaceChildren(
      ...shown.map((one) =>
        el("li", { class: one.mode === "view" ? "ui-person ui-viewer" : "ui-person", style: `--person: ${colorOf(one.number)}`, title: label(one) },
          el("span", { "aria-hidden": "true" }, initials(nameOf(one))), el("span", { class: "ui-hidden" }, label(one))),
      ),
    );
    const rest = sorted.slice(shown.length);
    if (rest.length > 0) this.element.append(el("li", { class: "ui-person ui-rest", title: rest.map(label).join(", ") }, `+${rest.length}`));
  }
}
