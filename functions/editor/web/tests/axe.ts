import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "@playwright/test";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Result {
  violations: { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** What axe finds in a page or frame that is serious or worse, a line each. */
export async function serious(page: Page | Frame): Promise<string[]> {
  // Evaluated: the pages allow no script of others to be added.
  await page.evaluate(await readFile(script, "utf8"));
  const { violations } = (await page.evaluate("axe.run()")) as Result;
  return violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`));
}
