import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { expect, test, type Page } from "@playwright/test";
import Delta from "quill-delta";

import { service } from "../storage";

// A trace would look at the whole document after each key.
test.use({ trace: "off", screenshot: "off" });

const pages = Number(process.env.BENCH ?? 0);

/** A page of about 500 words: headings, paragraphs with formats, lists, a small table. */
function aPage(delta: Delta, number: number): void {
  const words = "the quick brown fox jumps over a lazy dog while seven wizards watch from behind their quiet books".split(" ");
  const text = (from: number, many: number) => Array.from({ length: many }, (_, at) => words[(from * 7 + at * 5) % words.length]).join(" ");
  delta.insert(`Section ${number}`).insert("\n", { header: (number % 3) + 1 });
  for (let at = 0; at < 7; at += 1) {
    delta.insert(`${text(at + number, 22)} `).insert(text(at, 3), { bold: true }).insert(` ${text(at, 20)} `).insert("linked", { link: "https://example.com" }).insert(` ${text(at + 2, 12)}.\n`);
  }
  for (let at = 0; at < 4; at += 1) delta.insert(text(at, 9)).insert("\n", { list: at % 2 ? "bullet" : "ordered" });
  for (const row of ["a", "b"]) for (let cell = 0; cell < 3; cell += 1) delta.insert(text(cell, 2)).insert("\n", { table: `row-${number}-${row}` });
  delta.insert("\n");
}

async function post(path: string, body: unknown): Promise<Record<string, never>> {
  const answer = await fetch(`${service}${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, never>;
}

async function type(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as unknown as { times: number[] }).times = times;
    document.addEventListener("keydown", () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - start);
        channel.port2.postMessage(null);
      });
    }, { capture: true });
  });
  for (const key of keys) await page.keyboard.press(key, { delay: 100 });
  return page.evaluate(() => (window as unknown as { times: number[] }).times);
}

const letters = Array.from({ length: 120 }, (_, at) => (at % 40 === 39 ? "Enter" : at % 23 === 22 ? "Backspace" : at % 6 === 5 ? "Space" : "etaoinshrdlu"[at % 12]!));

interface Typed {
  keys: number;
  /** Milliseconds from a key to the next paint. */
  p50: number;
  p95: number;
  most: number;
  /** Milliseconds of a key: of the page's thread on the processor, and of the clock in parts of it. */
  cpu: number;
  script: number;
  style: number;
  layout: number;
  task: number;
}

/** Types where the cursor is, and says what it took. */
async function measure(page: Page): Promise<Typed> {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const spent = async () => Object.fromEntries((await client.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value * 1000]));
  const before = await spent();
  const profiled = process.env.PROFILE;
  if (profiled) {
    await client.send("Profiler.enable");
    await client.send("Profiler.start");
  }
  const times = (await type(page, letters)).sort((a, b) => a - b);
  if (profiled) await writeFile(profiled, JSON.stringify((await client.send("Profiler.stop")).profile));
  const after = await spent();
  const each = (name: string) => Math.round((((after[name] ?? 0) - (before[name] ?? 0)) / letters.length) * 100) / 100;
  const at = (share: number) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10;
  return { keys: times.length, p50: at(0.5), p95: at(0.95), most: at(1), cpu: each("ThreadTime"), script: each("ScriptDuration"), style: each("RecalcStyleDuration"), layout: each("LayoutDuration"), task: each("TaskDuration") };
}

/** Opens a text of so many pages and puts the cursor into the middle; says how long the page took. */
async function open(page: Page, many: number): Promise<Record<string, number>> {
  const storage = createServer((request, response) => response.end(request.url?.startsWith("/file") ? "\n" : '{"error":0}'));
  await new Promise<void>((resolve) => storage.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  const config = { documentType: "word", document: { key: `bench-${randomUUID()}`, url: `${url}/file`, fileType: "txt", title: "bench.txt" }, editorConfig: { user: { id: "u1", name: "Bench" } } };
  const delta = new Delta();
  for (let number = 1; number <= many; number += 1) aPage(delta, number);
  const { session } = await post("/editing", config);
  await post(`/editing/${session}/changes`, { version: 1, seq: 1, changes: [{ ops: delta.ops }] });
  let bytes = 0;
  page.on("response", async (response) => {
    if (/\/assets\/.*\.(js|css)$|\.html/.test(response.url())) bytes += gzipSync(await response.body()).length;
  });
  await page.route(/^[^?]*\/bench-config\.json$/, (route) => route.fulfill({ json: config }));
  await page.goto(`${service}/web-apps/apps/documenteditor/main/index.html?config=/bench-config.json`);
  await page.locator("html[data-word=ready]").waitFor({ timeout: 120_000 });
  const ready = await page.evaluate(() => performance.now());
  const firstPaint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  await page.locator(".ql-editor p").nth(Math.floor(many * 3.5)).click();
  // What follows on opening is over: the number of words, the first pictures of the page.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  storage.close();
  return { characters: delta.length(), firstPaint: Math.round(firstPaint), ready: Math.round(ready), bytes };
}

/**
 * How fast the editor is with a document of so many pages: `BENCH=100 npx playwright test tests/bench/word.spec.ts`. Beside
 * it the same is measured in an empty page that can be edited, which is what the browser and the machine cost, and in a
 * document of one page. Prints milliseconds from a key press to the next paint (p50, p95, most), what a key costs, and of
 * the documents milliseconds from opening to the first paint and until text can be typed, and the bytes of the page's files,
 * gzip. `PROFILE` names a file for a profile of the typing.
 */
test("typing in a long document", async ({ browser }) => {
  test.skip(!pages, "it is measured where BENCH says how many pages");
  test.setTimeout(300_000);
  const inPage = async (begin: (page: Page) => Promise<Record<string, number>>) => {
    const page = await browser.newPage();
    const begun = await begin(page);
    const typed = await measure(page);
    await page.close();
    return { ...begun, ...typed };
  };
  const empty = await inPage(async (page) => {
    await page.setContent('<div contenteditable style="height: 400px"><p>text</p></div>');
    await page.locator("p").click();
    return {};
  });
  const one = await inPage((page) => open(page, 1));
  const long = await inPage((page) => open(page, pages));
  console.log(["an empty page", "one page", `${pages} pages`].map((name, at) => `${name}: ${JSON.stringify([empty, one, long][at])}`).join("\n"));
  expect(long.p95, "milliseconds from a key press to the next paint").toBeLessThanOrEqual(50);
});
