import { check } from "./check";
import { documentType } from "./documentType";
import { derive } from "./flags";
import { frameUrl, type Script } from "./place";
import type { Config, DocEditor } from "./types";

/** Methods that only pass on what they were given, under their own name. */
const passed = [
  "refreshHistory", "setHistoryData", "setEmailAddresses", "setActionLink", "setUsers", "showSharingSettings", "setSharingSettings",
  "insertImage", "setMailMergeRecipients", "setRevisedFile", "setFavorite", "setReferenceData", "refreshFile", "setRequestedDocument",
  "setRequestedSpreadsheet", "setReferenceSource", "startFilling", "requestClose", "requestRoles",
] as const;

/** Random hexadecimal digits for a key that was left out. */
function randomKey(): string {
  let key = "";
  for (const byte of Array.from(crypto.getRandomValues(new Uint8Array(10)))) key += byte.toString(16).padStart(2, "0");
  return key;
}

/** Opens a document in the place of an element; where that cannot be, after an alert, an editor without a frame, whose methods do nothing. */
export function open(script: Script | null, placeholder: string | HTMLElement, given: unknown): DocEditor {
  const refuse = (reason: string): DocEditor => {
    window.alert(reason);
    return methods(nothing, nothing);
  };
  if (script === null) return refuse("DocsAPI does not know where its frame is: the script's address must end with api/documents/api.js.");
  const target = typeof placeholder === "string" ? document.getElementById(placeholder) : placeholder;
  if (target === null || target === undefined) return refuse(`DocsAPI.DocEditor: this page has no element "${String(placeholder)}".`);
  const checked = check(given, randomKey);
  if ("error" in checked) return refuse(checked.error);
  for (const warning of checked.warnings) console.warn(`DocsAPI.DocEditor: ${warning}`);
  const config = checked.config;
  const editorConfig = config.editorConfig ?? {};
  Object.assign(editorConfig, derive(config.events ?? {}));
  const shard = script.query.get("shardkey");
  if (shard !== null) editorConfig["shardkey"] = shard === "" || shard === "true" ? config.document?.key : shard;
  config.editorConfig = editorConfig;
  return connect(script, target, config);
}

/** The frame, and messages with it. */
function connect(script: Script, target: HTMLElement, config: Config): DocEditor {
  const id = target.id === "" ? `docs-${randomKey()}` : target.id;
  const kind = documentType(config.documentType, config.document?.fileType) ?? "word";
  const frame = makeFrame(frameUrl(script.base, kind, id, config, window.location.origin), config);
  const origin = new URL(frame.src, window.location.href).origin;
  target.parentNode?.replaceChild(frame, target);

  const send = (command: string, data: unknown): void => {
    frame.contentWindow?.postMessage(JSON.stringify({ command, data }), "*");
  };
  const openDocument = (document: Record<string, unknown>): void =>
    send("openDocument", { doc: config.token === undefined || config.token === "" ? document : { ...document, token: config.token } });

  const editor = methods(send, openDocument);
  const heard = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const message = parse(event.data);
    if (message === null || message.frameEditorId !== id) return;
    if (message.event === "onAppReady") {
      send("init", { config: config.editorConfig, documentType: kind, type: config.type });
      if (config.document !== undefined && config.document !== null) openDocument(config.document as Record<string, unknown>);
    }
    const listener = config.events?.[message.event];
    if (typeof listener === "function") listener.call(editor, { target: editor, data: message.data as never });
    // Somebody asked for the newer version, and the page has no way of its own to it.
    else if (message.event === "onOutdatedVersion") window.location.reload();
  };
  window.addEventListener("message", heard);

  editor.destroyEditor = () => {
    window.removeEventListener("message", heard);
    if (frame.parentNode === null) return;
    // The page may open another document in the same place; who made the element (a framework) finds it there again.
    target.id = id;
    target.replaceChildren();
    frame.parentNode.replaceChild(target, frame);
  };
  editor.grabFocus = () => {
    frame.focus();
    send("grabFocus", {});
  };
  return editor;
}

function makeFrame(src: string, config: Config): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.name = "frameEditor";
  frame.src = src;
  frame.title = config.document?.title ?? "Document";
  frame.width = String(config.width ?? "100%");
  frame.height = String(config.height ?? "100%");
  frame.style.border = "0";
  // A frame stands on the line as a letter does, with room for descenders below it: a page that it fills would scroll.
  frame.style.verticalAlign = "top";
  if (config.type === "mobile") {
    // Pages for phones are made for this: the frame has the whole window, whatever height is around it, and what is pulled down there reloads nothing.
    frame.style.position = "fixed";
    document.body.style.overscrollBehaviorY = "contain";
  }
  frame.allowFullscreen = true;
  frame.setAttribute("allow", "autoplay; camera; microphone; display-capture; clipboard-read; clipboard-write");
  return frame;
}

function methods(send: (command: string, data: unknown) => void, openDocument: (document: Record<string, unknown>) => void): DocEditor {
  const editor: Record<string, unknown> = { openDocument, destroyEditor: nothing, grabFocus: nothing };
  for (const name of passed) editor[name] = (data?: unknown) => send(name, data ?? {});
  editor["setFavorite"] = (favorite: boolean) => send("setFavorite", { favorite });
  editor["setActionLink"] = (url: string) => send("setActionLink", { url });
  editor["startFilling"] = (enabled: boolean) => send("startFilling", { enabled });
  editor["downloadAs"] = (fileType?: string) => send("downloadAs", { fileType });
  editor["serviceCommand"] = (command: string, data?: unknown) => send("serviceCommand", { command, data });
  editor["blurFocus"] = () => send("blurFocus", {});
  editor["processRightsChange"] = (enabled: boolean, message?: string) => send("processRightsChange", { enabled, message });
  editor["denyEditingRights"] = (message?: string) => send("processRightsChange", { enabled: false, message });
  editor["processMailMerge"] = (enabled: boolean, message?: string) => send("processMailMerge", { enabled, message });
  // With two texts the first is the title: pages that say more than a message have always said it so.
  editor["showMessage"] = (first: unknown, message?: string) =>
    send("showMessage", typeof first === "object" && first !== null ? first : message === undefined || message === "" ? { message: first } : { message, title: first });
  // Nothing in the frame needs to know of the page's mouse: dragging there captures the pointer.
  editor["attachMouseEvents"] = editor["detachMouseEvents"] = nothing;
  editor["createConnector"] = connector;
  return editor as unknown as DocEditor;
}

function nothing(): void {}

function connector() {
  console.warn("DocsAPI: createConnector does nothing here.");
  return { callCommand: nothing, executeMethod: nothing, attachEvent: nothing, detachEvent: nothing, connect: nothing, disconnect: nothing };
}

function parse(data: unknown): { frameEditorId: unknown; event: string; data: unknown } | null {
  if (typeof data !== "string") return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== "object" || message === null) return null;
    const { frameEditorId, event, data: told } = message as Record<string, unknown>;
    return typeof event === "string" ? { frameEditorId, event, data: told } : null;
  } catch {
    return null;
  }
}
