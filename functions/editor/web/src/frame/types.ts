import type { WopiHost } from "../wopi/types";

/** What integrators give to `DocsAPI.DocEditor`; the fields that are read (docs/api/docs-api.md). */
export interface Config {
  documentType?: string;
  type?: "desktop" | "mobile" | "embedded";
  width?: string;
  height?: string;
  token?: string;
  document?: DocumentConfig;
  editorConfig?: EditorConfig;
  /** In a WOPI host's page: what the service knows the user by, in place of a token and of addresses. */
  wopi?: string;
  wopiHost?: WopiHost;
}

/** `document`. */
export interface DocumentConfig {
  key?: string;
  url?: string;
  fileType?: string;
  title?: string;
  token?: string;
  info?: Record<string, unknown>;
  permissions?: Record<string, unknown>;
  referenceData?: Record<string, unknown>;
}

/** `editorConfig`, with the flags that `api.js` derives from the events somebody listens to (`canRequestClose`, ...). */
export interface EditorConfig {
  callbackUrl?: string;
  mode?: "edit" | "view";
  lang?: string;
  region?: string;
  user?: { id?: string; name?: string; group?: string; image?: string };
  coEditing?: { mode?: "fast" | "strict"; change?: boolean };
  customization?: Record<string, unknown>;
  [flag: string]: unknown;
}

/** The page around the editor's frame. */
export interface Frame {
  /** The configuration, when the page has sent it. */
  readonly config: Promise<Config>;
  /** Tells the page an event (`onDocumentStateChange`, ...). */
  emit(event: string, data?: unknown): void;
  /** What the page wants (`showMessage`, `refreshHistory`, `downloadAs`, ...). The answer ends it. */
  on(command: string, run: (data: unknown) => void): () => void;
}
