/** What a page goes through. */
export interface PageEvents {
  online(): void;
  offline(): void;
  /** Whether somebody looks at it. */
  seen(seen: boolean): void;
  /** It goes away; it may come back from the browser's cache of pages. */
  gone(): void;
  back(): void;
  /** Whether it may go away without a question. */
  mayGo(): boolean;
}

/** Watches the page; answers what ends that. Where there is no page nothing happens. */
export function watchPage(events: PageEvents): () => void {
  if (typeof window === "undefined") return () => {};
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener("online", () => events.online(), { signal });
  window.addEventListener("offline", () => events.offline(), { signal });
  window.addEventListener("pagehide", () => events.gone(), { signal });
  window.addEventListener("pageshow", (event) => { if (event.persisted) events.back(); }, { signal });
  window.addEventListener("beforeunload", (event) => { if (!events.mayGo()) event.preventDefault(); }, { signal });
  document.addEventListener("visibilitychange", () => events.seen(document.visibilityState === "visible"), { signal });
  return () => abort.abort();
}
