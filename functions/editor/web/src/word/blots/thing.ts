import { bubbleFormats } from "quill/blots/block";
import Embed from "quill/blots/embed";
import { LINE_BREAK } from "../codec";
import { t } from "../../ui/i18n";

/** Gives the address under which the browser finds the picture that a document names. */
let pictures = (id: string): string => id;

/** Says where pictures come from. */
export function setPictures(address: (id: string) => string): void {
  pictures = address;
}

/** An embed of any kind: its value is the embed of the document, `{"image": "…"}` for example, or a line break. */
export class Thing extends Embed {
  static override blotName = "e";
  static override tagName = "SPAN";
  static override className = "w-thing";

  static override create(value: unknown): HTMLElement {
    const node = super.create(value) as HTMLElement;
    node.dataset.v = JSON.stringify(value);
    draw(node, value);
    return node;
  }

  static override value(node: HTMLElement): unknown {
    return JSON.parse(node.dataset.v ?? "null");
  }

  static override formats(): Record<string, never> {
    return {};
  }

  /** The picture, if it is one. */
  get image(): HTMLImageElement | null {
    return this.domNode instanceof HTMLElement ? this.domNode.querySelector("img") : null;
  }

  override optimize(context: object): void {
    super.optimize(context as Record<string, never>);
    this.look();
  }

  /** Shows a picture's size and words, which are attributes. */
  look(): void {
    const image = this.image;
    if (!image || !this.parent) return;
    const formats = bubbleFormats(this);
    const length = (value: unknown) => {
      const pixels = Number.parseFloat(String(value ?? ""));
      return pixels > 0 && pixels < 100_000 ? `${pixels}px` : "";
    };
    const set = (property: "width" | "height", value: string) => {
      if (image.style[property] !== value) image.style[property] = value;
    };
    set("width", length(formats["t:width"]));
    // A height alone keeps the shape; both together are what the document says.
    set("height", image.style.width ? "" : length(formats["t:height"]));
    const [width, height] = [Number.parseFloat(String(formats["t:width"])), Number.parseFloat(String(formats["t:height"]))];
    const shape = width > 0 && height > 0 ? `${width} / ${height}` : "";
    if (image.style.aspectRatio !== shape) image.style.aspectRatio = shape;
    const alt = typeof formats["t:alt"] === "string" ? formats["t:alt"] : "";
    if (image.alt !== alt) image.alt = alt;
  }
}

/** Name and value of an embed. */
export function embedOf(value: unknown): [string, unknown] {
  if (typeof value !== "object" || value === null) return ["", value];
  return Object.entries(value)[0] ?? ["", null];
}

function draw(node: HTMLElement, value: unknown): void {
  const [name, inner] = embedOf(value);
  if (value === LINE_BREAK) {
    node.classList.add("w-break");
    node.append(document.createElement("br"));
  } else if (name === "image" && typeof inner === "string") {
    node.classList.add("w-picture");
    const image = document.createElement("img");
    image.src = pictures(inner);
    image.referrerPolicy = "no-referrer";
    image.alt = "";
    node.append(image);
  } else if (name === "divider") {
    node.classList.add("w-divider");
    node.append(document.createElement("hr"));
  } else chip(node, name, inner);
}

/** What the editor cannot show has a sign that says what it is, and stays as it is. */
function chip(node: HTMLElement, name: string, value: unknown): void {
  node.classList.add("w-chip", `w-chip-${name.replace(/[^a-z0-9]/gi, "").toLowerCase() || "other"}`);
  const words = name === "formula" && typeof value === "string" ? value : name === "mention" ? `@${word(value, ["value", "name", "text"])}` : word(value, ["title", "name", "text", "url"]) || name;
  node.title = name === "formula" ? t("word.formula") : name === "mention" ? t("word.mention") : t("word.chip", { name });
  node.append(words || t("word.chip.short"));
}

function word(value: unknown, names: string[]): string {
  if (typeof value !== "object" || value === null) return "";
  const found = names.map((name) => (value as Record<string, unknown>)[name]).find((one) => typeof one === "string" && one);
  return String(found ?? "").slice(0, 80);
}
