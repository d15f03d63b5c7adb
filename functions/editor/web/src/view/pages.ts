// The viewer's parts find the library on the page: it must be there before them.
import { AnnotationMode, type PDFDocumentProxy } from "pdfjs-dist";
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFViewer, ScrollMode } from "pdfjs-dist/web/pdf_viewer.mjs";
import { el, t } from "../ui";

/** How the pages are scaled: a factor, or to what they fit. */
export type Zoom = number | "page-width" | "page-fit";

/** What changes while somebody reads. */
export interface Reading {
  page: number;
  pages: number;
  /** 1 is 100 %. */
  scale: number;
  zoom: Zoom;
}

/** A place in the window. */
export interface Point {
  x: number;
  y: number;
}

/** What is enlarged step by step, or under fingers, is drawn sharply when nothing has moved for so many milliseconds. */
const SHARP_MS = 250;

/** The pages of a document, one below the other; those in sight are drawn, with their text above for selecting and reading out. */
export class Pages {
  readonly element = el("div", { class: "view-scroll", tabindex: 0, role: "region", "aria-label": t("view.pages") });
  readonly bus = new EventBus();
  readonly #viewer: PDFViewer;
  readonly #links: PDFLinkService;
  readonly #find: PDFFindController;
  #zoom: Zoom = "page-width";
  #before: Zoom = "page-width";

  constructor(
    readonly document: PDFDocumentProxy,
    private readonly changed: (reading: Reading) => void,
  ) {
    const list = el("div", { class: "pdfViewer" });
    this.element.append(list);
    this.#links = new PDFLinkService({ eventBus: this.bus, externalLinkTarget: LinkTarget.BLANK, externalLinkRel: "noopener noreferrer nofollow" });
    this.#find = new PDFFindController({ eventBus: this.bus, linkService: this.#links });
    this.#viewer = new PDFViewer({
      container: this.element,
      viewer: list,
      eventBus: this.bus,
      linkService: this.#links,
      findController: this.#find,
      // Notes are drawn, links work; forms are not filled in.
      annotationMode: AnnotationMode.ENABLE,
    });
    this.#links.setViewer(this.#viewer);
    for (const event of ["pagechanging", "scalechanging"]) this.bus.on(event, () => this.#tell());
  }

  /** Shows the pages; the element must be in the page. */
  async show(zoom: Zoom): Promise<void> {
    this.#viewer.setDocument(this.document);
    this.#links.setDocument(this.document, null);
    await this.#viewer.firstPagePromise;
    this.zoomTo(zoom);
  }

  get reading(): Reading {
    return { page: this.#viewer.currentPageNumber, pages: this.document.numPages, scale: this.#viewer.currentScale, zoom: this.#zoom };
  }

  /** Goes to a page; numbers beyond the ends are the ends. */
  go(page: number): void {
    if (!Number.isFinite(page)) return;
    this.#viewer.currentPageNumber = Math.min(Math.max(1, Math.round(page)), this.document.numPages);
  }

  zoomTo(zoom: Zoom): void {
    this.#zoom = zoom;
    if (typeof zoom === "number") this.#viewer.currentScale = Math.min(Math.max(0.1, zoom), 8);
    else this.#viewer.currentScaleValue = zoom;
    this.#tell();
  }

  /** One step larger or smaller; what is at `at`, else in the middle, stays where it is. */
  step(larger: boolean, at?: Point): void {
    this.scaleBy(larger ? 1.15 : 1 / 1.15, at);
  }

  /** So many times larger, around a place in the window. */
  scaleBy(factor: number, at?: Point): void {
    const { element } = this;
    const box = element.getBoundingClientRect();
    const { x, y } = at ?? { x: box.left + element.clientWidth / 2, y: box.top + element.clientHeight / 2 };
    this.#zoom = Math.min(Math.max(0.1, this.#viewer.currentScale * factor), 8);
    this.#viewer.updateScale({
      scaleFactor: this.#zoom / this.#viewer.currentScale,
      drawingDelay: SHARP_MS,
      origin: [x - box.left + element.offsetLeft, y - box.top + element.offsetTop],
    });
    this.#tell();
  }

  rotate(): void {
    const { page } = this.reading;
    this.#viewer.pagesRotation = (this.#viewer.pagesRotation + 90) % 360;
    // Pages that lie have other heights: the same place of the list is another page.
    this.go(page);
  }

  /** The window has another size: what fits is fitted again. */
  fit(): void {
    if (typeof this.#zoom !== "number") this.#viewer.currentScaleValue = this.#zoom;
    this.#viewer.update();
  }

  /** One page at a time, as for an audience. */
  single(on: boolean): void {
    const { page } = this.reading;
    // Three is the viewer's number for "full screen", one for "as usual": it leaves no room around the page then.
    this.bus.dispatch("presentationmodechanged", { source: this, state: on ? 3 : 1 });
    this.#viewer.scrollMode = on ? ScrollMode.PAGE : ScrollMode.VERTICAL;
    if (on) this.#before = this.#zoom;
    this.zoomTo(on ? "page-fit" : this.#before);
    this.go(page);
  }

  /** Searches; `again` goes on from the match that is shown. */
  find(query: string, { again = false, previous = false, matchCase = false } = {}): void {
    this.bus.dispatch("find", {
      source: this, type: again ? "again" : "", query, caseSensitive: matchCase, entireWord: false, highlightAll: true, findPrevious: previous, matchDiacritics: false,
    });
  }

  endFind(): void {
    this.bus.dispatch("findbarclose", { source: this });
  }

  destroy(): void {
    this.#viewer.cleanup();
    void this.document.loadingTask.destroy();
  }

  #tell(): void {
    this.changed(this.reading);
  }
}
