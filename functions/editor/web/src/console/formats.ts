import type { Service } from "./service";

/** A format as `GET /meta/formats` tells it. */
export interface Format {
  name: string;
  type: string;
  actions: string[];
  convert: string[];
}

let known: Promise<Format[]> | null = null;

/** The formats that this deployment reads and writes. */
export function formats(service: Service): Promise<Format[]> {
  known ??= service.json<Format[]>("meta/formats").catch((error: unknown) => {
    known = null;
    throw error;
  });
  return known;
}

/** Other names of formats, as files have them. */
const ALSO: Record<string, string> = {
  docm: "docx", dotx: "docx", dotm: "docx", dot: "doc", ott: "odt", fodt: "odt", htm: "html", xhtml: "html", markdown: "md", text: "txt",
  xlsm: "xlsx", xltx: "xlsx", xltm: "xlsx", xlt: "xls", ots: "ods", fods: "ods", tab: "tsv",
  pptm: "pptx", potx: "pptx", potm: "pptx", ppsx: "pptx", ppsm: "pptx",
};

/** The format of a file by its extension; nothing where it is not read. */
export function formatOf(list: Format[], extension: string): Format | undefined {
  const name = ALSO[extension] ?? extension;
  return list.find((format) => format.name === name);
}
