/** The kinds of documents, each with the folder of its page. */
export const folders = {
  word: "documenteditor",
  cell: "spreadsheeteditor",
  slide: "presentationeditor",
  pdf: "pdfeditor",
  // Drawings are shown as pages, as a PDF is.
  diagram: "pdfeditor",
} as const;

/** A kind of documents. */
export type DocumentType = keyof typeof folders;

const types: Record<DocumentType, string> = {
  word: "doc docm docx dot dotm dotx epub fb2 fodt hml htm html hwp hwpx md mht mhtml odt ott pages rtf stw sxw txt wps wpt xml",
  cell: "csv et ett fods numbers ods ots sxc tsv xls xlsb xlsm xlsx xlt xltm xltx",
  slide: "dps dpt fodp key odg odp otp pot potm potx pps ppsm ppsx ppt pptm pptx sxi",
  pdf: "djvu docxf oform oxps pdf xps",
  diagram: "vsdm vsdx vssm vssx vstm vstx",
};

/** Names that pages used before. */
const older: Record<string, DocumentType> = { text: "word", spreadsheet: "cell", presentation: "slide" };

/** The kind of documents that a configuration means by `documentType`, else by `fileType`; `null` where neither says. */
export function documentType(given: string | undefined, fileType: string | undefined): DocumentType | null {
  if (given !== undefined && given !== "") {
    const named = given.toLowerCase();
    const now = Object.hasOwn(older, named) ? (older[named] ?? named) : named;
    return Object.hasOwn(folders, now) ? (now as DocumentType) : null;
  }
  for (const kind of Object.keys(types) as DocumentType[]) {
    if (types[kind].split(" ").includes((fileType ?? "").toLowerCase())) return kind;
  }
  return null;
}

/** Whether the old name of a kind was used, which is worth a warning. */
export function isOlderName(given: string | undefined): boolean {
  return given !== undefined && Object.hasOwn(older, given.toLowerCase());
}
