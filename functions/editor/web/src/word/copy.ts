import type Delta from "quill-delta";
import type { AttributeMap } from "quill-delta";
import { LINE_BREAK } from "./codec";

/** The type under which a copy keeps everything that a document said; browsers give it back to pages only. */
export const OWN_TYPE = "application/x-spindle-delta";

const escape = (text: string) => text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one] ?? one);

interface HtmlLine {
  html: string;
  attributes: AttributeMap;
}

/** A part of a document as HTML, for other programs. `address` gives the addresses of pictures. */
export function toHtml(delta: Delta, address: (id: string) => string): string {
  const lines: HtmlLine[] = [];
  let html = "";
  for (const op of delta.ops) {
    if (typeof op.insert === "string") {
      op.insert.split("\n").forEach((part, index, parts) => {
        if (part) html += inline(escape(part).replaceAll(LINE_BREAK, "<br>").replace(/ {2}/g, " &nbsp;"), op.attributes);
        if (index === parts.length - 1) return;
        lines.push({ html, attributes: op.attributes ?? {} });
        html = "";
      });
    } else if (op.insert) html += embed(op.insert, op.attributes, address);
  }
  // Part of a line only: nothing around it.
  if (lines.length === 0) return html;
  if (html) lines.push({ html, attributes: {} });
  return blocks(lines);
}

function inline(html: string, attributes: AttributeMap = {}): string {
  const wrap = (tag: string, more = "") => (html = `<${tag}${more}>${html}</${tag}>`);
  if (attributes.code === true) wrap("code");
  if (attributes.script === "super") wrap("sup");
  if (attributes.script === "sub") wrap("sub");
  if (attributes.bold === true) wrap("strong");
  if (attributes.italic === true) wrap("em");
  if (attributes.underline === true) wrap("u");
  if (attributes.strike === true) wrap("s");
  const style = [["color", "color"], ["background", "background-color"], ["font", "font-family"], ["size", "font-size"]]
    .map(([name, property]) => [property, attributes[name ?? ""]])
    .filter(([, value]) => typeof value === "string" && value && !/[;<>{}]/.test(value))
    .map(([property, value]) => `${property}: ${value}`);
  if (style.length > 0) wrap("span", ` style="${escape(style.join("; "))}"`);
  if (typeof attributes.link === "string") wrap("a", ` href="${escape(attributes.link)}"`);
  return html;
}

function embed(value: Record<string, unknown>, attributes: AttributeMap = {}, address: (id: string) => string): string {
  const [name, inner] = Object.entries(value)[0] ?? ["", null];
  if (name === "image" && typeof inner === "string") {
    const more = ["width", "height", "alt"].map((one) => (attributes[one] ? ` ${one}="${escape(String(attributes[one]))}"` : "")).join("");
    return inline(`<img src="${escape(address(inner))}"${more}>`, { link: attributes.link });
  }
  if (name === "divider") return "<hr>";
  if (name === "formula") return inline(escape(String(inner)), attributes);
  if (name === "mention" && typeof inner === "object" && inner !== null) return escape(`@${String((inner as Record<string, unknown>).value ?? (inner as Record<string, unknown>).name ?? "")}`);
  return "";
}

function blocks(lines: HtmlLine[]): string {
  let out = "";
  const lists: string[] = [];
  let row: unknown;
  let table = false;
  let code = false;
  const closeLists = (depth = 0) => {
    while (lists.length > depth) out += `</li></${lists.pop()}>`;
  };
  const closeTable = () => {
    if (table) out += "</tr></table>";
    table = false;
    row = undefined;
  };
  const closeCode = () => {
    if (code) out += "</pre>";
    code = false;
  };
  for (const { html, attributes } of lines) {
    const style = [typeof attributes.align === "string" && `text-align: ${attributes.align}`, attributes.indent && !attributes.list && `margin-left: ${Number(attributes.indent) * 3}em`].filter(Boolean).join("; ");
    const more = `${style ? ` style="${escape(style)}"` : ""}${attributes.direction === "rtl" ? ' dir="rtl"' : ""}`;
    if (attributes["code-block"] && !attributes.table) {
      closeLists();
      closeTable();
      out += code ? `\n${html}` : `<pre>${html}`;
      code = true;
      continue;
    }
    closeCode();
    if (typeof attributes.table === "string") {
      closeLists();
      if (!table) out += '<table border="1" style="border-collapse: collapse"><tr>';
      else if (row !== attributes.table) out += "</tr><tr>";
      table = true;
      row = attributes.table;
      out += `<td${more}>${html}</td>`;
      continue;
    }
    closeTable();
    if (typeof attributes.list === "string") {
      const tag = attributes.list === "ordered" ? "ol" : "ul";
      const depth = (Number(attributes.indent) || 0) + 1;
      closeLists(depth);
      if (lists.length === depth && lists.at(-1) !== tag) closeLists(depth - 1);
      if (lists.length === depth) out += "</li>";
      while (lists.length < depth) {
        out += `<${tag}>${lists.length < depth - 1 ? "<li>" : ""}`;
        lists.push(tag);
      }
      const checked = attributes.list === "checked" || attributes.list === "unchecked" ? ` data-list="${attributes.list}"` : "";
      out += `<li${checked}${more}>${html}`;
      continue;
    }
    closeLists();
    const level = Number(attributes.header);
    const tag = level >= 1 && level <= 6 ? `h${level}` : attributes.blockquote === true ? "blockquote" : "p";
    out += `<${tag}${more}>${html || "<br>"}</${tag}>`;
  }
  closeLists();
  closeTable();
  closeCode();
  return out;
}
