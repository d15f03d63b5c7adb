import type { MenuItem } from "../ui";
import { chooseTheme, openMenu, shownTheme, t, type Theme } from "../ui";
import type { Bound } from "./bound";
import { fileTypes, keep, makeFile, nameAs } from "./files";

/** The lines of the File menu that every editor has, as far as the rights and the page around let them. */
export function fileMenu(bound: Bound): MenuItem[] {
  const { can } = bound;
  const items: (MenuItem | false)[] = [
    can.createNew && { label: t("frame.new"), icon: "file-plus", run: () => createNew(bound) },
    can.download && { label: `${t("frame.download")}…`, icon: "download", run: () => choose(bound, "frame.download", download) },
    can.saveAs && { label: `${t("frame.saveAs")}…`, icon: "copy-plus", run: () => choose(bound, "frame.saveAs", saveAs) },
    can.print && { label: t("frame.print"), icon: "printer", keys: "Mod+P", run: () => bound.print() },
    { kind: "separator" },
    can.history && { label: t("frame.history"), icon: "history", run: () => bound.emit("onRequestHistory") },
    can.sharing && { label: `${t("frame.share")}…`, icon: "share", run: () => bound.emit("onRequestSharingSettings") },
    can.actionLink && bound.opened?.place !== undefined && { label: t("frame.link"), icon: "link", run: () => bound.emit("onMakeActionLink", { action: { type: "place", data: bound.opened?.place?.() } }) },
    { kind: "separator" },
    { label: `${t("frame.theme")}…`, icon: "sun", run: () => theme() },
    bound.look.feedback !== "" && { label: t("frame.feedback"), icon: "message-square", run: () => void window.open(bound.look.feedback, "_blank", "noopener") },
    can.close && { label: bound.look.close || t("frame.close"), icon: "x", run: () => void bound.close() },
  ];
  return tidy(items.filter((item) => item !== false));
}

/** No line between nothing and something. */
function tidy(items: MenuItem[]): MenuItem[] {
  return items.filter((item, at) => item.kind !== "separator" || (at > 0 && at < items.length - 1 && items[at - 1]?.kind !== "separator"));
}

/** The button that the menu hangs from. */
function anchor(): HTMLElement {
  return document.querySelector<HTMLElement>("[data-file=menu]") ?? document.body;
}

function choose(bound: Bound, heading: string, run: (bound: Bound, fileType: string) => Promise<void>): void {
  openMenu(anchor(), t(heading), [
    { kind: "heading", label: t(heading) },
    ...fileTypes(bound.session).map((type): MenuItem => ({ label: type.toUpperCase(), run: () => void run(bound, type) })),
  ]);
}

async function download(bound: Bound, fileType: string): Promise<void> {
  const file = await makeFile(bound.session, fileType, bound.title);
  if (file !== null) keep(file.url, nameAs(bound.title, file.fileType));
}

async function saveAs(bound: Bound, fileType: string): Promise<void> {
  const file = await makeFile(bound.session, fileType, bound.title);
  if (file !== null) bound.emit("onRequestSaveAs", { title: nameAs(bound.title, file.fileType), url: file.url, fileType: file.fileType });
}

function createNew(bound: Bound): void {
  const url = bound.config.editorConfig?.["createUrl"];
  if (bound.config.editorConfig?.["canRequestCreateNew"] === true) bound.emit("onRequestCreateNew");
  else if (typeof url === "string") window.open(url, "_blank", "noopener");
}

function theme(): void {
  const themes: Theme[] = ["system", "light", "dark"];
  openMenu(anchor(), t("frame.theme"), themes.map((one): MenuItem => ({ label: t(`ui.theme.${one}`), checked: shownTheme() === one, run: () => chooseTheme(one) })));
}
