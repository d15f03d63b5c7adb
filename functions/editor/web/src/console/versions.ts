import { el } from "../ui/dom";
import { t } from "../ui/i18n";
import { openDialog } from "../ui/dialog";
import { toast } from "../ui/messages";
import { bytes } from "./format";
import type { FileRow } from "./new-file";
import { badge, busy, button, empty, failed, keep, table, when, type Column } from "./parts";
import type { Service } from "./service";

interface Version {
  version: string;
  size: number;
  modified: string;
  author: string;
  autosave: boolean;
}


/** The history of a file in a dialog; `changed` is called where an old version became the newest one. */
export function showVersions(service: Service, row: FileRow, changed: () => void): void {
  const body = el("div", { class: "c-versions" }, el("div", { class: "c-loading" }, t("console.loading")));
  const path = `v1/files/${encodeURIComponent(row.id)}`;
  const dialog = openDialog({ title: t("console.versions.title", { name: row.name }), body: [body], wide: true });
  const load = async () => {
    try {
      const { versions } = await service.json<{ versions: Version[] }>(`${path}/versions`);
      body.replaceChildren(versions.length > 0 ? list(versions) : empty("history", t("console.versions.none"), t("console.versions.none.words")));
    } catch (error) {
      body.replaceChildren(failed(error, () => void load()));
    }
  };
  const list = (versions: Version[]) => {
    const columns: Column<Version>[] = [
      { head: t("console.col.version"), cell: (one) => el("span", { class: "c-name" }, one.version, one === versions[0] ? badge(t("console.versions.now"), "good") : null, one.autosave ? badge(t("console.versions.auto"), "quiet") : null) },
      { head: t("console.col.modified"), cell: (one) => when(one.modified) },
      { head: t("console.col.author"), kind: "wide", cell: (one) => one.author || "–" },
      { head: t("console.col.size"), kind: "end", cell: (one) => bytes(one.size) },
      {
        head: t("console.col.actions"),
        kind: "actions",
        cell: (one) =>
          el(
            "div",
            { class: "c-row-actions" },
            button(t("console.download"), (event) => void busy(event.currentTarget as HTMLElement, async () => keep(await service.bytes(`${path}?version=${one.version}`), row.name)), "download"),
            one === versions[0] ? null : button(t("console.versions.back"), (event) => void busy(event.currentTarget as HTMLElement, async () => {
              await service.json(`${path}/restore?version=${one.version}`, { method: "POST" });
              toast(t("console.versions.restored", { version: one.version }), "success");
              changed();
              await load();
            }), "history"),
          ),
      },
    ];
    return table(t("console.files.versions"), columns, versions);
  };
  void load();
  dialog.classList.add("c-dialog");
}
