import { el } from "./dom";
import { t } from "./i18n";

/** Greys, then seven hues from dark to light. */
const ROWS = [
  ["#000000", "#434b57", "#6b7480", "#98a1ad", "#c5ccd4", "#e4e8ed", "#f3f5f7", "#ffffff"],
  ["#7a1410", "#7c3a06", "#6b5200", "#14532d", "#0b4f5c", "#163f8c", "#43237f", "#7d1450"],
  ["#c8281f", "#c2600c", "#b38600", "#1f8a4c", "#0f8299", "#2f6fde", "#7340c8", "#c4297f"],
  ["#ef6a62", "#f2994a", "#e8bf2e", "#58bd82", "#48b8cc", "#7aa7f5", "#a983ea", "#ea74b3"],
  ["#fbd9d7", "#fde5cf", "#fcf1c5", "#d7f0e0", "#d3eff4", "#dde9fd", "#e8defa", "#fbdcee"],
];

/** A palette: no colour, squares, and the browser's own chooser. `pick` gets `#rrggbb`, or an empty text for none. */
export function palette(label: string, current: string, pick: (color: string) => void): HTMLElement {
  const squares = ROWS.flat().map((color) =>
    el("button", { type: "button", class: color === current ? "ui-color ui-current" : "ui-color", style: `--color: ${color}`, "aria-label": color, "aria-pressed": String(color === current), title: color, tabindex: -1, onclick: () => pick(color) }),
  );
  const columns = ROWS[0]?.length ?? 1;
  const grid = el("div", { class: "ui-colors", role: "group", "aria-label": label }, ...squares);
  const start = squares.find((square) => square.classList.contains("ui-current")) ?? squares[0];
  if (start) start.tabIndex = 0;
  grid.addEventListener("keydown", (event) => {
    const at = squares.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    squares[(at + step + squares.length) % squares.length]?.focus();
  });
  const other = el("input", { type: "color", value: /^#[0-9a-f]{6}$/i.test(current) ? current : "#2f6fde", onchange: () => pick(other.value) });
  return el(
    "div",
    { class: "ui-palette", role: "dialog", "aria-label": label },
    el("button", { type: "button", class: "ui-button ui-no-color", onclick: () => pick("") }, t("ui.color.none")),
    grid,
    el("label", { class: "ui-other-color" }, other, el("span", {}, t("ui.color.more"))),
  );
}
