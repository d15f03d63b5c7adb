import { el, icon, openDialog, t, toast } from "../ui";
import type { Bound } from "./bound";
import { makeFile } from "./files";
import { record } from "./parent";
import { storedPicture } from "./pictures";

/** Does what the page's commands ask for, as long as the document is shown; the answer ends that. History has its own part. */
export function listen(bound: Bound): (() => void)[] {
  const reactions: Record<string, (data: Record<string, unknown>) => void> = {
    showMessage,
    processRightsChange: ({ enabled, message }) => {
      if (enabled === true && !bound.can.edit) return;
      bound.setReadOnly(enabled !== true, typeof message === "string" && message !== "" ? message : t("frame.dropped"));
    },
    downloadAs: ({ fileType }) => void downloadAs(bound, fileType),
    setFavorite: ({ favorite }) => {
      if (typeof favorite === "boolean") bound.setFavorite(favorite);
    },
    requestClose: () => void bound.close(),
    setActionLink: ({ url }) => void showLink(url),
    setSharingSettings: ({ sharingSettings }) => showSharing(sharingSettings),
    showSharingSettings: () => bound.emit("onRequestSharingSettings"),
    insertImage: (data) => void insertImages(bound, data),
    setUsers: (data) => setUsers(bound, data),
    grabFocus: () => bound.opened?.focus(),
    blurFocus: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
    serviceCommand: ({ command }) => {
      if (command === "save") bound.save();
      if (command === "print") bound.print();
      if (command === "close") void bound.close();
    },
  };
  return Object.entries(reactions).map(([command, run]) => bound.frame.on(command, (data) => run(record(data))));
}

function showMessage(data: Record<string, unknown>): void {
  const message = String(data["message"] ?? data["msg"] ?? "");
  if (message === "") return;
  const { title, severity } = data;
  if (typeof title === "string" && title !== "") {
    openDialog({ title, body: [el("p", {}, message)], buttons: [{ label: t("ui.ok"), primary: true }] });
  } else {
    toast(message, severity === "error" || severity === "warning" ? severity : "info", 8);
  }
}

async function downloadAs(bound: Bound, asked: unknown): Promise<void> {
  if (!bound.can.download) return;
  const fileType = typeof asked === "string" && asked !== "" ? asked.toLowerCase().replace(/^\./, "") : bound.session.joined.fileType;
  const file = await makeFile(bound.session, fileType, bound.title);
  if (file !== null) bound.emit("onDownloadAs", { fileType: file.fileType, url: file.url });
}

/** Shows a link and puts it on the clipboard where the browser lets it. */
async function showLink(url: unknown): Promise<void> {
  if (typeof url !== "string" || url === "") return;
  const input = el("input", { class: "ui-input", readonly: true, "aria-label": t("frame.link.title"), "data-autofocus": true });
  input.value = url;
  openDialog({ title: t("frame.link.title"), body: [input], buttons: [{ label: t("ui.ok"), primary: true }] });
  input.select();
  await navigator.clipboard.writeText(url).then(() => toast(t("frame.link.copied"), "success"), () => undefined);
}

/** The list of who has which rights, as the page told it. */
function showSharing(settings: unknown): void {
  const rows = (Array.isArray(settings) ? settings : []).map((row) => {
    const { user, permissions, isLink } = record(row);
    return el("tr", {}, el("td", {}, isLink === true ? icon("link") : null, el("span", {}, String(user ?? ""))), el("td", {}, String(permissions ?? "")));
  });
  const body = rows.length === 0
    ? el("p", {}, t("frame.sharing.nobody"))
    : el("table", { class: "frame-sharing" }, el("thead", {}, el("tr", {}, el("th", {}, t("frame.user")), el("th", {}, t("frame.rights")))), el("tbody", {}, ...rows));
  openDialog({ title: t("frame.sharing.title"), body: [body], buttons: [{ label: t("ui.ok"), primary: true }] });
}

/** Loads the pictures that the page chose and gives them to the editor. */
async function insertImages(bound: Bound, data: Record<string, unknown>): Promise<void> {
  const token = typeof data["token"] === "string" ? data["token"] : undefined;
  const given = Array.isArray(data["images"]) ? data["images"] : [data];
  const images: Blob[] = [];
  for (const one of given) {
    const { url, directUrl } = record(one);
    if (typeof url !== "string") continue;
    try {
      images.push(await storedPicture(bound, url, typeof directUrl === "string" && directUrl !== "" ? directUrl : url, token));
    } catch {
      toast(t("frame.image.failed"), "error");
    }
  }
  if (images.length > 0) bound.opened?.insertImages?.(images);
}

/** What the page says of the people that it was asked about. */
function setUsers(bound: Bound, data: Record<string, unknown>): void {
  if (data["c"] !== undefined && data["c"] !== "info") return;
  const names = new Map<string, string>();
  for (const one of Array.isArray(data["users"]) ? data["users"] : []) {
    const { id, name } = record(one);
    if (typeof id === "string" && typeof name === "string" && name !== "") names.set(id, name);
  }
  if (names.size > 0) bound.setNames(names);
}
