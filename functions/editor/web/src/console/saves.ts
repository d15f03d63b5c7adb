import { el } from "../ui/dom";
import { t } from "../ui/i18n";
import { confirm, openDialog } from "../ui/dialog";
import { toast } from "../ui/messages";
import { bytes } from "./format";
import { badge, busy, button, empty, failed, section, table, watch, when, type Column, type View } from "./parts";
import type { Service } from "./service";

interface Result {
  id: number;
  key: string;
  status: number;
  state: "waiting" | "delivering" | "accepted" | "refused" | "cancelled";
  attempts: number;
  callback: string;
  reason: string;
  due: string | null;
  created: string;
}

interface Forgotten {
  key: string;
  fileType: string;
  size: number;
  since: string;
  url: string;
}

interface Job {
  kind: string;
  key: string;
  state: "queued" | "running" | "failed";
  attempts: number;
  percent: number;
  created: string;
  leaseUntil: string | null;
  reason: string | null;
}

interface Lock {
  id: string;
  name: string;
  lock: string;
  user: string;
  since: string;
  until: string;
}

/** What no storage has taken, what has not ended, who holds what. */
export function saves(service: Service): View {
  const parts = ["outbox", "forgotten", "jobs", "locks"].map((name) => {
    const holder = el("div", {}, el("div", { class: "c-loading" }, t("console.loading")));
    return { name, holder, text: "" };
  });
  const [outbox, forgotten, jobs, locks] = parts as unknown as [Part, Part, Part, Part];
  const look = async () => {
    await Promise.all([
      fill(outbox, async () => (await service.json<{ results: Result[] }>("v1/outbox", { headers: { Accept: "application/json" } })).results, (rows) => outboxTable(service, rows, look)),
      fill(forgotten, async () => (await service.json<{ files: Forgotten[] }>("v1/forgotten")).files, (rows) => forgottenTable(service, rows, look), linkless),
      fill(jobs, async () => (await service.json<{ jobs: Job[] }>("v1/jobs")).jobs, jobsTable),
      fill(locks, async () => (await service.json<{ locks: Lock[] }>("v1/locks")).locks, (rows) => locksTable(service, rows, look)),
    ]);
  };
  const element = el("div", { class: "c-page" }, el("h1", {}, t("console.tab.saves")), ...parts.map((part) => section(t(`console.${part.name}`), t(`console.${part.name}.words`), part.holder)));
  return { element, leave: watch(5, look) };
}

interface Part {
  name: string;
  holder: HTMLElement;
  text: string;
}

/** Shows what came; what is the same as before stays as it is, with the focus in it. */
async function fill<R>(part: Part, ask: () => Promise<R[]>, show: (rows: R[]) => HTMLElement, compared: (rows: R[]) => unknown = (rows) => rows): Promise<void> {
  try {
    const rows = await ask();
    // Times are shown in words that change by themselves.
    const text = JSON.stringify(compared(rows)) + Math.floor(Date.now() / 30_000);
    if (text === part.text) return;
    if (part.text !== "" && part.holder.contains(document.activeElement) && document.activeElement instanceof HTMLButtonElement && document.activeElement.disabled) return;
    part.text = text;
    part.holder.replaceChildren(rows.length > 0 ? show(rows) : empty("circle-check", t(`console.${part.name}.none`), t(`console.${part.name}.none.words`)));
  } catch (error) {
    part.text = "";
    part.holder.replaceChildren(failed(error));
  }
}

/** Links are signed anew each time. */
function linkless(rows: Forgotten[]): unknown {
  return rows.map(({ url: _, ...row }) => row);
}

function host(callback: string): string {
  try {
    return new URL(callback).host;
  } catch {
    return callback || t("console.outbox.nobody");
  }
}

function outboxTable(service: Service, rows: Result[], look: () => Promise<void>): HTMLElement {
  const columns: Column<Result>[] = [
    { head: t("console.col.key"), kind: "wide", cell: (row) => el("div", {}, el("code", {}, row.key), el("small", { title: row.callback }, t("console.outbox.to", { host: host(row.callback) }))) },
    { head: t("console.col.what"), cell: (row) => t(`console.status.${row.status}`) },
    { head: t("console.col.state"), cell: (row) => badge(t(`console.state.${row.state}`), row.state === "refused" ? "bad" : "busy") },
    { head: t("console.col.reason"), kind: "wide", cell: (row) => row.reason || "–" },
    { head: t("console.col.attempts"), kind: "end", cell: (row) => String(row.attempts) },
    { head: t("console.col.next"), cell: (row) => (row.due ? when(row.due) : t("console.outbox.never")) },
    { head: t("console.col.since"), cell: (row) => when(row.created) },
    {
      head: t("console.col.actions"),
      kind: "actions",
      cell: (row) =>
        button(t("console.outbox.deliver"), (event) => void busy(event.currentTarget as HTMLElement, async () => {
          const now = await service.json<Result>(`v1/outbox/${row.id}/deliver`, { method: "POST" });
          if (now.state === "accepted") toast(t("console.outbox.delivered", { key: row.key }), "success");
          else toast(t("console.outbox.still", { key: row.key, reason: now.reason }), "warning", 8);
          await look();
        }), "send"),
    },
  ];
  return table(t("console.outbox"), columns, rows);
}

function forgottenTable(service: Service, rows: Forgotten[], look: () => Promise<void>): HTMLElement {
  const columns: Column<Forgotten>[] = [
    { head: t("console.col.key"), kind: "wide", cell: (row) => el("code", {}, row.key) },
    { head: t("console.col.format"), cell: (row) => row.fileType },
    { head: t("console.col.size"), kind: "end", cell: (row) => bytes(row.size) },
    { head: t("console.col.since"), cell: (row) => when(row.since) },
    {
      head: t("console.col.actions"),
      kind: "actions",
      cell: (row) =>
        el(
          "div",
          { class: "c-row-actions" },
          el("a", { class: "ui-button", href: service.here(row.url).href, download: `${row.key}.${row.fileType}` }, t("console.download")),
          button(t("console.delete"), (event) => {
            const pressed = event.currentTarget as HTMLElement;
            void busy(pressed, async () => {
              if (!(await confirm(t("console.forgotten.delete"), t("console.forgotten.delete.words", { key: row.key }), t("console.delete"), true))) return;
              await service.json(`v1/forgotten/${encodeURIComponent(row.key)}`, { method: "DELETE" });
              toast(t("console.forgotten.deleted", { key: row.key }), "success");
              await look();
            });
          }, "trash"),
        ),
    },
  ];
  return table(t("console.forgotten"), columns, rows);
}

function jobsTable(rows: Job[]): HTMLElement {
  const columns: Column<Job>[] = [
    { head: t("console.col.job"), kind: "wide", cell: (row) => el("div", {}, el("span", {}, t(`console.job.${row.kind}`)), el("small", {}, row.key)) },
    { head: t("console.col.state"), cell: (row) => badge(t(`console.state.${row.state}`), row.state === "failed" ? "bad" : "busy") },
    { head: t("console.col.percent"), kind: "end", cell: (row) => (row.state === "running" ? `${row.percent} %` : "–") },
    { head: t("console.col.attempts"), kind: "end", cell: (row) => String(row.attempts) },
    { head: t("console.col.since"), cell: (row) => when(row.created) },
    { head: t("console.col.reason"), kind: "wide", cell: (row) => (row.reason && row.reason.length > 160 ? long(row.reason) : (row.reason ?? "–")) },
  ];
  return table(t("console.jobs"), columns, rows);
}

function long(words: string): HTMLElement {
  return el("span", {}, `${words.slice(0, 120)}… `, button(t("console.more"), () => openDialog({ title: t("console.col.reason"), body: [el("p", {}, words)] }), undefined, "c-plain"));
}

function locksTable(service: Service, rows: Lock[], look: () => Promise<void>): HTMLElement {
  const columns: Column<Lock>[] = [
    { head: t("console.col.file"), kind: "wide", cell: (row) => row.name },
    { head: t("console.col.user"), cell: (row) => row.user || "–" },
    { head: t("console.col.since"), cell: (row) => when(row.since) },
    { head: t("console.col.until"), cell: (row) => when(row.until) },
    {
      head: t("console.col.actions"),
      kind: "actions",
      cell: (row) =>
        button(t("console.locks.end"), (event) => {
          const pressed = event.currentTarget as HTMLElement;
          void busy(pressed, async () => {
            if (!(await confirm(t("console.locks.end"), t("console.locks.end.words", { name: row.name, user: row.user || "–" }), t("console.locks.end"), true))) return;
            await service.json(`v1/locks/${encodeURIComponent(row.id)}`, { method: "DELETE" });
            await look();
          });
        }, "lock-open"),
    },
  ];
  return table(t("console.locks"), columns, rows);
}
