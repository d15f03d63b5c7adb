import { el } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { t } from "../ui/i18n";
import { bytes, number } from "./format";
import { newFile, type Kind } from "./new-file";
import { busy, failed, watch, type View } from "./parts";
import type { Service } from "./service";

/** What `GET /v1/status` answers. */
export interface Status {
  version: string;
  now: string;
  healthy: boolean;
  reason: string | null;
  tokens: boolean;
  publicUrl: string | null;
  editors: number;
  viewers: number;
  editing: number;
  jobs: { queued: number; running: number; failed: number; done: number };
  saves: { waiting: number; refused: number; forgotten: number };
  locks: number;
  sizes: { files: { count: number; bytes: number }; documents: { count: number }; blobs: { count: number; bytes: number }; database: number | null };
}

const KINDS: { kind: Kind; icon: IconName }[] = [
  { kind: "text", icon: "file-text" },
  { kind: "sheet", icon: "table-2" },
  { kind: "slides", icon: "presentation" },
];

/** How the deployment is, and where to begin. */
export function overview(service: Service): View {
  const health = el("div", { class: "c-health", role: "status" }, t("console.loading"));
  const numbers = el("div", { class: "c-tiles" });
  const sizes = el("dl", { class: "c-sizes" });
  const element = el(
    "div",
    { class: "c-page" },
    el("h1", { class: "c-unseen" }, t("console.tab.overview")),
    health,
    el("section", { class: "c-section" }, el("div", { class: "c-section-head" }, el("h2", {}, t("console.begin")), el("p", {}, t("console.begin.words"))), el("div", { class: "c-begin" }, ...KINDS.map(({ kind, icon: picture }) => begin(service, kind, picture)), more("#/playground", "square-code", "playground"), more("#/convert", "repeat", "convert"))),
    el("section", { class: "c-section" }, el("div", { class: "c-section-head" }, el("h2", {}, t("console.numbers"))), numbers),
    el("section", { class: "c-section" }, el("div", { class: "c-section-head" }, el("h2", {}, t("console.sizes"))), sizes),
  );
  const end = watch(5, async () => {
    try {
      const status = await service.json<Status>("v1/status");
      showHealth(health, status);
      numbers.replaceChildren(...tiles(status));
      sizes.replaceChildren(...lines(status));
    } catch (error) {
      health.className = "c-health c-bad";
      health.replaceChildren(failed(error));
    }
  });
  return { element, leave: end };
}

function begin(service: Service, kind: Kind, picture: IconName): HTMLElement {
  return el(
    "button",
    { type: "button", class: `c-card c-card-${kind}`, onclick: (event: MouseEvent) => {
      const pressed = event.currentTarget as HTMLElement;
      void busy(pressed, async () => {
        const made = await newFile(service, kind, "");
        location.hash = `#/open/${made.id}`;
      });
    } },
    el("span", { class: "c-card-icon" }, icon(picture)),
    el("strong", {}, t(`console.new.${kind}`)),
    el("span", {}, t(`console.new.${kind}.words`)),
  );
}

function more(href: string, picture: IconName, name: string): HTMLElement {
  return el("a", { class: `c-card c-card-${name}`, href }, el("span", { class: "c-card-icon" }, icon(picture)), el("strong", {}, t(`console.tab.${name}`)), el("span", {}, t(`console.${name}.short`)));
}

function showHealth(health: HTMLElement, status: Status): void {
  const troubles: [string, string][] = [];
  if (!status.healthy) troubles.push([t("console.unhealthy", { reason: status.reason ?? "" }), ""]);
  if (status.saves.refused > 0) troubles.push([t("console.trouble.refused", { count: status.saves.refused }), "#/saves"]);
  health.className = `c-health ${!status.healthy ? "c-bad" : troubles.length > 0 ? "c-warn" : "c-good"}`;
  health.replaceChildren(
    icon(troubles.length > 0 ? "triangle-alert" : "circle-check"),
    el(
      "div",
      {},
      el("strong", {}, troubles.length > 0 ? t("console.attention") : t("console.healthy")),
      ...(troubles.length > 0 ? troubles.map(([words, href]) => el("p", {}, href ? el("a", { href }, words) : words)) : [el("p", {}, t(status.tokens ? "console.healthy.tokens" : "console.healthy.open"))]),
    ),
    el("span", { class: "c-version" }, `Spindle ${status.version}`),
  );
}

function tiles(status: Status): HTMLElement[] {
  const tile = (key: string, value: number, note: string, href: string | null, bad = false) =>
    el(href ? "a" : "div", { class: bad ? "c-tile c-bad" : "c-tile", ...(href ? { href } : {}) }, el("span", {}, t(`console.tile.${key}`)), el("strong", {}, number(value)), el("span", {}, note));
  const { jobs, saves } = status;
  return [
    tile("editors", status.editors, t("console.tile.editors.note", { viewers: status.viewers, documents: status.editing }), null),
    tile("jobs", jobs.queued + jobs.running, t("console.tile.jobs.note", { failed: jobs.failed, done: jobs.done }), "#/saves"),
    tile("undelivered", saves.waiting + saves.refused, t("console.tile.undelivered.note", { refused: saves.refused }), "#/saves", saves.refused > 0),
    tile("forgotten", saves.forgotten, t("console.tile.forgotten.note"), "#/saves"),
    tile("locks", status.locks, t("console.tile.locks.note"), "#/saves"),
  ];
}

function lines(status: Status): HTMLElement[] {
  const { files, documents, blobs, database } = status.sizes;
  const line = (key: string, value: string, note: string) => el("div", {}, el("dt", {}, t(`console.size.${key}`)), el("dd", {}, el("strong", {}, value), note ? el("span", {}, note) : null));
  return [
    line("files", bytes(files.bytes), t("console.size.files.note", { count: number(files.count) })),
    line("documents", number(documents.count), t("console.size.documents.note")),
    line("blobs", bytes(blobs.bytes), t("console.size.blobs.note", { count: number(blobs.count) })),
    line("database", database === null ? "–" : bytes(database), database === null ? t("console.size.database.unknown") : ""),
  ];
}
