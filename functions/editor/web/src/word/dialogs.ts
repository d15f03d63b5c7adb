import type Quill from "quill/core";
import Delta from "quill-delta";
import { el, field, openDialog, t } from "../ui";
import { Anchor } from "./blots/span";
import type { Commands } from "./commands";
import type { Range } from "./ranges";

/** An address as it is meant: `example.com` is a web page, `a@b.c` a mailbox; empty for what cannot be one. */
export function addressOf(text: string): string {
  const trimmed = text.trim();
  if (!trimmed || /\s/.test(trimmed)) return "";
  if (/^(https?|mailto|tel|ftp):./i.test(trimmed) || trimmed.startsWith("#")) return trimmed;
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]+:\d+(\/|$)/.test(trimmed)) return "";
  return /^[^@/]+@[^@/]+$/.test(trimmed) ? `mailto:${trimmed}` : `https://${trimmed}`;
}

/** Asks for the address of a link, and its words where nothing is selected. */
export function linkDialog(quill: Quill): void {
  let range: Range = quill.getSelection(true);
  const [leaf] = quill.getLeaf(range.index + (range.length > 0 ? 1 : 0));
  const anchor = leaf?.parent instanceof Anchor ? leaf.parent : null;
  if (anchor && range.length === 0) range = { index: anchor.offset(quill.scroll), length: anchor.length() };
  const old = anchor ? String(anchor.formats()["t:link"] ?? "") : "";
  const address = el("input", { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", placeholder: "https://", "data-autofocus": true });
  address.value = old;
  const words = el("input", { type: "text", autocomplete: "off" });
  words.value = quill.getText(range.index, range.length);
  const asksWords = range.length === 0;
  openDialog({
    title: t("word.link"),
    body: [field(t("word.link.address"), address), ...(asksWords ? [field(t("word.link.text"), words)] : [])],
    closed: () => quill.focus(),
    buttons: [
      ...(old ? [{ label: t("word.link.remove"), danger: true, run: () => set(quill, range, null) }] : []),
      { label: t("ui.cancel") },
      {
        label: t("ui.ok"), primary: true,
        run: () => {
          const href = addressOf(address.value);
          address.setCustomValidity(href ? "" : t("word.link.bad"));
          if (!address.reportValidity()) return false;
          if (!asksWords) return set(quill, range, href);
          const text = words.value.trim() || address.value.trim();
          quill.updateContents(new Delta().retain(range.index).insert(text, { "t:link": href }), "user");
          quill.setSelection(range.index + text.length, 0, "user");
        },
      },
    ],
  });
  address.addEventListener("input", () => address.setCustomValidity(""));
}

function set(quill: Quill, range: Range, href: string | null): void {
  quill.history.cutoff();
  quill.formatText(range.index, range.length, { "t:link": href }, "user");
  quill.setSelection(range.index, range.length, "user");
}

/** Asks for the source of a formula. */
export function formulaDialog(commands: Commands): void {
  const source = el("textarea", { rows: 3, class: "w-source", spellcheck: "false", "data-autofocus": true, placeholder: "E = mc^2" });
  openDialog({
    title: t("word.formula"),
    body: [field(t("word.formula.source"), source)],
    closed: () => commands.quill.focus(),
    buttons: [{ label: t("ui.cancel") }, { label: t("word.insert"), primary: true, run: () => {
      if (!source.value.trim()) return false;
      commands.embed({ formula: source.value.trim() });
      return true;
    } }],
  });
}

/** Says how long the text is. */
export function countDialog(words: number, characters: number): void {
  const row = (key: string, value: number) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, value.toLocaleString()));
  openDialog({ title: t("word.count"), body: [el("dl", { class: "w-count" }, row("word.count.words", words), row("word.count.characters", characters))], buttons: [{ label: t("ui.ok"), primary: true }] });
}
