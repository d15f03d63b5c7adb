import { el, openDialog, t } from "../../ui";
import type { Command } from "../../session/types";
import { compare } from "../calc/values";
import type { Scalar } from "../calc/values";
import { firstOfData, region, runs } from "./actions";
import type { Editor } from "./editor";

/** The most values that are listed. */
const MOST = 500;

/** Asks which values of the active cell's column are to be seen; rows with others are hidden. */
export function chooseValues(editor: Editor): void {
  const { workspace, key, selected } = editor;
  const { row, col } = selected.active;
  selected.to(workspace.book, key, row, col);
  const range = region(editor);
  const from = firstOfData(editor, range);
  const infos = workspace.book.sheet(key).rows ?? [];
  const found = new Map<string, { value: Scalar; rows: number[]; seen: boolean }>();
  for (let at = from; at < range.row + range.rowCount; at += 1) {
    const { text, value } = workspace.shown(key, at, col);
    const one = found.get(text) ?? { value, rows: [], seen: false };
    one.rows.push(at);
    one.seen ||= infos[at]?.visible !== false;
    found.set(text, one);
  }
  const sorted = [...found].sort(([, one], [, other]) => Number(one.value === null) - Number(other.value === null) || compare(one.value, other.value));
  const values = sorted.slice(0, MOST);
  const boxes = values.map(([, { seen }]) => el("input", { type: "checkbox", checked: seen }));
  const all = el("input", { type: "checkbox", checked: boxes.every((box) => box.checked), "data-autofocus": true });
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", () => (all.checked = boxes.every((one) => one.checked)));
  const line = (box: HTMLInputElement, text: string, more = "") => el("label", { class: "cg-value" }, box, el("span", {}, text), el("small", {}, more));
  const list = el("div", { class: "cg-values", role: "group", "aria-label": t("cell.filter.values") }, ...values.map(([text, { rows }], at) => line(boxes[at] as HTMLInputElement, text === "" ? `(${t("cell.empty")})` : text, String(rows.length))));
  const apply = () => {
    const pick = (seen: boolean) => values.flatMap(([, one], at) => (boxes[at]?.checked === seen ? one.rows : [])).sort((one, other) => one - other);
    const commands: Command[] = [];
    for (const visible of [true, false]) {
      const changed = pick(visible).filter((at) => (infos[at]?.visible !== false) !== visible);
      if (changed.length > 0) commands.push({ cmd: "setRowVisible", sheetName: editor.sheetName, rows: runs(changed), visible });
    }
    if (commands.length > 0) editor.perform(commands);
  };
  openDialog({
    title: t("cell.filter.values"),
    body: [line(all, t("cell.filter.all")), list, ...(sorted.length > MOST ? [el("p", {}, t("cell.filter.many", { count: String(MOST) }))] : [])],
    buttons: [{ label: t("ui.cancel") }, { label: t("ui.ok"), primary: true, run: apply }],
    closed: () => editor.focus(),
  });
}
