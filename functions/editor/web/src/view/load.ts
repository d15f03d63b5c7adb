import { PasswordResponses, type PDFDocumentProxy } from "pdfjs-dist";
import type { Refusal } from "../session/types";
import { el, field, openDialog, t } from "../ui";
import { readPdf } from "./pdf";

/**
 * Opens a PDF. `asks` is called when it has a password, before the user is asked.
 * Throws an error in words where it cannot be read.
 */
export async function loadPdf(bytes: ArrayBuffer, asks: () => void): Promise<PDFDocumentProxy> {
  const task = readPdf(bytes);
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
    throw damaged(error);
  }
}

/** What is told of pages that cannot be had or read: the page around gets the same number as for any file that is damaged. */
export function damaged(thrown: unknown): Refusal {
  console.error(thrown);
  return { status: 0, error: "cannot-open", message: thrown instanceof Error ? thrown.message : String(thrown) };
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
