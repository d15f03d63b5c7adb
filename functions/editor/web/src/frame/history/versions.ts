import type { History } from "../../api/types";
import { colorOf } from "../../ui";
import { record } from "../parent";

/** Somebody who wrote at a version. */
export interface Author {
  id: string;
  name: string;
  /** As CSS has it; the same person has the same colour in the whole list. */
  color: string;
}

/** A version, as the list shows it. */
export interface Version {
  version: number | string;
  /** When, as the page wrote it, or in the reader's own way where it is unmistakable. */
  created: string;
  authors: Author[];
  isCurrent: boolean;
}

/** Reads what the page gave to `refreshHistory`; the newest version comes first. */
export function readVersions(data: History, lang: string): Version[] {
  const colors = new Map<string, string>();
  const list = Array.isArray(data.history) ? data.history : [];
  const versions = list.map((one): Version => {
    const authors = new Map<string, Author>();
    const changes = Array.isArray(one.changes) ? one.changes : [];
    for (const user of [...changes.map((change) => change.user), one.user]) {
      const { id, name } = record(user);
      const known = String(id ?? name ?? "");
      if (known === "" || authors.has(known)) continue;
      const color = colors.get(known) ?? colorOf(colors.size + 1);
      colors.set(known, color);
      authors.set(known, { id: known, name: String(name ?? ""), color });
    }
    return { version: one.version, created: when(one.created, lang), authors: [...authors.values()], isCurrent: String(one.version) === String(data.currentVersion) };
  });
  if (!versions.some((one) => one.isCurrent)) {
    const last = versions.at(-1);
    if (last !== undefined) last.isCurrent = true;
  }
  return versions.reverse();
}

/** A moment with its time zone is written as the reader does; other texts, which only the page can understand, stay. */
function when(created: string | undefined, lang: string): string {
  if (created === undefined) return "";
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(created)) return created;
  const date = new Date(created);
  return Number.isNaN(date.getTime()) ? created : date.toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });
}
