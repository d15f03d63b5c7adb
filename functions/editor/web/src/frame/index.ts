import { configAt, configInPage, NoConfig, pageFrame } from "./page";
import { parentFrame } from "./parent";
import { type Query, readQuery } from "./query";
import type { Frame } from "./types";
import { connectHost } from "../wopi";

/** What the page's address says. */
export const query: Query = readQuery(globalThis.location?.search ?? "");

/** The page around this editor, whatever it is: a page with `api.js`, or the page itself (docs/api/docs-api.md, The frame). */
export const frame: Frame = connect();

function connect(): Frame {
  if (typeof window === "undefined") return pageFrame(Promise.reject(new NoConfig("There is no page.")));
  const inPage = configInPage(document);
  if (inPage !== null) {
    const own = pageFrame(inPage);
    inPage.then((config) => connectHost(own, config), () => undefined);
    return own;
  }
  if (query.config !== null) return pageFrame(configAt(query.config, new URL(location.href)));
  if (query.frameEditorId !== null && window.parent !== window) return parentFrame(query, window);
  return pageFrame(Promise.reject(new NoConfig("This page shows a document when another page opens it with DocsAPI.")));
}
