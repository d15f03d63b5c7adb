/** What the address of an editor's page says (docs/api/docs-api.md, The frame). */
export interface Query {
  /** Names this frame in messages; the id of the placeholder that it took the place of. */
  frameEditorId: string | null;
  /** The origin of the page that gives commands; `null` where it is not known. */
  parentOrigin: string | null;
  lang: string | null;
  type: string | null;
  mode: string | null;
  fileType: string | null;
  /** The address of a configuration, for pages that nobody has framed with `api.js`. */
  config: string | null;
}

/** Reads a page's query (`location.search`). */
export function readQuery(search: string): Query {
  const given = new URLSearchParams(search);
  return {
    frameEditorId: given.get("frameEditorId"),
    parentOrigin: origin(given.get("parentOrigin")),
    lang: given.get("lang"),
    type: given.get("type"),
    mode: given.get("mode"),
    fileType: given.get("fileType"),
    config: given.get("config"),
  };
}

/** Pages from a file or a sandbox have no origin that messages could be checked against. */
function origin(given: string | null): string | null {
  return given === null || given === "" || given === "null" || given === "file://" ? null : given;
}
