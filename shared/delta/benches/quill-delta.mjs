// Measures the reference library on the same vectors in the same way as vectors.rs does.
// usage: node quill-delta.mjs FOLDER-WITH-node_modules VECTORS SECONDS
// Prints one line a case: its name, a tab, and how many operations it does in a second.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, vectors, seconds] = process.argv.slice(2);
const Delta = createRequire(resolve(folder, "package.json"))("quill-delta");

const lines = readFileSync(vectors, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const cases = (fn) => lines.filter((line) => line.fn === fn);
const delta = (ops) => new Delta(ops);

/** Repeats a round of operations until the time is over, after a tenth of it to warm up. */
function measure(name, round) {
  const run = (limit) => {
    const start = process.hrtime.bigint();
    const end = start + BigInt(Math.round(limit * 1e9));
    let count = 0;
    let now = start;
    while (now < end) {
      count += round();
      now = process.hrtime.bigint();
    }
    return count / (Number(now - start) / 1e9);
  };
  run(seconds / 10);
  console.log(`${name}\t${run(Number(seconds))}`);
}

/** A round over prepared arguments. */
const each = (list, work) => () => {
  for (const item of list) work(item);
  return list.length;
};

const composed = cases("compose").map(({ a, b }) => [delta(a), delta(b)]);
measure("compose", each(composed, ([a, b]) => a.compose(b)));

const transformed = cases("transform").map(({ a, b, priority }) => [delta(a), delta(b), priority]);
measure("transform", each(transformed, ([a, b, priority]) => a.transform(b, priority)));

const inverted = cases("invert").map(({ a, base }) => [delta(a), delta(base)]);
measure("invert", each(inverted, ([a, base]) => a.invert(base)));

const differing = cases("invert").map(({ a, base }) => [delta(base), delta(base).compose(delta(a))]);
measure("diff", each(differing, ([a, b]) => a.diff(b)));

const written = cases("compose").map(({ a }) => JSON.stringify(a));
measure("read JSON", each(written, (json) => delta(JSON.parse(json))));

const sentence = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。\n";
for (const [name, paragraphs] of [["one text", 1], ["formatted", 2]]) {
  for (const megabytes of [1, 2, 4, 8]) {
    const count = Math.floor((megabytes * 1_000_000) / Buffer.byteLength(sentence));
    const ops = [];
    if (paragraphs === 1) {
      ops.push({ insert: sentence.repeat(count) });
    } else {
      for (let line = 0; line < count; line += 1) {
        ops.push({ insert: sentence.slice(0, -1), attributes: { bold: line % 2 === 0 } });
        ops.push({ insert: "\n", attributes: { header: 1 + (line % 3) } });
      }
    }
    const document = delta(ops);
    const change = new Delta().retain(Math.floor(document.length() / 2)).insert("字").delete(1);
    measure(`${megabytes} MB ${name}, small op`, () => (document.compose(change), 1));
  }
}
