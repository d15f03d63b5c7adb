import { withDefaults } from "./defaults";
import { open } from "./editor";
import { findScript } from "./place";
import type { Config, DocEditor } from "./types";

// Looked up while the script runs: later the page may have removed it.
const script = findScript(document);

/** Loads what editors need before one is opened; `id` names the element that will be its place. */
function warmUp(id?: string): void {
  const place = id === undefined ? document.body : document.getElementById(id);
  if (script === null || place === null) return;
  const frame = document.createElement("iframe");
  frame.src = `${script.base}api/documents/preload.html`;
  frame.title = "Preloading";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.style.cssText = "width:0;height:0;border:0;position:absolute;visibility:hidden";
  place.appendChild(frame);
}

/** `new DocsAPI.DocEditor(placeholder, config)`; works without `new` too. An unusable configuration is an alert, and an editor without a frame. */
function DocEditorConstructor(this: unknown, placeholder: string | HTMLElement, config: Config): DocEditor {
  return open(script, placeholder, withDefaults(config, DocEditor.defaultConfig));
}

const DocEditor = Object.assign(DocEditorConstructor, {
  /** What is used for fields that a configuration leaves out. */
  defaultConfig: { type: "desktop", width: "100%", height: "100%", editorConfig: { lang: "en", canCoAuthoring: true, customization: { about: true, feedback: false } } },
  /** The version of ONLYOFFICE's API that this one follows; the same that the command `version` answers. */
  version: (): string => "9.3.0",
  warmUp,
});

declare global {
  interface Window {
    DocsAPI?: { DocEditor: typeof DocEditor };
  }
}

window.DocsAPI = Object.assign(window.DocsAPI ?? {}, { DocEditor });

const preload = script?.query.get("placeholder");
if (preload !== null && preload !== undefined && preload !== "") {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => warmUp(preload));
  else warmUp(preload);
}
