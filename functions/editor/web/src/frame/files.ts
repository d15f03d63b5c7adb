import type { Session } from "../session/types";
import { t, toast } from "../ui";
import { asRefusal } from "./failure";

/** What a document of each kind can be downloaded as, besides as what it came. */
const types: Record<Session["joined"]["kind"], string[]> = {
  word: ["docx", "pdf", "odt", "rtf", "html", "md", "txt", "epub"],
  cell: ["xlsx", "pdf", "ods", "csv", "tsv", "html"],
  slide: ["pdf"],
  pdf: ["pdf"],
};

/** The types that a document can be downloaded as. */
export function fileTypes(session: Session): string[] {
  const { kind, fileType } = session.joined;
  const all = types[kind];
  return all.includes(fileType) || kind === "word" || kind === "cell" ? all : [fileType, ...all];
}

/** Asks for a file of the document, which is called `title` by now; a toast says that it takes time, and why it failed. `null` then. */
export async function makeFile(session: Session, fileType: string, title?: string): Promise<{ fileType: string; url: string } | null> {
  const slow = setTimeout(() => toast(t("frame.preparing")), 700);
  try {
    return await session.download(fileType, title);
  } catch (error) {
    toast(t("frame.download.failed", { reason: asRefusal(error).message }), "error");
    return null;
  } finally {
    clearTimeout(slow);
  }
}

/**
 * A file of the service under the address of this very page: a deployment may name itself otherwise in its links, and a page
 * may fetch from its own origin only. The signature is of the path from `/cache/` on.
 */
export async function fetchFile(url: string): Promise<ArrayBuffer> {
  const { pathname, search } = new URL(url);
  const at = pathname.indexOf("/cache/");
  const own = at < 0 ? url : new URL(`../../../../${pathname.slice(at + 1)}${search}`, document.baseURI);
  const answer = await fetch(own);
  if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
  return answer.arrayBuffer();
}

/** The document's name with another ending. */
export function nameAs(title: string, fileType: string): string {
  const dot = title.lastIndexOf(".");
  return `${dot > 0 ? title.slice(0, dot) : title}.${fileType}`;
}

/** Lets the browser keep a file. */
export function keep(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Prints a PDF, its bytes or what is at an address, out of a frame that nobody sees. */
export async function printPdf(pdf: string | ArrayBuffer): Promise<void> {
  const bytes = typeof pdf === "string" ? await fetchFile(pdf) : pdf;
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;width:1px;height:1px;inset:auto 0 0 auto;border:0;opacity:0";
  frame.title = "";
  frame.setAttribute("aria-hidden", "true");
  frame.src = address;
  frame.addEventListener("load", () => {
    frame.contentWindow?.focus();
    frame.contentWindow?.print();
    // The dialog may be open for long; the bytes may go when somebody is back in the document.
    window.addEventListener("focus", () => {
      frame.remove();
      URL.revokeObjectURL(address);
    }, { once: true });
  });
  document.body.append(frame);
}
