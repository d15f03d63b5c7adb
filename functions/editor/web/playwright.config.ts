import { defineConfig } from "@playwright/test";

/** Where the service is reached, pages included. While pages are worked on: `vite`, which passes calls to the service. */
const baseURL = process.env.SPINDLE_URL ?? "http://127.0.0.1:3000";

/** Specs of the pages, in Debian's Chromium, against a real service. */
export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: process.env.WORKERS ? Number(process.env.WORKERS) : 1,
  // A machine that compiles at the same time is slow at times; what passes only the second time is told as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    baseURL,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox"],
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
