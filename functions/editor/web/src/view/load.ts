import { getDocument, GlobalWorkerOptions, PasswordResponses, type PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { el, field, openDialog, t } from "../ui";

// In a build this script lies in `assets/`, next to `pdfjs/`.
const here: string = import.meta.url;
/** Where the fonts, character maps and decoders lie that some documents need. */
const more = (folder: string): string => new URL(`${import.meta.env.DEV ? import.meta.env.BASE_URL : "../"}pdfjs/${folder}/`, here).href;

/**
 * Opens a PDF. `asks` is called when it has a password, before the user is asked.
 * Throws an error in words where it cannot be read.
 */
export async function loadPdf(bytes: ArrayBuffer, asks: () => void): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerSrc = worker;
  const task = getDocument({
    data: bytes,
    cMapUrl: more("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: more("standard_fonts"),
    wasmUrl: more("wasm"),
    // A document is foreign: nothing in it is run.
    isEvalSupported: false,
    enableXfa: false,
  });
  task.onPassword = (give: (password: string) => void, reason: number) => {
    asks();
    askPassword(reason === PasswordResponses.INCORRECT_PASSWORD).then((password) => {
      if (password === null) void task.destroy();
      else give(password);
    }, () => undefined);
  };
  try {
    return await task.promise;
  } catch (error) {
    if (task.destroyed) throw new Error(t("view.locked"));
    throw new Error(t("view.damaged", { reason: error instanceof Error ? error.message : String(error) }));
  }
}

function askPassword(wrong: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const input = el("input", { type: "password", autocomplete: "off", "data-autofocus": true });
    let answer: string | null = null;
    openDialog({
      title: t("view.password"),
      body: [...(wrong ? [el("p", { role: "alert" }, t("view.password.wrong"))] : []), field(t("view.password.label"), input)],
      buttons: [{ label: t("ui.cancel") }, { label: t("view.open"), primary: true, run: () => void (answer = input.value) }],
      closed: () => resolve(answer),
    });
  });
}
