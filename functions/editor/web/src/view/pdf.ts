import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = worker;

// In a build this script lies in `assets/`, next to `pdfjs/`.
const here: string = import.meta.url;
/** Where the fonts, character maps and decoders lie that some documents need. */
const more = (folder: string): string => new URL(`${import.meta.env.DEV ? import.meta.env.BASE_URL : "../"}pdfjs/${folder}/`, here).href;

/** Begins to read a PDF: with all that it may need, and with nothing in it run. */
export function readPdf(data: ArrayBuffer): PDFDocumentLoadingTask {
  return getDocument({
    data,
    cMapUrl: more("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: more("standard_fonts"),
    wasmUrl: more("wasm"),
    // A document is foreign.
    isEvalSupported: false,
    enableXfa: false,
  });
}
