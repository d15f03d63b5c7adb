import { folders } from "./documentType";

/** Fetches what the pages of the editors load first, so that the first document opens from the browser's cache. */
async function preload(): Promise<void> {
  for (const folder of new Set(Object.values(folders))) {
    const address = new URL(`../../${folder}/main/index.html`, location.href);
    const answer = await fetch(address).catch(() => null);
    if (answer === null || !answer.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const element of page.querySelectorAll<HTMLElement>("script[src], link[rel=modulepreload], link[rel=stylesheet]")) {
      const link = document.createElement("link");
      // A style sheet is only fetched: a page that preloads one and does not use it is warned of it.
      link.rel = element.getAttribute("rel") === "stylesheet" ? "prefetch" : "modulepreload";
      link.crossOrigin = "anonymous";
      link.href = new URL(element.getAttribute("src") ?? element.getAttribute("href") ?? "", address).href;
      document.head.append(link);
    }
  }
}

void preload();
