import { el, icon, type MenuItem, type Tool, Toolbar, t } from "../ui";
import type { Pages, Reading, Zoom } from "./pages";

/** What the tools do besides reading. */
export interface Deeds {
  thumbnails: ((shown: boolean) => void) | null;
  find: () => void;
  present: (() => void) | null;
  print: (() => void) | null;
}

const STEPS: Zoom[] = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The toolbar of the page view, with the page's number. */
export class Tools {
  readonly element: HTMLElement;
  readonly #bar: Toolbar;
  readonly #page = el("input", { type: "text", inputmode: "numeric", class: "view-page-input", "aria-label": t("view.page") });
  readonly #of = el("span", { class: "view-page-of" });

  constructor(
    private readonly pages: Pages,
    deeds: Deeds,
  ) {
    const go = (step: number) => () => pages.go(pages.reading.page + step);
    const turn = (picture: string, label: string, step: number): HTMLElement =>
      el("button", { type: "button", class: "ui-icon-button", "aria-label": label, title: label, onclick: go(step) }, icon(picture));
    const navigation = el("div", { class: "view-navigation" }, turn("chevron-up", t("view.previous"), -1), this.#page, this.#of, turn("chevron-down", t("view.next"), 1));
    this.#page.addEventListener("change", () => {
      pages.go(Number(this.#page.value));
      this.show(pages.reading);
    });
    this.#page.addEventListener("focus", () => this.#page.select());
    const { thumbnails } = deeds;
    const last: Tool[] = [
      ...(deeds.present ? [{ id: "present", kind: "button" as const, icon: "play", label: t("view.present"), run: deeds.present }] : []),
      { id: "rotate", kind: "button", icon: "rotate-cw", label: t("view.rotate"), run: () => pages.rotate() },
      ...(deeds.print ? [{ id: "print", kind: "button" as const, icon: "printer", label: t("view.print"), keys: "Mod+P", run: deeds.print }] : []),
    ];
    this.#bar = new Toolbar(
      t("view.tools"),
      [
        [
          ...(thumbnails ? [{ id: "thumbnails", kind: "toggle" as const, icon: "panel-left", label: t("view.thumbnails"), run: (shown: boolean) => { this.setThumbnails(shown); thumbnails(shown); } }] : []),
          { id: "find", kind: "button", icon: "search", label: t("view.find"), keys: "Mod+F", run: deeds.find },
        ],
        [
          { id: "out", kind: "button", icon: "minus", label: t("view.zoom.out"), keys: "Mod+-", run: () => pages.step(false) },
          { id: "zoom", kind: "select", label: t("view.zoom"), text: "100 %", width: 116, items: () => this.#zooms() },
          { id: "in", kind: "button", icon: "plus", label: t("view.zoom.in"), keys: "Mod++", run: () => pages.step(true) },
        ],
        last,
      ],
      navigation,
    );
    this.element = this.#bar.element;
  }

  /** Shows where the reader is. */
  show(reading: Reading): void {
    this.#page.value = String(reading.page);
    this.#page.size = Math.max(2, String(reading.pages).length);
    this.#of.textContent = t("view.of", { pages: reading.pages });
    this.#bar.set("zoom", { text: typeof reading.zoom === "number" ? percent(reading.scale) : this.#named(reading.zoom) });
  }

  setThumbnails(shown: boolean): void {
    this.#bar.set("thumbnails", { pressed: shown });
  }

  #named(zoom: Zoom): string {
    return zoom === "page-width" ? t("view.zoom.width") : zoom === "page-fit" ? t("view.zoom.page") : percent(zoom);
  }

  #zooms(): MenuItem[] {
    const now = this.pages.reading.zoom;
    const item = (zoom: Zoom): MenuItem => ({ label: this.#named(zoom), checked: zoom === now, run: () => this.pages.zoomTo(zoom) });
    return [item("page-width"), item("page-fit"), { kind: "separator" }, ...STEPS.map(item)];
  }
}

function percent(scale: number): string {
  return `${Math.round(scale * 100)} %`;
}
