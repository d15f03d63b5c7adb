import { el } from "../../ui";
import { t } from "../../ui";
import type { Floating, SheetJson } from "../model/json";
import type { Layout } from "./layout";
import type { Pane } from "./pane";

/** Draws pictures over the cells, and a frame for what cannot be drawn here but stays in the file. */
export function drawFloating(pane: Pane, sheet: SheetJson, layout: Layout, anew: boolean): void {
  const objects = [...(sheet.floatingObjects ?? []), ...(sheet.pictures ?? [])];
  if (objects.length === 0 && pane.floating.childElementCount === 0) return;
  const key = `${pane.base.x},${pane.base.y},${layout.zoom}`;
  if (!anew && pane.floating.dataset.at === key) return;
  pane.floating.dataset.at = key;
  pane.floating.replaceChildren(...objects.map((object) => drawn(object, pane, layout)));
}

function drawn(object: Floating, pane: Pane, layout: Layout): HTMLElement {
  const { zoom } = layout;
  const anchored = typeof object.startRow === "number" && typeof object.startColumn === "number";
  const x = anchored ? layout.columns.start(object.startColumn ?? 0) + (object.startColumnOffset ?? 0) * zoom : (object.x ?? 0) * zoom;
  const y = anchored ? layout.rows.start(object.startRow ?? 0) + (object.startRowOffset ?? 0) * zoom : (object.y ?? 0) * zoom;
  const src = typeof object.src === "string" && /^(data:image\/|blob:)/.test(object.src) ? object.src : null;
  const alt = object.alt ?? object.name ?? "";
  const node = src
    ? el("img", { class: "cg-picture", src, alt, draggable: "false" })
    : el("div", { class: "cg-picture cg-unknown", role: "img", "aria-label": alt || t("cell.object") }, t("cell.object"));
  Object.assign(node.style, {
    left: `${x - pane.base.x}px`,
    top: `${y - pane.base.y}px`,
    width: `${(object.width ?? 100) * zoom}px`,
    height: `${(object.height ?? 60) * zoom}px`,
  });
  return node;
}
