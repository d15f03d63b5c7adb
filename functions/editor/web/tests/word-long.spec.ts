import { expect, test, type Page } from "@playwright/test";
import Delta from "quill-delta";

import { Storage } from "./storage";
import { Word } from "./word/open";

// A trace would look at the whole document after each key.
test.use({ trace: "off" });

let storage: Storage;
test.beforeAll(async () => void (storage = await Storage.start()));
test.afterAll(async () => storage.stop());

type Random = () => number;

function chance(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** Text of so many sections, each about a page: paragraphs, a list, a table, a few lines of code. */
function sections(many: number): Delta {
  const delta = new Delta();
  const text = (number: number, words: number) => Array.from({ length: words }, (_, at) => `w${(number * 31 + at * 7) % 97}`).join(" ");
  for (let number = 1; number <= many; number += 1) {
    delta.insert(`Section ${number}`).insert("\n", { header: 2 });
    for (let at = 0; at < 5; at += 1) delta.insert(text(number + at, 60)).insert(" bold", { bold: true }).insert(".\n");
    for (let at = 0; at < 4; at += 1) delta.insert(text(at, 8)).insert("\n", { list: at === 2 ? "bullet" : "ordered" });
    for (let cell = 0; cell < 4; cell += 1) delta.insert(`cell ${cell}`).insert("\n", { table: `row-${number}-${cell >> 1}` });
    for (let at = 0; at < 3; at += 1) delta.insert(`code(${at});`).insert("\n", { "code-block": true });
  }
  return delta.insert("The end.\n");
}

/** What is wrong with how the text is parted into chunks; empty where nothing is. */
function wrong(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const chunks = [...document.querySelectorAll<HTMLElement>(".ql-editor > *")];
    for (const [at, chunk] of chunks.entries()) {
      if (chunk.className !== "w-chunk" && chunk.className !== "w-chunk w-near") found.push(`${chunk.tagName}.${chunk.className} outside of chunks`);
      if (chunk.children.length === 0 || chunk.querySelector(".w-chunk")) found.push(`chunk ${at} is empty or holds others`);
      const [last, first] = [chunk.lastElementChild as HTMLElement | null, chunks[at + 1]?.firstElementChild as HTMLElement | null | undefined];
      if (last && first && last.tagName === first.tagName && (last.tagName === "UL" || last.tagName === "TABLE" || (last.dataset.code && first.dataset.code))) found.push(`a ${last.tagName} is cut after chunk ${at}`);
      if ((chunk.textContent?.length ?? 0) > 12_000) found.push(`chunk ${at} is too large`);
    }
    return found;
  });
}

/** Where the cursor is: the text of its line, and whether one can see it. */
function cursor(page: Page): Promise<{ line: string; seen: boolean }> {
  return page.evaluate(() => {
    const node = getSelection()?.focusNode;
    const line = (node instanceof Element ? node : node?.parentElement)?.closest("p, h1, h2, h3, li, td");
    const box = line?.getBoundingClientRect();
    return { line: line?.textContent ?? "", seen: Boolean(box && box.height > 0 && box.bottom > 0 && box.top < innerHeight) };
  });
}

test("the cursor goes through a long text as through a short one", async ({ page }) => {
  test.setTimeout(120_000);
  const word = await Word.with(page, storage, sections(40));
  await word.text.focus();
  await word.press("Control+Home");
  expect(await page.locator(".w-chunk").count()).toBeGreaterThan(20);
  expect(await wrong(page)).toEqual([]);
  await word.press("Control+End");
  await expect.poll(() => cursor(page)).toEqual({ line: "The end.", seen: true });
  await word.press("Control+Home");
  await expect.poll(() => cursor(page)).toEqual({ line: "Section 1", seen: true });
  await word.press("Control+End", "Control+Shift+Home");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString().includes("Section 20"))).toBe(true);
  await word.press("ArrowRight");
  await expect.poll(() => cursor(page)).toEqual({ line: "The end.", seen: true });
  // Line by line through several chunks and back.
  await word.press("Control+Home");
  for (let at = 0; at < 60; at += 1) await word.press("ArrowDown");
  expect((await cursor(page)).line).not.toBe("Section 1");
  for (let at = 0; at < 65; at += 1) await word.press("ArrowUp");
  expect(await cursor(page)).toEqual({ line: "Section 1", seen: true });
  // Typing goes on where the cursor is, wherever one has scrolled to.
  await page.locator(".ui-main").evaluate((main) => main.scrollTo(0, main.scrollHeight / 2));
  await page.keyboard.type("X");
  await expect.poll(() => cursor(page)).toEqual({ line: "XSection 1", seen: true });
  await word.press("Control+f");
  await page.keyboard.type("Section 33");
  await expect(page.locator(".w-find-count")).toHaveText("1 of 1");
  await expect(page.getByRole("heading", { name: "Section 33" })).toBeInViewport();
  await word.press("Escape");
  await page.keyboard.type("Found");
  await expect.poll(async () => JSON.stringify((await word.content()).ops).includes("Found")).toBe(true);
  const now = await word.content();
  expect(now.ops.map(({ insert }) => insert).join("")).toContain("\nFound\n");
});

test("whatever is done to a long text, the service has what is on the screen", async ({ page }) => {
  test.setTimeout(180_000);
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  const random = chance(seed);
  const word = await Word.with(page, storage, sections(12));
  const press = async (key: string, most: number) => {
    for (let at = Math.floor(random() * most); at >= 0; at -= 1) await word.press(key);
  };
  const acts: (() => Promise<unknown>)[] = [
    () => page.keyboard.type(pick(["hello ", "漢字 ", "a"], random)),
    () => press("Enter", 4),
    () => press("Backspace", 5),
    () => press("Delete", 5),
    () => word.press("Control+Shift+8"),
    () => word.press("Control+Shift+7"),
    () => word.press("Control+Alt+2"),
    () => word.press("Control+z"),
    () => word.press("Control+y"),
    () => word.paste({ "text/plain": Array.from({ length: 1 + Math.floor(random() * 60) }, (_, at) => `pasted ${at}`).join("\n") }),
    () => word.press("Delete"),
    async () => {
      const peer = word.peer!;
      const now = await peer.content();
      const at = Math.floor(random() * now.length());
      const many = Math.min(Math.floor(random() * random() * 4000), now.length() - 1 - at);
      const change = random() < 0.5 ? new Delta().retain(at).delete(Math.max(0, many)) : new Delta().retain(at).insert(Array.from({ length: 30 }, (_, one) => `theirs ${one}`).join("\n"));
      if (change.length() > 0) await peer.change(change.chop());
    },
  ];
  const moves: (() => Promise<unknown>)[] = [
    () => press("PageDown", 4), () => press("PageUp", 4), () => press("ArrowDown", 9), () => press("ArrowRight", 9),
    () => press("Shift+ArrowDown", 9), () => press("Shift+PageDown", 3), () => word.press("Control+End"), () => word.press("Control+Home"), () => word.press("Control+Shift+End"),
  ];
  await word.text.focus();
  for (let round = 0; round < 20; round += 1) {
    for (let step = 0; step < 4; step += 1) {
      await pick(moves, random)();
      await pick(acts, random)();
    }
    await expect(page.locator(".ui-header")).toHaveAttribute("data-status", "saved");
    // There may be nothing left to copy.
    if (plainEnd(await word.content()).length === 0) await word.peer!.write(sections(12));
    await expect.poll(async () => plainEnd(await word.copied()), { message: `seed ${seed}, round ${round}` }).toEqual(plainEnd(await word.content()));
    expect(await wrong(page), `seed ${seed}, round ${round}`).toEqual([]);
    await word.press("ArrowRight");
  }
});

/** Without the line ends that it ends with: a selection of everything has not all of them where the last line is empty. */
function plainEnd(delta: Delta): Delta["ops"] {
  const text = delta.ops.map((op) => (typeof op.insert === "string" ? op.insert : " ")).join("");
  return delta.slice(0, text.replace(/\n+$/, "").length).ops;
}
