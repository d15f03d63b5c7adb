import { Commands } from "./commands";
import type { Query } from "./query";
import type { Config, DocumentConfig, EditorConfig, Frame } from "./types";

/** Where messages come from and go to; the window, and in tests something smaller. */
export interface Surroundings {
  parent: { postMessage(message: string, target: string): void };
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** The frame of a page with `api.js`: messages both ways, and the configuration in two of them. */
export function parentFrame(query: Query, around: Surroundings): Frame {
  const commands = new Commands();
  const emit = (event: string, data?: unknown): void => {
    const message = JSON.stringify({ frameEditorId: query.frameEditorId, event, data });
    around.parent.postMessage(message, query.parentOrigin ?? "*");
  };
  around.addEventListener("message", (event) => {
    // Only the page that framed this one, and only while it is the one that the address names.
    if (event.source !== around.parent) return;
    if (query.parentOrigin !== null && event.origin !== query.parentOrigin) return;
    const message = parse(event.data);
    if (message !== null) commands.give(message.command, message.data);
  });
  const config = new Promise<Config>((resolve) => {
    let init: Record<string, unknown> = {};
    commands.on("init", (data) => {
      init = record(data);
    });
    commands.on("openDocument", (data) => {
      resolve(assemble(init, record(record(data)["doc"])));
    });
  });
  emit("onAppReady");
  return { config, emit, on: (command, run) => commands.on(command, run) };
}

/** The configuration out of `init` (`{config, documentType, type}`) and the document of `openDocument`, which carries the token. */
export function assemble(init: Record<string, unknown>, document: Record<string, unknown>): Config {
  const { token, ...rest } = document;
  const config: Config = { document: rest as DocumentConfig, editorConfig: record(init["config"]) as EditorConfig };
  if (typeof token === "string" && token !== "") config.token = token;
  if (typeof init["documentType"] === "string") config.documentType = init["documentType"];
  const type = init["type"];
  if (type === "desktop" || type === "mobile" || type === "embedded") config.type = type;
  return config;
}

/** What came as a message, if it is a command. */
function parse(data: unknown): { command: string; data: unknown } | null {
  if (typeof data !== "string") return null;
  try {
    const message = record(JSON.parse(data));
    return typeof message["command"] === "string" ? { command: message["command"], data: message["data"] } : null;
  } catch {
    return null;
  }
}

/** A value that may be an object, as one. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
