import { fetchFile, printPdf } from "../frame/files";
import type { Host, Open, Opened } from "../frame/host";
import type { Session } from "../session/types";
import { el, register, registerIcons, Shortcuts, t, toast } from "../ui";
import { FindBar } from "./find";
import { viewIcons } from "./icons";
import { damaged, loadPdf } from "./load";
import { Pages } from "./pages";
import { pinch } from "./pinch";
import { Thumbnails } from "./thumbnails";
import { Tools } from "./tools";
import { viewWords } from "./words";
import "./view.css";

/** Shows a document as its pages: presentations, PDFs, and whatever else is only shown. */
export const open: Open = async (session: Session, host: Host): Promise<Opened> => {
  register(viewWords);
  registerIcons(viewIcons);
  const { main } = host.shell;
  main.classList.add("view-main");
  const waiting = el("div", { class: "view-waiting", role: "status" }, el("div", { class: "ui-spinner", "aria-hidden": "true" }), el("p", {}, t("view.preparing")));
  main.replaceChildren(waiting);
  const bytes = await fetchPages(session);
  const document_ = await loadPdf(bytes.slice(0), () => host.frame.emit("onUserActionRequired"));
  return new View(session, host, bytes, document_).start();
};

/** The pages as the service lays them out. */
async function fetchPages(session: Session): Promise<ArrayBuffer> {
  const { url } = await session.download("pdf");
  return fetchFile(url).catch((error: unknown) => {
    throw damaged(error);
  });
}

class View implements Opened {
  readonly #pages: Pages;
  readonly #thumbnails: Thumbnails;
  readonly #tools: Tools;
  readonly #find: FindBar;
  readonly #ends: (() => void)[] = [];

  constructor(
    private readonly session: Session,
    private readonly host: Host,
    private readonly bytes: ArrayBuffer,
    pdf: Awaited<ReturnType<typeof loadPdf>>,
  ) {
    this.#pages = new Pages(pdf, (reading) => {
      this.#tools.show(reading);
      this.#thumbnails.mark(reading.page);
    });
    this.#thumbnails = new Thumbnails(pdf, (page) => {
      this.#pages.go(page);
      if (narrow()) this.#showThumbnails(false);
    });
    this.#find = new FindBar(this.#pages, () => this.#pages.element.focus());
    this.#tools = new Tools(this.#pages, {
      // In the history the place at the side belongs to the versions.
      thumbnails: host.history ? null : (shown) => this.#showThumbnails(shown),
      find: () => this.#find.open(),
      present: session.joined.kind === "slide" && document.fullscreenEnabled ? () => void this.#present() : null,
      print: host.can.print ? () => host.print() : null,
    });
  }

  async start(): Promise<this> {
    const { shell } = this.host;
    shell.setTools(this.#tools.element);
    shell.main.replaceChildren(this.#find.element, this.#pages.element);
    if (!this.host.can.copy) this.#pages.element.classList.add("view-no-copy");
    const slides = this.session.joined.kind === "slide";
    await this.#pages.show(slides && !narrow() ? "page-fit" : "page-width");
    this.#showThumbnails(slides && !narrow() && this.host.config.type !== "embedded");
    this.#keys();
    const watch = new ResizeObserver(() => this.#pages.fit());
    watch.observe(this.#pages.element);
    const presented = (): void => this.#pages.single(document.fullscreenElement !== null);
    shell.main.addEventListener("fullscreenchange", presented);
    this.#ends.push(() => watch.disconnect(), () => shell.main.removeEventListener("fullscreenchange", presented));
    return this;
  }

  focus(): void {
    this.#pages.element.focus();
  }

  place(): unknown {
    return { page: this.#pages.reading.page };
  }

  goTo(place: unknown): void {
    if (typeof place === "object" && place !== null && "page" in place) this.#pages.go(Number(place.page));
  }

  print(): void {
    printPdf(this.bytes).catch((error: unknown) => toast(String(error), "error"));
  }

  destroy(): void {
    for (const end of this.#ends) end();
    this.#thumbnails.destroy();
    this.#pages.destroy();
    this.host.shell.setTools();
    if (!this.host.history) this.host.shell.setAside(null);
    this.host.shell.main.replaceChildren();
  }

  #showThumbnails(shown: boolean): void {
    if (this.host.history) return;
    this.host.shell.setAside(shown ? this.#thumbnails.element : null, t("view.thumbnails"));
    this.#tools.setThumbnails(shown);
    if (shown) this.#thumbnails.mark(this.#pages.reading.page);
  }

  async #present(): Promise<void> {
    await this.host.shell.main.requestFullscreen().catch((error: unknown) => toast(String(error), "error"));
    this.#pages.element.focus();
  }

  #keys(): void {
    const shortcuts = new Shortcuts();
    const add = (keys: string, label: string, run: () => void): void => shortcuts.add({ keys, label, group: t("view.keys"), run: () => (document.contains(this.#pages.element) ? run() : false) });
    add("Mod+F", t("view.find"), () => this.#find.open());
    add("Mod++", t("view.zoom.in"), () => this.#pages.step(true));
    add("Mod+=", t("view.zoom.in"), () => this.#pages.step(true));
    add("Mod+-", t("view.zoom.out"), () => this.#pages.step(false));
    add("Mod+0", t("view.zoom.width"), () => this.#pages.zoomTo("page-width"));
    if (this.host.can.print) add("Mod+P", t("view.print"), () => this.host.print());
    this.#pages.element.addEventListener("keydown", (event) => {
      const { page, pages } = this.#pages.reading;
      const single = document.fullscreenElement !== null;
      const to: Record<string, number> = { PageDown: page + 1, PageUp: page - 1, Home: 1, End: pages, ArrowRight: page + 1, ArrowLeft: page - 1 };
      if (single) Object.assign(to, { " ": page + 1, ArrowDown: page + 1, ArrowUp: page - 1, Enter: page + 1, Backspace: page - 1 });
      const target = to[event.key];
      if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.#pages.go(target);
    });
    this.#pages.element.addEventListener("click", (event) => {
      if (document.fullscreenElement === null) return;
      // Fingers have no keys: a touch at the side where one comes from goes back.
      const back = "pointerType" in event && event.pointerType === "touch" && event.clientX < window.innerWidth / 4;
      this.#pages.go(this.#pages.reading.page + (back ? -1 : 1));
      // The page that had the focus is gone with what was on it.
      this.#pages.element.focus();
    });
    pinch(this.#pages.element, (factor, at) => this.#pages.scaleBy(factor, at));
    this.#pages.element.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.#pages.step(event.deltaY < 0, { x: event.clientX, y: event.clientY });
    }, { passive: false });
  }
}

/** A frame that is not shown yet has no width; it is not small for that. */
function narrow(): boolean {
  return window.innerWidth > 0 && window.matchMedia("(max-width: 640px)").matches;
}
