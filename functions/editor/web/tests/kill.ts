import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type BrowserContext } from "@playwright/test";

/** A browser with a folder of its own, which can be killed and started again with what it had on the disk. */
export class Mortal {
  private constructor(private readonly folder: string, public context: BrowserContext) {}

  static async start(): Promise<Mortal> {
    const folder = await mkdtemp(join(tmpdir(), "spindle-mortal-"));
    return new Mortal(folder, await launch(folder));
  }

  /** Kills it as a crash does; nothing of it runs any more afterwards. */
  async kill(): Promise<void> {
    const cdp = await this.context.browser()!.newBrowserCDPSession();
    const { processInfo } = (await cdp.send("SystemInfo.getProcessInfo")) as { processInfo: { type: string; id: number }[] };
    const pid = processInfo.find((one) => one.type === "browser")?.id;
    if (!pid || pid < 2) throw new Error("the browser has no process");
    const closed = new Promise<void>((resolve) => this.context.once("close", () => resolve()));
    process.kill(pid, "SIGKILL");
    await closed;
  }

  async restart(): Promise<void> {
    this.context = await launch(this.folder);
  }

  async end(): Promise<void> {
    await this.context.close().catch(() => {});
    await rm(this.folder, { recursive: true, force: true });
  }
}

function launch(folder: string): Promise<BrowserContext> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launchPersistentContext(folder, { executablePath, args: ["--no-sandbox"] });
}
