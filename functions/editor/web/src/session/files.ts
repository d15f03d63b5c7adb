import { Refused } from "./refused";
import type { Wire } from "./wire";

/** Milliseconds between two questions whether a file is ready. */
const READY_MS = 300;
/** A file of the document may take so long, in milliseconds. */
export const FILE_MS = 120_000;
/** A picture may take so long, in milliseconds. */
const PICTURE_MS = 120_000;

/** Keeps a picture, answers its id. Throws a `Refused`. */
export async function putPicture(wire: Wire, session: string, bytes: Blob): Promise<string> {
  const { id } = await wire.json<{ id: string }>(`editing/${session}/objects`, { body: bytes, method: "POST", timeout: PICTURE_MS });
  return id;
}

/** A picture of the storage, which the service has for this page; `token` is the page's, where there is one. Throws a `Refused`. */
export async function fetchPicture(wire: Wire, session: string, url: string, token: string | undefined): Promise<Blob> {
  const call = { body: { url, ...(token === undefined ? {} : { token }) }, timeout: PICTURE_MS };
  const answer = await wire.open(`editing/${session}/fetch`, call);
  return answer.blob();
}

/** The document as a file of a type; asks until it is ready. Throws a `Refused`. */
export async function madeFile(wire: Wire, session: string, fileType: string, title?: string): Promise<{ fileType: string; url: string }> {
  const deadline = Date.now() + FILE_MS;
  for (;;) {
    const answer = await wire.json<{ fileType: string; url: string } | { state: "working" }>(`editing/${session}/download`, { body: { fileType, ...(title === undefined ? {} : { title }) } });
    if ("url" in answer) return { fileType: answer.fileType, url: wire.url(answer.url) };
    if (Date.now() > deadline) throw new Refused(0, "timeout", "the file is not ready in time");
    await new Promise((resolve) => setTimeout(resolve, READY_MS));
  }
}
