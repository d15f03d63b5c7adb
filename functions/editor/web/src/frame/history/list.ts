import { el, icon, t } from "../../ui";
import type { Version } from "./versions";

/** What the list does. */
export interface ListDeeds {
  choose(version: Version): void;
  /** `null`: versions cannot be restored. */
  restore: ((version: Version) => void) | null;
  showDifferences(shown: boolean): void;
}

/** The list of versions at the side. */
export class VersionList {
  readonly element = el("div", { class: "history-panel" });
  readonly #items = new Map<Version, HTMLElement>();
  readonly #note = el("p", { class: "history-note", role: "status" });

  constructor(
    versions: Version[],
    /** `null`: documents of this kind are not compared. */
    differences: boolean | null,
    private readonly deeds: ListDeeds,
  ) {
    const list = el("ol", { class: "history-list", "aria-label": t("history.list") });
    for (const version of versions) {
      const item = this.#item(version);
      this.#items.set(version, item);
      list.append(item);
    }
    const check = el("input", { type: "checkbox", onchange: () => this.deeds.showDifferences(check.checked) });
    check.checked = differences === true;
    this.element.append(
      el("div", { class: "history-head" }, el("h2", {}, t("history.title")), differences === null ? null : el("label", { class: "history-show" }, check, el("span", {}, t("history.show"))), this.#note),
      versions.length === 0 ? el("p", { class: "history-note" }, t("history.empty")) : list,
    );
  }

  /** Marks the version that is shown, and says something of it. */
  mark(version: Version, note: string): void {
    for (const [one, item] of this.#items) item.querySelector(".history-choose")?.setAttribute("aria-current", String(one === version));
    this.#note.textContent = note;
  }

  #item(version: Version): HTMLElement {
    const names = version.authors.map((author) => author.name || t("history.unknown"));
    const restore = this.deeds.restore;
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "history-choose", "aria-current": "false", onclick: () => this.deeds.choose(version) },
        el("span", { class: "history-when" }, version.created || t("history.version", { version: version.version })),
        version.isCurrent ? el("span", { class: "ui-badge" }, t("history.current")) : null,
        el(
          "span",
          { class: "history-authors" },
          ...version.authors.map((author, at) => el("span", { class: "history-author", style: `--author: ${author.color}` }, names[at] ?? "")),
        ),
      ),
      restore !== null && !version.isCurrent
        ? el("button", { type: "button", class: "ui-button history-restore", onclick: () => restore(version) }, icon("history"), el("span", {}, t("history.restore")))
        : null,
    );
  }
}
