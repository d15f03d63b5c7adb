import Delta from "quill-delta";
import { expect, test } from "vitest";
import { toHtml } from "./copy";

const html = (delta: Delta) => toHtml(delta, (id) => `/o/${id}`);

test("lists nest, tables have rows, code keeps its lines", () => {
  expect(html(new Delta().insert("a").insert("\n", { list: "ordered" }).insert("b").insert("\n", { list: "bullet", indent: 1 }).insert("c").insert("\n", { list: "ordered" })))
    .toBe("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>");
  expect(html(new Delta().insert("a").insert("\n", { table: "1" }).insert("b").insert("\n", { table: "2" }).insert("c\n")))
    .toBe('<table border="1" style="border-collapse: collapse"><tr><td>a</td></tr><tr><td>b</td></tr></table><p>c</p>');
  expect(html(new Delta().insert("a").insert("\n", { "code-block": true }).insert("b").insert("\n", { "code-block": true }))).toBe("<pre>a\nb</pre>");
});

test("nothing that a document says becomes markup of its own", () => {
  expect(html(new Delta().insert("<b>&", { bold: true, link: 'x"><script>', color: "red;}</style>" }).insert({ image: 'i"' }, { alt: "<" }).insert("\n")))
    .toBe('<p><a href="x&quot;&gt;&lt;script&gt;"><strong>&lt;b&gt;&amp;</strong></a><img src="/o/i&quot;" alt="&lt;"></p>');
});
