import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds that is serious or critical: the rule, and the places. */
export default async function serious(page: Page): Promise<{ rule: string; places: string[] }[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    type Result = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    const { violations } = await (window as unknown as { axe: { run(): Promise<Result> } }).axe.run();
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => ({ rule: id, places: nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)) }));
  });
}
