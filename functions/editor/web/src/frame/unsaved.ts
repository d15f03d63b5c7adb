import type { Unsaved } from "../session/types";
import { el, openDialog, t, toast } from "../ui";
import { why } from "./failure";

/** Shows edits that the service does not take, so that they can be copied by hand; they stay on the device until they are discarded. */
export function offerUnsaved(list: readonly Unsaved[]): void {
  if (list.length === 0) return;
  const body = list.map((one) => {
    const text = el("textarea", { class: "ui-input frame-unsaved-text", readonly: true, rows: 5, "aria-label": t("frame.unsaved.title") });
    text.value = one.text;
    const when = new Date(one.at).toLocaleString(document.documentElement.lang);
    const block = el("div", { class: "frame-unsaved" }, el("p", {}, t("frame.unsaved", { when, reason: why(one.reason) })), text);
    const copy = (): void => {
      text.select();
      navigator.clipboard.writeText(one.text).then(() => toast(t("frame.unsaved.copied"), "success"), () => undefined);
    };
    const discard = (): void => void one.forget().then(() => block.remove(), (error: unknown) => toast(String(error), "error"));
    block.append(
      el(
        "div",
        { class: "frame-unsaved-buttons" },
        el("button", { type: "button", class: "ui-button", onclick: copy }, t("frame.unsaved.copy")),
        el("button", { type: "button", class: "ui-button ui-danger", onclick: discard }, t("frame.unsaved.forget")),
      ),
    );
    return block;
  });
  openDialog({ title: t("frame.unsaved.title"), wide: true, body });
}
