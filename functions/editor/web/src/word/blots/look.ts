import type { AttributeMap } from "quill-delta";

/** Sizes that documents name. */
export const NAMED_SIZES: Record<string, string> = { small: "0.75em", large: "1.5em", huge: "2.5em" };
/** Steps of indentation that there are. */
export const MAX_INDENT = 8;

const is = (attributes: AttributeMap, name: string) => attributes[`t:${name}`] === true;

function text(attributes: AttributeMap, name: string): string {
  const value = attributes[`t:${name}`];
  return typeof value === "string" ? value : "";
}

/** Shows text with these attributes; what the editor does not know has no looks. */
export function paintText(node: HTMLElement, attributes: AttributeMap): void {
  node.removeAttribute("style");
  const style = node.style;
  if (is(attributes, "bold")) style.fontWeight = "700";
  if (is(attributes, "italic")) style.fontStyle = "italic";
  const lines = [is(attributes, "underline") && "underline", is(attributes, "strike") && "line-through"].filter(Boolean);
  if (lines.length > 0) style.textDecoration = lines.join(" ");
  const script = text(attributes, "script");
  if (script === "super" || script === "sub") {
    style.verticalAlign = script;
    style.fontSize = "0.7em";
  }
  style.color = text(attributes, "color");
  style.backgroundColor = text(attributes, "background");
  const size = text(attributes, "size");
  if (size) style.fontSize = NAMED_SIZES[size] ?? (/^[\d.]+(pt|px)$/.test(size) ? size : "");
  const font = text(attributes, "font");
  if (font) style.fontFamily = `"${font.replace(/["\\]/g, "")}", var(--paper-font)`;
  node.classList.toggle("w-code", is(attributes, "code"));
  if (node.classList.length === 0) node.removeAttribute("class");
  if (node instanceof HTMLAnchorElement) {
    const href = text(attributes, "link");
    if (safe(href)) node.setAttribute("href", href);
    else node.removeAttribute("href");
    node.rel = "noopener noreferrer";
    node.target = "_blank";
    node.title = href;
  }
}

/** Whether an address may be followed: no scripts. */
export function safe(href: string): boolean {
  return /^(https?:|mailto:|tel:|ftp:|#)/i.test(href.trim());
}

/** What a line is: its attributes as the editor understands them. */
export interface LineLook {
  kind: "block" | "heading" | "item" | "cell";
  level: number;
  list: string;
}

const LISTS = ["ordered", "bullet", "checked", "unchecked"];

/** Reads what the attributes of a line say. A heading that is an item is an item that looks like a heading. */
export function lineLook(attributes: AttributeMap): LineLook {
  const header = Number(attributes["l:header"]);
  const level = Number.isInteger(header) && header >= 1 && header <= 6 ? header : 0;
  const row = attributes["l:table"];
  const list = String(attributes["l:list"] ?? "");
  const listed = LISTS.includes(list) ? list : "";
  const kind = typeof row === "string" && row ? "cell" : listed ? "item" : level ? "heading" : "block";
  return { kind, level, list: listed };
}

/** Shows a line with these attributes. */
export function paintLine(node: HTMLElement, attributes: AttributeMap): void {
  const look = lineLook(attributes);
  const data = (name: string, value: string) => {
    if (value) node.dataset[name] = value;
    else delete node.dataset[name];
  };
  const indent = Number(attributes["l:indent"]);
  data("indent", Number.isInteger(indent) && indent > 0 ? String(Math.min(indent, MAX_INDENT)) : "");
  data("list", look.list);
  data("level", look.level && look.kind !== "heading" ? String(look.level) : "");
  data("quote", attributes["l:blockquote"] === true ? "1" : "");
  const code = attributes["l:code-block"];
  data("code", code === true || (typeof code === "string" && code) ? "1" : "");
  const align = String(attributes["l:align"] ?? "");
  node.style.textAlign = ["left", "center", "right", "justify"].includes(align) ? align : "";
  if (!node.getAttribute("style")) node.removeAttribute("style");
  if (attributes["l:direction"] === "rtl") node.dir = "rtl";
  else node.removeAttribute("dir");
}
