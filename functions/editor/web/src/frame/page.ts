import { Commands } from "./commands";
import { record } from "./parent";
import type { Config, Frame } from "./types";

/** Why a page has no configuration; `message` is for people. */
export class NoConfig extends Error {
  override name = "NoConfig";
}

/**
 * The frame of a page that has its configuration itself: a deployment's host page writes it into
 * `<script type="application/json" id="config">`, or the address names it with `config=`.
 * Events go nowhere but to `told`, and `give` stands for what a parent would send.
 */
export interface PageFrame extends Frame {
  /** Who wants to know of events; one listener a call. */
  told(listener: (event: string, data: unknown) => void): void;
  /** Gives the editor a command, as a page with `api.js` would. */
  give(command: string, data: unknown): void;
}

/** The frame over a configuration that comes from `source`. */
export function pageFrame(source: Promise<Config>): PageFrame {
  const commands = new Commands();
  const listeners: ((event: string, data: unknown) => void)[] = [];
  source.catch(() => undefined);
  return {
    config: source,
    emit: (event, data) => {
      for (const listener of listeners) listener(event, data);
    },
    on: (command, run) => commands.on(command, run),
    told: (listener) => void listeners.push(listener),
    give: (command, data) => commands.give(command, data),
  };
}

/** The configuration in the page, or `null` where it has none. */
export function configInPage(page: Document): Promise<Config> | null {
  const script = page.getElementById("config");
  if (script === null) return null;
  return new Promise((resolve) => resolve(asConfig(json(script.textContent ?? ""))));
}

/** Fetches the configuration at `address`, which must be of the page's own origin: it may carry a token. */
export async function configAt(address: string, here: URL): Promise<Config> {
  const url = new URL(address, here);
  if (url.origin !== here.origin) throw new NoConfig("The address of the configuration belongs to another origin.");
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new NoConfig(`The configuration cannot be read: the server answered ${response.status}.`);
  return asConfig(await response.json().catch(() => null));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoConfig("The configuration in this page is not JSON.");
  }
}

function asConfig(value: unknown): Config {
  const config = record(value);
  if (typeof config["document"] !== "object") throw new NoConfig("The configuration has no document.");
  return config as Config;
}
