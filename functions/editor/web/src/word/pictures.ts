import type Quill from "quill/core";
import Delta from "quill-delta";
import type { Session } from "../session/types";
import { t, toast } from "../ui";
import { follow } from "./clipboard";
import { PICTURES } from "./editor";
import { removal, type Range } from "./ranges";

/** The widest that a picture is put into a document, pixels: what is between the margins of the paper. */
const WIDEST = 604;

/** Keeps pictures with the service and inserts them, at the range where somebody wanted them, wherever that is by then. */
export async function insertPictures(quill: Quill, session: Session, range: Range, files: Blob[]): Promise<void> {
  const place = follow(quill, range);
  const inserts = new Delta();
  const slow = setTimeout(() => toast(t("word.image.uploading")), 600);
  for (const file of files) {
    try {
      if (!PICTURES.includes(file.type)) throw new Error(t("word.image.type"));
      const [id, size] = await Promise.all([session.putObject(file), measure(file)]);
      inserts.insert({ e: { image: id } }, size ? { "t:width": String(size.width), "t:height": String(size.height) } : undefined);
    } catch (error) {
      const message = error instanceof Error ? error.message : String((error as { message?: unknown }).message ?? error);
      toast(t("word.image.failed", { reason: message }), "error", 8);
    }
  }
  clearTimeout(slow);
  const at = place.end();
  if (inserts.ops.length === 0) return;
  quill.history.cutoff();
  quill.updateContents(removal(quill, at).compose(new Delta().retain(at.index).concat(inserts)), "user");
  quill.history.cutoff();
  quill.setSelection(at.index + inserts.length(), 0, "user");
}

/** The size in which to show a picture; `null` where the browser cannot tell. */
async function measure(file: Blob): Promise<{ width: number; height: number } | null> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    if (!image.naturalWidth) return null;
    const width = Math.min(WIDEST, image.naturalWidth);
    return { width, height: Math.max(1, Math.round((image.naturalHeight * width) / image.naturalWidth)) };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Lets somebody choose pictures of this device. */
export function choosePictures(chosen: (files: File[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = PICTURES.join(",");
  input.multiple = true;
  input.addEventListener("change", () => chosen([...(input.files ?? [])]));
  input.click();
}
