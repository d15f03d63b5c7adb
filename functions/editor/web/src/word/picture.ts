import type Quill from "quill/core";
import Delta from "quill-delta";
import { bubbleFormats } from "quill/blots/block";
import { Thing } from "./blots/thing";
import { update } from "./quiet";
import { el, field, icon, openDialog, t } from "../ui";

const LEAST = 16;
const CORNERS = ["nw", "ne", "sw", "se"] as const;

/** The frame around a chosen picture: handles to resize it, by pointer or arrow keys, and what else can be done to it. */
export class PictureFrame {
  /** To be put into the element that scrolls, beside the paper. */
  readonly element: HTMLElement;
  private chosen: Thing | null = null;
  private readonly size = el("span", { class: "w-frame-size" });
  private readonly slider: HTMLButtonElement;

  constructor(
    private readonly quill: Quill,
    private readonly readOnly: () => boolean,
  ) {
    const tool = (key: string, picture: string, run: () => void) => el("button", { type: "button", class: "ui-icon-button", "aria-label": t(key), title: t(key), onclick: run }, icon(picture));
    const handle = (corner: string, focusable: boolean) =>
      el("button", { type: "button", class: `w-handle w-${corner}`, tabindex: focusable ? 0 : -1, ...(focusable ? { role: "slider", "aria-label": t("word.image.width"), "aria-valuemin": LEAST, "aria-valuemax": 4000 } : { "aria-hidden": "true" }), onpointerdown: (event: PointerEvent) => this.drag(event, corner) });
    this.slider = handle("se", true);
    this.element = el(
      "div",
      { class: "w-frame", role: "group", "aria-label": t("word.image"), hidden: true },
      ...CORNERS.filter((corner) => corner !== "se").map((corner) => handle(corner, false)),
      this.slider,
      el("div", { class: "w-frame-tools" }, this.size, tool("word.image.alt", "captions", () => this.describe()), tool("word.image.natural", "scan", () => this.natural()), tool("word.image.delete", "trash-2", () => this.remove())),
    );
    quill.root.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      const target = event.target;
      if (target instanceof Element && !this.element.contains(target) && !target.closest(".w-picture, dialog")) this.leave();
    });
    // What is dropped falls on the text, not on a handle.
    document.addEventListener("dragenter", () => this.leave());
    quill.on("text-change", () => this.chosen && this.place());
    quill.on("selection-change", (range: { index: number; length: number } | null) => {
      if (this.chosen && range && (range.index !== this.index || range.length !== 1)) this.leave();
    });
    new ResizeObserver(() => this.chosen && this.place()).observe(quill.root);
  }

  private click(event: MouseEvent): void {
    const node = event.target instanceof Element ? event.target.closest(".w-picture") : null;
    const thing = node ? this.quill.scroll.find(node) : null;
    if (!(thing instanceof Thing) || this.readOnly()) return;
    this.choose(thing);
  }

  /** Chooses the picture at a place, if there is one. */
  chooseAt(index: number): boolean {
    const [leaf] = this.quill.getLeaf(index + 1);
    if (!(leaf instanceof Thing) || !leaf.image || this.readOnly()) return false;
    this.choose(leaf);
    this.slider.focus();
    return true;
  }

  private choose(thing: Thing): void {
    this.chosen = thing;
    this.quill.setSelection(this.index, 1, "user");
    this.element.hidden = false;
    this.place();
  }

  private leave(): void {
    this.chosen = null;
    this.element.hidden = true;
  }

  private get index(): number {
    return this.chosen?.offset(this.quill.scroll) ?? 0;
  }

  private place(): void {
    const image = this.chosen?.image;
    if (!image?.isConnected) return this.leave();
    const at = image.getBoundingClientRect();
    const origin = (this.element.offsetParent ?? document.body).getBoundingClientRect();
    const scrolled = this.element.offsetParent ?? document.body;
    Object.assign(this.element.style, { left: `${at.left - origin.left + scrolled.scrollLeft}px`, top: `${at.top - origin.top + scrolled.scrollTop}px`, width: `${at.width}px`, height: `${at.height}px` });
    const [width, height] = [image.offsetWidth, image.offsetHeight];
    this.size.textContent = `${width} × ${height}`;
    this.slider.setAttribute("aria-valuenow", String(width));
    this.slider.setAttribute("aria-valuetext", `${width} × ${height}`);
  }

  private drag(event: PointerEvent, corner: string): void {
    const image = this.chosen?.image;
    if (!image) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const zoom = image.getBoundingClientRect().width / (image.offsetWidth || 1);
    const start = { x: event.clientX, width: image.offsetWidth, height: image.offsetHeight };
    let size = { width: start.width, height: start.height };
    const move = (moved: PointerEvent) => {
      const by = ((moved.clientX - start.x) / zoom) * (corner.endsWith("w") ? -1 : 1);
      const width = Math.round(Math.max(LEAST, start.width + by));
      size = { width, height: Math.max(1, Math.round((start.height * width) / start.width)) };
      image.style.width = `${size.width}px`;
      this.place();
    };
    const done = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", done);
      handle.removeEventListener("pointercancel", done);
      this.resize(size.width, size.height);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", done);
    handle.addEventListener("pointercancel", done);
  }

  private resize(width: number, height: number): void {
    this.format({ "t:width": String(width), "t:height": String(height) });
    this.place();
  }

  private format(attributes: Record<string, unknown>): void {
    this.quill.history.cutoff();
    update(this.quill, new Delta().retain(this.index).retain(1, attributes), "user");
  }

  private natural(): void {
    const image = this.chosen?.image;
    if (image?.naturalWidth) this.resize(image.naturalWidth, image.naturalHeight);
  }

  private key(event: KeyboardEvent): void {
    const image = this.chosen?.image;
    if (!image) return;
    const step = { ArrowRight: 10, ArrowUp: 10, ArrowLeft: -10, ArrowDown: -10 }[event.key];
    if (step !== undefined && event.target === this.slider) {
      const width = Math.max(LEAST, image.offsetWidth + (event.shiftKey ? step / 10 : step));
      this.resize(width, Math.max(1, Math.round((image.offsetHeight * width) / image.offsetWidth)));
    } else if (event.key === "Escape") {
      const index = this.index;
      this.leave();
      this.quill.setSelection(index + 1, 0, "user");
    } else if ((event.key === "Delete" || event.key === "Backspace") && event.target === this.slider) this.remove();
    else return;
    event.preventDefault();
  }

  private describe(): void {
    const chosen = this.chosen;
    if (!chosen) return;
    const text = el("textarea", { rows: 3, maxlength: 2000, "data-autofocus": true });
    text.value = String(bubbleFormats(chosen)["t:alt"] ?? "");
    openDialog({
      title: t("word.image.alt"),
      body: [field(t("word.image.alt.label"), text)],
      buttons: [{ label: t("ui.cancel") }, { label: t("ui.ok"), primary: true, run: () => this.chosen && this.format({ "t:alt": text.value.trim() || null }) }].map(({ run, ...rest }) => ({ ...rest, ...(run ? { run: () => void run() } : {}) })),
    });
  }

  private remove(): void {
    const index = this.index;
    this.leave();
    this.quill.history.cutoff();
    this.quill.updateContents(new Delta().retain(index).delete(1), "user");
    this.quill.setSelection(index, 0, "user");
  }
}
