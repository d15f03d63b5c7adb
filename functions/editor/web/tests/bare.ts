import { resolve } from "node:path";

import type { BrowserContext, Page } from "@playwright/test";
import { build } from "vite";

import { service } from "./storage";

let bundled: Promise<string> | undefined;

/** The session as one script, built once. */
function script(): Promise<string> {
  bundled ??= build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: resolve(import.meta.dirname, "bare-page.ts"), formats: ["es"], fileName: "bare" },
    },
  }).then((made) => {
    const [first] = Array.isArray(made) ? made : [made];
    if (!first || !("output" in first)) throw new Error("the session was not built");
    return first.output[0].code;
  });
  return bundled;
}

/** Lets a context open bare pages of the service's origin: no editor, only the session. */
export async function bare(context: BrowserContext): Promise<void> {
  const code = await script();
  await context.route(`${service}/bare/**`, (route) => {
    const isScript = route.request().url().endsWith(".js");
    return route.fulfill(isScript
      ? { contentType: "text/javascript", body: code }
      : { contentType: "text/html", body: '<!doctype html><meta charset="utf-8"><title>Bare</title><script type="module" src="bare.js"></script>' });
  });
}

/** Opens a bare page and joins in it. */
export async function joinIn(page: Page, config: object, options: object = {}): Promise<void> {
  await page.goto(`${service}/bare/page.html`);
  await page.waitForFunction(() => "bare" in window);
  await page.evaluate(([config, options]) => window.bare.join(config, options), [config, options] as const);
}
