import { type DocumentType, folders } from "./documentType";
import type { Config } from "./types";

/** Where `api.js` lies, and what its own address says. */
export interface Script {
  /** The address of the folder that has `api/`, with a slash at its end. */
  base: string;
  /** The query of the script's address: `shardkey`, `placeholder`. */
  query: URLSearchParams;
}

/** Finds `api.js` among the page's scripts by the end of its address; `null` where it was renamed. */
export function findScript(page: Document): Script | null {
  const scripts = page.getElementsByTagName("script");
  for (let at = scripts.length - 1; at >= 0; at--) {
    const script = readScript(scripts[at]?.src ?? "");
    if (script !== null) return script;
  }
  return null;
}

/** Takes the address of a script apart, if it is that of `api.js`. */
export function readScript(src: string): Script | null {
  const parts = /^([^?#]*\/)api\/documents\/api\.js(?:\?([^#]*))?/.exec(src);
  return parts === null ? null : { base: parts[1] ?? "", query: new URLSearchParams(parts[2] ?? "") };
}

/** The address of the frame for a configuration. `here` is the page's origin. */
export function frameUrl(base: string, kind: DocumentType, id: string, config: Config, here: string): string {
  const editor = config.editorConfig ?? {};
  const embedded = config.type === "embedded";
  const page = config.type === "mobile" ? "mobile" : embedded ? "embed" : "main";
  const query = new URLSearchParams({ _dc: "0" });
  query.set("lang", editor.lang ?? "en");
  if (config.type !== undefined) query.set("type", config.type);
  query.set("frameEditorId", id);
  if (editor.mode !== undefined) query.set("mode", editor.mode);
  query.set("parentOrigin", here);
  const fileType = config.document?.fileType;
  if (fileType !== undefined) query.set("fileType", fileType);
  const theme = editor.customization?.["uiTheme"];
  if (typeof theme === "string") query.set("uitheme", theme);
  return `${base}${folders[kind]}/${page}/index.html?${query.toString()}`;
}
