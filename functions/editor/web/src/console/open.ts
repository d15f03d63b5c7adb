import { el } from "../ui/dom";
import { t } from "../ui/i18n";
import { extension } from "./format";
import type { FileRow } from "./new-file";
import { failed, type View } from "./parts";
import type { Service } from "./service";

const SHOWN = /^(doc[xm]?|dot[xm]?|odt|ott|fodt|rtf|html?|xhtml|md|markdown|txt|text|epub|xls[xm]?|xlt[xm]?|ods|ots|fods|csv|tsv|tab|ppt[xm]|pot[xm]|pps[xm]|pdf)$/;

/** Whether there is an editor or a view for files of that name. */
export function opens(name: string): boolean {
  return SHOWN.test(extension(name));
}

/** The editor on a file of this deployment's own WOPI host, as the operator. */
export function openedFile(service: Service, rest: string): View {
  const id = decodeURIComponent(rest);
  const name = el("span", { class: "c-open-name" });
  const holder = el("div", { class: "c-open-frame" }, el("div", { class: "c-loading", role: "status" }, t("console.loading")));
  const element = el("div", { class: "c-open" }, holder);
  const load = async () => {
    const path = `v1/files/${encodeURIComponent(id)}`;
    try {
      const [file, token] = await Promise.all([
        service.json<FileRow>(`${path}/info`),
        service.json<{ hostUrl: string }>(`${path}/tokens`, {
          method: "POST",
          body: JSON.stringify({ userId: "operator", userName: t("console.operator"), permissions: "all", client: "spindle" }),
          headers: { "Content-Type": "application/json" },
        }),
      ]);
      name.textContent = file.name;
      document.title = `${file.name} · Spindle`;
      const frame = el("iframe", { src: service.here(token.hostUrl).href, title: t("console.open.frame", { name: file.name }), allow: "clipboard-read; clipboard-write; fullscreen" });
      holder.replaceChildren(frame);
      frame.focus();
    } catch (error) {
      holder.replaceChildren(failed(error, () => void load()));
    }
  };
  void load();
  return { element };
}
