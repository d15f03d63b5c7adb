import { el } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { t } from "../ui/i18n";
import { confirm, field, openDialog } from "../ui/dialog";
import { openMenu } from "../ui/menu";
import { toast } from "../ui/messages";
import { bytes, extension } from "./format";
import { newFile, placed, type FileRow, type Kind } from "./new-file";
import { opens } from "./open";
import { busy, button, empty, failed, keep, pictureButton, reason, table, when, type Column, type View } from "./parts";
import { dropZone } from "./drop";
import type { Service } from "./service";
import { showVersions } from "./versions";

/** The route of the bin. */
const BIN = "bin";

/** What lies in a folder; `rest` is the folder's id, nothing for the top, or the bin. */
export function fileList(service: Service, rest: string): View {
  const list = new Files(service, rest === BIN ? "" : decodeURIComponent(rest), rest === BIN);
  void list.load();
  return { element: list.element, leave: () => list.leave() };
}

class Files {
  readonly element: HTMLElement;
  private readonly body = el("div", {}, el("div", { class: "c-loading" }, t("console.loading")));
  private readonly going = el("div", { class: "c-uploads", role: "status", "aria-live": "polite" });
  private readonly heading = el("h1", {});
  private readonly filter = el("input", { type: "search", class: "c-filter", placeholder: t("console.files.filter"), "aria-label": t("console.files.filter") });
  private rows: FileRow[] = [];
  private readonly endDrop: () => void;

  constructor(
    private readonly service: Service,
    private readonly folder: string,
    private readonly bin: boolean,
  ) {
    const pick = el("input", { type: "file", multiple: true, class: "c-unseen", tabindex: -1, "aria-label": t("console.files.upload") });
    pick.addEventListener("change", () => {
      void this.upload([...(pick.files ?? [])]);
      pick.value = "";
    });
    this.filter.addEventListener("input", () => this.show());
    const tools = bin
      ? [el("a", { class: "ui-button", href: "#/files" }, icon("arrow-left"), el("span", {}, t("console.files.all")))]
      : [
          button(t("console.files.upload"), () => pick.click(), "upload", "ui-primary"),
          button(t("console.files.new"), (event) => this.menuOfNew(event.currentTarget as HTMLElement), "plus"),
          el("a", { class: "ui-button", href: `#/files/${BIN}` }, icon("trash"), el("span", {}, t("console.files.bin"))),
        ];
    this.element = el("div", { class: "c-page" }, el("div", { class: "c-bar" }, this.heading, el("div", { class: "c-tools" }, this.filter, ...tools)), this.going, this.body, pick);
    this.name([]);
    this.endDrop = bin ? () => {} : dropZone(this.element, (files) => void this.upload(files), t("console.files.drop"));
  }

  leave(): void {
    this.endDrop();
  }

  async load(): Promise<void> {
    try {
      const [rows, way] = await Promise.all([this.all(), this.way()]);
      this.rows = rows;
      this.name(way);
      this.show();
    } catch (error) {
      this.body.replaceChildren(failed(error, () => void this.load()));
    }
  }

  /** All pages of the list. */
  private async all(): Promise<FileRow[]> {
    const rows: FileRow[] = [];
    let after = "";
    for (;;) {
      const query = this.bin ? "bin=true" : `folder=${encodeURIComponent(this.folder || "root")}${after ? `&after=${encodeURIComponent(after)}` : ""}`;
      const page = await this.service.json<{ files: FileRow[]; next: string | null }>(`v1/files?${query}`);
      rows.push(...page.files);
      if (this.bin || !page.next || rows.length >= 10_000) break;
      after = page.next;
    }
    const order = (row: FileRow) => (row.kind === "folder" ? 0 : 1);
    return rows.sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
  }

  /** The folder itself; those above it are not told, so the way remembers how one came. */
  private async way(): Promise<{ id: string; name: string }[]> {
    if (!this.folder) {
      remembered.length = 0;
      return [];
    }
    const at = remembered.findIndex((one) => one.id === this.folder);
    if (at >= 0) remembered.length = at + 1;
    else {
      const info = await this.service.json<FileRow>(`v1/files/${encodeURIComponent(this.folder)}/info`);
      remembered.push({ id: info.id, name: info.name });
    }
    return [...remembered];
  }

  private name(way: { id: string; name: string }[]): void {
    if (this.bin) return this.heading.replaceChildren(t("console.files.bin"));
    const last = way.at(-1);
    if (!last) return this.heading.replaceChildren(t("console.tab.files"));
    const links = [el("a", { href: "#/files" }, t("console.tab.files")), ...way.slice(0, -1).map((one) => el("a", { href: `#/files/${encodeURIComponent(one.id)}` }, one.name))];
    this.heading.replaceChildren(...links.flatMap((link) => [link, el("span", { class: "c-slash", "aria-hidden": "true" }, "/")]), last.name);
  }

  private show(): void {
    const wanted = this.filter.value.trim().toLocaleLowerCase();
    const rows = wanted ? this.rows.filter((row) => row.name.toLocaleLowerCase().includes(wanted)) : this.rows;
    this.filter.hidden = this.rows.length < 8;
    if (rows.length > 0) return this.body.replaceChildren(this.table(rows));
    if (wanted) return this.body.replaceChildren(empty("search", t("console.files.nothing"), t("console.files.nothing.words", { text: wanted })));
    if (this.bin) return this.body.replaceChildren(empty("trash", t("console.files.bin.none"), t("console.files.bin.none.words")));
    this.body.replaceChildren(empty("folder", t("console.files.none"), t("console.files.none.words")));
  }

  private table(rows: FileRow[]): HTMLElement {
    const columns: Column<FileRow>[] = [
      { head: t("console.col.name"), kind: "wide", cell: (row) => this.nameOf(row) },
      { head: t("console.col.size"), kind: "end", cell: (row) => (row.size === undefined ? "–" : bytes(row.size)) },
      { head: t("console.col.modified"), cell: (row) => when(row.modified) },
      { head: t("console.col.actions"), kind: "actions", cell: (row) => this.actions(row) },
    ];
    return table(t("console.tab.files"), columns, rows, true);
  }

  private nameOf(row: FileRow): HTMLElement {
    const picture = icon(pictureOf(row));
    const inside = [el("span", { class: `c-kind c-kind-${kindOf(row)}` }, picture), el("span", {}, row.name)];
    if (this.bin) return el("span", { class: "c-name" }, ...inside);
    if (row.kind === "folder") return el("a", { class: "c-name", href: `#/files/${encodeURIComponent(row.id)}` }, ...inside);
    if (opens(row.name)) return el("a", { class: "c-name", href: `#/open/${encodeURIComponent(row.id)}` }, ...inside);
    return el("span", { class: "c-name" }, ...inside);
  }

  private actions(row: FileRow): HTMLElement {
    const label = (key: string) => `${t(key)}: ${row.name}`;
    if (this.bin) return el("div", { class: "c-row-actions" }, button(t("console.files.restore"), (event) => void busy(event.currentTarget as HTMLElement, () => this.restore(row)), "archive"));
    const more = pictureButton(label("console.files.more"), (event) => this.menu(event.currentTarget as HTMLElement, row), "ellipsis");
    const download = row.kind === "folder" ? null : pictureButton(label("console.download"), (event) => void busy(event.currentTarget as HTMLElement, async () => keep(await this.service.bytes(`v1/files/${encodeURIComponent(row.id)}`), row.name)), "download");
    return el("div", { class: "c-row-actions" }, download, more);
  }

  private menu(anchor: HTMLElement, row: FileRow): void {
    const go = (work: () => Promise<void>) => () => void busy(null, work);
    openMenu(anchor, row.name, [
      ...(row.kind === "folder" ? [] : [{ label: t("console.files.open"), icon: "external-link", disabled: !opens(row.name), run: () => void (location.hash = `#/open/${encodeURIComponent(row.id)}`) }]),
      ...(row.kind === "folder" ? [] : [{ label: t("console.files.versions"), icon: "history", run: () => showVersions(this.service, row, () => void this.load()) }]),
      { label: t("ui.rename"), icon: "pencil", run: () => this.rename(row) },
      { kind: "separator" as const },
      { label: t("console.delete"), icon: "trash", run: go(() => this.remove(row)) },
    ]);
  }

  private menuOfNew(anchor: HTMLElement): void {
    const make = (kind: Kind, picture: IconName) => ({
      label: t(`console.new.${kind}`),
      icon: picture,
      run: () => void busy(anchor, async () => void (location.hash = `#/open/${(await newFile(this.service, kind, this.folder)).id}`)),
    });
    openMenu(anchor, t("console.files.new"), [make("text", "file-text"), make("sheet", "table-2"), make("slides", "presentation"), { kind: "separator" }, { label: t("console.files.folder"), icon: "folder-plus", run: () => this.newFolder() }]);
  }

  private newFolder(): void {
    this.ask(t("console.files.folder"), "", t("console.files.make"), async (name) => {
      await this.service.json(`${placed(name, this.folder)}&kind=folder`, { method: "PUT" });
    });
  }

  private rename(row: FileRow): void {
    this.ask(t("console.files.rename", { name: row.name }), row.name, t("ui.rename"), async (name) => {
      await this.service.json(`v1/files/${encodeURIComponent(row.id)}/rename?name=${encodeURIComponent(name)}`, { method: "POST" });
    });
  }

  /** Asks for a name; what the service has against it is said in the dialog, which stays. */
  private ask(title: string, value: string, yes: string, work: (name: string) => Promise<void>): void {
    const input = el("input", { type: "text", "data-autofocus": true, maxlength: 255, spellcheck: "false" });
    input.value = value;
    const error = el("p", { class: "c-error", role: "alert" });
    const dialog = openDialog({
      title,
      body: [field(t("console.col.name"), input), error],
      buttons: [
        { label: t("ui.cancel") },
        { label: yes, primary: true, run: () => {
          const name = input.value.trim();
          if (!name) {
            input.focus();
            return false;
          }
          work(name).then(() => (dialog.close(), this.load()), (failure: unknown) => void (error.textContent = reason(failure)));
          return false;
        } },
      ],
    });
    const dot = value.lastIndexOf(".");
    input.setSelectionRange(0, dot > 0 ? dot : value.length);
  }

  private async remove(row: FileRow): Promise<void> {
    const words = t(row.kind === "folder" ? "console.files.delete.folder" : "console.files.delete.words", { name: row.name });
    if (!(await confirm(t("console.files.delete"), words, t("console.delete"), true))) return;
    await this.service.json(`v1/files/${encodeURIComponent(row.id)}`, { method: "DELETE" });
    toast(t("console.files.deleted", { name: row.name }), "success");
    await this.load();
  }

  private async restore(row: FileRow): Promise<void> {
    await this.service.json(`v1/files/${encodeURIComponent(row.id)}/restore`, { method: "POST" });
    toast(t("console.files.restored", { name: row.name }), "success");
    await this.load();
  }

  private async upload(files: File[]): Promise<void> {
    for (const file of files) {
      const bar = el("progress", { max: 1, value: 0, "aria-label": file.name });
      const line = el("div", { class: "c-upload" }, el("span", {}, file.name), bar);
      this.going.append(line);
      try {
        await this.service.upload("PUT", placed(file.name, this.folder), file, (share) => (bar.value = share));
        line.remove();
        toast(t("console.files.uploaded", { name: file.name }), "success");
      } catch (error) {
        line.replaceChildren(icon("circle-alert"), el("span", {}, t("console.files.not-uploaded", { name: file.name, reason: reason(error) })), pictureButton(t("ui.dismiss"), () => line.remove(), "x"));
        line.classList.add("c-bad");
      }
    }
    await this.load();
  }
}

/** How one came to the folder that is shown. */
const remembered: { id: string; name: string }[] = [];

function kindOf(row: FileRow): string {
  if (row.kind === "folder") return "folder";
  const end = extension(row.name);
  if (/^(xls[xm]?|xlt[xm]?|ods|ots|fods|csv|tsv|tab)$/.test(end)) return "cell";
  if (/^(ppt[xm]?|pot[xm]?|pps[xm]?|odp)$/.test(end)) return "slide";
  if (end === "pdf") return "pdf";
  return /^(doc[xm]?|dot[xm]?|odt|ott|fodt|rtf|html?|xhtml|md|markdown|txt|text|epub)$/.test(end) ? "word" : "other";
}

function pictureOf(row: FileRow): IconName {
  return { folder: "folder", cell: "table-2", slide: "presentation", pdf: "file-type", word: "file-text", other: "file" }[kindOf(row)] ?? "file";
}
