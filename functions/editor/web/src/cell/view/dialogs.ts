import { el, field, openDialog, t } from "../../ui";
import * as numfmt from "numfmt";
import { nameProblem } from "../model/commands/sheets";
import type { Editor } from "./editor";

/** Asks for one line of text; `check` answers what is wrong with it. */
function ask(title: string, label: string, value: string, check: (text: string) => string | null, done: (text: string) => void, closed: () => void): void {
  const input = el("input", { type: "text", value, "data-autofocus": true, spellcheck: "false" });
  const problem = el("p", { class: "cell-problem", role: "alert" });
  input.addEventListener("input", () => problem.replaceChildren());
  openDialog({
    title,
    body: [field(label, input), problem],
    buttons: [
      { label: t("ui.cancel") },
      {
        label: t("ui.ok"),
        primary: true,
        run: () => {
          const wrong = check(input.value.trim());
          problem.textContent = wrong ?? "";
          if (wrong) return false;
          done(input.value.trim());
          return true;
        },
      },
    ],
    closed,
  });
  input.select();
}

/** Asks for the code of a number format. */
export function customFormat(editor: Editor, code: string): void {
  const check = (text: string) => (text !== "" && numfmt.isValidFormat(text) ? null : t("cell.format.bad"));
  ask(t("cell.number"), t("cell.format.code"), code, check, (formatter) => editor.style({ formatter }), () => editor.focus());
}

/** Asks for another name of a sheet. */
export function renameSheet(editor: Editor, key: string): void {
  const { book } = editor.workspace;
  const check = (name: string) => {
    const problem = nameProblem(book, name, key);
    return problem ? t(`cell.sheet.${problem}`) : null;
  };
  ask(t("cell.sheet.rename"), t("cell.sheet.name"), book.name(key), check, (name) => editor.perform([{ cmd: "renameSheet", sheetName: book.name(key), name }]), () => editor.focus());
}
