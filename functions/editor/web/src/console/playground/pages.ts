import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { el } from "../../ui/dom";
import { t } from "../../ui/i18n";
import { readPdf } from "../../view/pdf";

/** Pages of a PDF, drawn when they come into sight; `end` frees them. */
export interface Pages {
  count: number;
  end(): void;
}

/** Shows the pages of a PDF in `holder`, each as wide as it. */
export async function showPages(holder: HTMLElement, pdf: Blob): Promise<Pages> {
  const task = readPdf(await pdf.arrayBuffer());
  const document_ = await task.promise;
  const first = await document_.getPage(1);
  const places: HTMLElement[] = [];
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      void draw(document_, entry.target as HTMLElement, first);
    }
  }, { root: holder, rootMargin: "400px" });
  const size = first.getViewport({ scale: 1 });
  for (let number = 1; number <= document_.numPages; number += 1) {
    const place = el("div", { class: "c-sheet", role: "img", "aria-label": t("console.play.page", { number, count: document_.numPages }), "data-page": number, style: `aspect-ratio: ${size.width} / ${size.height}` });
    places.push(place);
  }
  holder.replaceChildren(...places);
  for (const place of places) seen.observe(place);
  return {
    count: document_.numPages,
    end() {
      seen.disconnect();
      void task.destroy();
    },
  };
}

async function draw(document_: PDFDocumentProxy, place: HTMLElement, first: PDFPageProxy): Promise<void> {
  const number = Number(place.dataset.page);
  const page = number === 1 ? first : await document_.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  place.style.aspectRatio = `${plain.width} / ${plain.height}`;
  const scale = (place.clientWidth / plain.width) * Math.min(2, window.devicePixelRatio || 1);
  const viewport = page.getViewport({ scale });
  const canvas = el("canvas", { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
  await page.render({ canvas, viewport }).promise;
  place.replaceChildren(canvas);
  place.dataset.drawn = "true";
}
