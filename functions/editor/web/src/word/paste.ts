import Delta, { type AttributeMap } from "quill-delta";
import { LINE_BREAK } from "./codec";
import { rowId } from "./tables";

const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "));
const SKIPPED = new Set("HEAD TITLE META LINK STYLE SCRIPT NOSCRIPT TEMPLATE OBJECT IFRAME SVG AUDIO VIDEO CANVAS BUTTON SELECT TEXTAREA INPUT".split(" "));
const BOLD = new Set(["B", "STRONG", "TH"]);
const ITALIC = new Set(["I", "EM", "CITE", "DFN", "VAR"]);
const CODE = new Set(["CODE", "KBD", "SAMP", "TT"]);

/** What surrounds a piece of HTML. */
interface Around {
  text: AttributeMap;
  line: AttributeMap;
  pre: boolean;
  /** How many lists it is in. */
  depth: number;
}

/**
 * The text of a piece of HTML, as Word, Google Docs and web pages put it on the clipboard: what it says and how it is
 * structured, with emphasis, colours, links, lists, tables and pictures; without the fonts and sizes of the page that it
 * comes from. Addresses that are no web pages, and whatever is not for reading, are left out.
 */
export function fromHtml(html: string): Delta {
  const page = new DOMParser().parseFromString(html, "text/html");
  const reader = new Reader();
  reader.children(page.body, { text: {}, line: {}, pre: false, depth: 0 });
  return reader.finish();
}

class Reader {
  private delta = new Delta();
  /** What the line so far has; a line without anything is made only by an empty paragraph. */
  private open = false;
  private line: AttributeMap = {};
  /** Whether white space may come next. */
  private space = false;
  private cell = 0;
  /** For each column of the table the rows below that a cell above still covers. */
  private covered: number[] = [];

  finish(): Delta {
    // The last line end is the one of the line that it is put into, unless it says something.
    if (this.open && Object.keys(this.line).length > 0) this.end();
    return this.delta;
  }

  children(node: Node, around: Around): void {
    for (const child of node.childNodes) {
      if (child instanceof Text) this.text(child.data, around);
      else if (child instanceof Element) this.element(child, around);
    }
  }

  private text(data: string, around: Around): void {
    if (around.pre) {
      const parts = data.replace(/\r\n?/g, "\n").split("\n");
      parts.forEach((part, index) => {
        if (index > 0) this.end(around.line);
        if (part) this.put(readable(part), around);
      });
      return;
    }
    let text = data.replace(/[ \t\n\r\f]+/g, " ");
    if (!this.space) text = text.replace(/^ /, "");
    if (!text) return;
    this.space = !text.endsWith(" ");
    this.put(readable(text.replaceAll("\u00a0", " ").replace(/[\u200b\ufeff]/g, "")), around);
  }

  private put(insert: string | Record<string, unknown>, around: Around, more: AttributeMap = {}): void {
    if (insert === "") return;
    const attributes = { ...around.text, ...more };
    this.delta.insert(insert, Object.keys(attributes).length > 0 ? attributes : undefined);
    this.open = true;
    this.line = around.line;
  }

  private end(line: AttributeMap = this.line): void {
    const last = this.delta.ops.at(-1);
    if (typeof last?.insert === "string" && last.insert.endsWith(" ") && !("code-block" in line)) {
      const trimmed = last.insert.replace(/ +$/, "");
      this.delta.ops.pop();
      if (trimmed) this.delta.insert(trimmed, last.attributes);
    }
    this.delta.insert("\n", Object.keys(line).length > 0 ? line : undefined);
    this.open = false;
    this.line = {};
    this.space = false;
  }

  private element(node: Element, around: Around): void {
    const tag = node.tagName.toUpperCase();
    const style = node instanceof HTMLElement ? node.style : null;
    const raw = node.getAttribute("style") ?? "";
    if (SKIPPED.has(tag) || style?.display === "none" || /mso-list:\s*ignore/i.test(raw)) return;
    const inside: Around = { ...around, text: textOf(node, tag, style, around.text), pre: around.pre || tag === "PRE" || /^pre/.test(style?.whiteSpace ?? "") };
    if (tag === "BR") return this.lineBreak(node, around);
    if (tag === "IMG") return this.image(node, inside);
    if (tag === "HR") {
      if (this.open) this.end();
      this.put({ divider: true }, { ...around, text: {} });
      return;
    }
    // Tables within cells are lines of these.
    if (tag === "TR" && this.cell === 0) return this.row(node, inside);
    if (tag === "TABLE" && this.cell === 0) this.covered = [];
    if (!BLOCKS.has(tag)) return this.children(node, inside);
    if (tag === "UL" || tag === "OL") inside.depth += 1;
    inside.line = lineOf(node, tag, style, raw, inside);
    if (this.cell > 0) {
      // A cell is one line; what would be several is parted by line breaks.
      const before = this.delta.ops.at(-1)?.insert;
      if (this.open && this.delta.length() >= this.cell && !String(before).endsWith(LINE_BREAK)) this.put(LINE_BREAK, around);
      this.children(node, inside);
      return;
    }
    if (this.open) this.end();
    const before = this.delta.length();
    this.children(node, inside);
    const leaf = tag === "P" || tag === "LI" || /^H[1-6]$/.test(tag) || (tag === "DIV" && node.childElementCount <= 1 && node.querySelector("br") !== null);
    if (this.open || (leaf && this.delta.length() === before)) this.end(this.open ? this.line : inside.line);
  }

  private lineBreak(node: Element, around: Around): void {
    const parent = node.parentElement;
    // The last one of a paragraph only holds it open.
    if (parent && BLOCKS.has(parent.tagName) && !node.nextSibling) {
      if (this.open || this.cell > 0) return;
      this.open = true;
      this.line = around.line;
      return;
    }
    // Between paragraphs it is an empty one.
    if (around.line["code-block"] || (!this.open && this.cell === 0)) this.end(around.line);
    else this.put(LINE_BREAK, around);
    this.space = false;
  }

  private image(node: Element, around: Around): void {
    const source = node.getAttribute("src") ?? "";
    if (!/^(https?:|data:image\/)/i.test(source)) {
      const alt = node.getAttribute("alt");
      if (alt) this.put(alt, around);
      return;
    }
    const more: AttributeMap = {};
    for (const name of ["width", "height"]) {
      const pixels = Number.parseFloat(node.getAttribute(name) ?? (node instanceof HTMLElement ? node.style.getPropertyValue(name) : ""));
      if (pixels > 0 && !/%$/.test(node.getAttribute(name) ?? "")) more[name] = String(Math.round(pixels));
    }
    const alt = node.getAttribute("alt");
    if (alt) more.alt = alt;
    this.put({ image: source }, { ...around, text: around.text.link ? { link: around.text.link } : {} }, more);
  }

  private row(node: Element, around: Around): void {
    if (this.open) this.end();
    const id = rowId();
    const { covered } = this;
    let column = 0;
    // A table stays a rectangle: where a cell spans others there are empty ones.
    const gap = () => {
      for (; (covered[column] ?? 0) > 0; column += 1) {
        covered[column] = (covered[column] ?? 0) - 1;
        this.end({ table: id });
      }
    };
    for (const cell of node.children) {
      if (cell.tagName !== "TD" && cell.tagName !== "TH") continue;
      gap();
      const nested = this.cell;
      this.open = false;
      this.space = false;
      this.cell = this.delta.length() + 1;
      this.children(cell, { ...around, line: {}, depth: 0, text: textOf(cell, cell.tagName, cell instanceof HTMLElement ? cell.style : null, around.text) });
      this.cell = nested;
      const align = alignOf(cell instanceof HTMLElement ? cell.style : null);
      this.end({ table: id, ...(align ? { align } : {}) });
      const [columns, rows] = [spanOf(cell, "colspan"), spanOf(cell, "rowspan")];
      for (let more = 1; more < columns; more += 1) this.end({ table: id });
      for (let more = 0; more < columns; more += 1, column += 1) covered[column] = rows - 1;
    }
    const last = covered.findLastIndex((rows) => rows > 0);
    for (; column <= last; column += 1) {
      covered[column] = Math.max(0, (covered[column] ?? 0) - 1);
      this.end({ table: id });
    }
  }
}

/** A text without the characters that stand for nothing and have no place in documents; programs mark fields with them. */
export function readable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "");
}

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  return Math.max(1, Math.min(64, Number.parseInt(cell.getAttribute(name) ?? "", 10) || 1));
}

function textOf(node: Element, tag: string, style: CSSStyleDeclaration | null, outer: AttributeMap): AttributeMap {
  const text = { ...outer };
  const set = (name: string, value: unknown) => {
    if (value) text[name] = value;
    else delete text[name];
  };
  if (BOLD.has(tag)) set("bold", true);
  if (ITALIC.has(tag)) set("italic", true);
  if (tag === "U" || tag === "INS") set("underline", true);
  if (tag === "S" || tag === "STRIKE" || tag === "DEL") set("strike", true);
  if (tag === "SUP" || tag === "SUB") set("script", tag === "SUP" ? "super" : "sub");
  if (CODE.has(tag) && !node.closest("pre")) set("code", true);
  if (tag === "MARK") set("background", "#fff3a3");
  if (tag === "A") {
    const href = node.getAttribute("href") ?? "";
    if (/^(https?:|mailto:|tel:|ftp:)/i.test(href)) set("link", href);
  }
  if (!style) return text;
  const heading = /^H[1-6]$/.test(tag);
  if (style.fontWeight && !heading) set("bold", style.fontWeight.startsWith("bold") || Number(style.fontWeight) >= 600);
  if (style.fontStyle) set("italic", style.fontStyle === "italic" || style.fontStyle === "oblique");
  const decoration = `${style.textDecoration} ${style.textDecorationLine}`;
  if (decoration.includes("underline") && !text.link) set("underline", true);
  if (decoration.includes("line-through")) set("strike", true);
  if (style.verticalAlign === "super" || style.verticalAlign === "sub") set("script", style.verticalAlign);
  const color = hex(style.color);
  if (color && !text.link) set("color", dull(color) ? null : color);
  const background = hex(style.backgroundColor || style.background);
  if (background) set("background", background === "#ffffff" ? null : background);
  return text;
}

function lineOf(node: Element, tag: string, style: CSSStyleDeclaration | null, raw: string, around: Around): AttributeMap {
  const line: AttributeMap = { ...around.line };
  const heading = /^H([1-6])$/.exec(tag);
  if (heading) line.header = Number(heading[1]);
  if (tag === "BLOCKQUOTE") line.blockquote = true;
  if (tag === "PRE") return { "code-block": true };
  if (tag === "LI") {
    const box = node.querySelector(":scope > input[type=checkbox], :scope > label > input[type=checkbox], :scope > p > input[type=checkbox]");
    const checked = node.getAttribute("data-checked") ?? node.getAttribute("aria-checked") ?? (box ? String(box.hasAttribute("checked")) : null);
    const data = node.getAttribute("data-list");
    line.list = data && ["ordered", "bullet", "checked", "unchecked"].includes(data) ? data : checked ? (checked === "true" ? "checked" : "unchecked") : node.parentElement?.tagName === "OL" ? "ordered" : "bullet";
    if (around.depth > 1) line.indent = Math.min(8, around.depth - 1);
    else delete line.indent;
  }
  // Word writes items as paragraphs.
  const item = /mso-list:\s*l\d+\s+level(\d+)/i.exec(raw);
  if (item) {
    const mark = [...node.querySelectorAll("[style]")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") ?? ""));
    line.list = /[0-9a-z]+[.)]/i.test(mark?.textContent ?? "") ? "ordered" : "bullet";
    if (Number(item[1]) > 1) line.indent = Math.min(8, Number(item[1]) - 1);
  }
  const align = alignOf(style) ?? (node.getAttribute("align")?.toLowerCase() || (tag === "CENTER" ? "center" : ""));
  if (align === "center" || align === "right" || align === "justify") line.align = align;
  const direction = node.getAttribute("dir") ?? style?.direction;
  if (direction === "rtl") line.direction = "rtl";
  return line;
}

function alignOf(style: CSSStyleDeclaration | null): string | null {
  const align = style?.textAlign.replace("end", "right") ?? "";
  return align === "center" || align === "right" || align === "justify" ? align : null;
}

/** `#rrggbb` of an opaque colour; `null` for what is none, or lets something shine through. */
function hex(color: string): string | null {
  if (!color) return null;
  const parts = /^rgba?\(\s*(\d+)[ ,]+(\d+)[ ,]+(\d+)(?:[ ,/]+([\d.]+))?\s*\)/.exec(color);
  if (parts) {
    if (parts[4] !== undefined && Number(parts[4]) < 1) return null;
    return `#${[parts[1], parts[2], parts[3]].map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  }
  if (/^#[0-9a-f]{6}$/i.test(color)) return color.toLowerCase();
  const named: Record<string, string> = { black: "#000000", white: "#ffffff", red: "#ff0000", blue: "#0000ff", green: "#008000", yellow: "#ffff00", orange: "#ffa500", purple: "#800080", gray: "#808080" };
  return named[color.toLowerCase()] ?? null;
}

/** Whether a colour is that of plain text nearly everywhere: almost black without a hue, or white, which is for dark pages. */
function dull(color: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  return (most < 75 && most - least < 30) || least > 235;
}
