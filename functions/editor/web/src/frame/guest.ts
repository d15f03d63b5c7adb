import { el, field, openDialog, t } from "../ui";
import { record } from "./parent";
import type { Config } from "./types";

const KEY = "spindle-guest";
/** What somebody said in this page, so that he is not asked again when it opens the document anew. */
let said: string | null = null;

/**
 * Asks people without a name for one, where the page wants that (`customization.anonymous`): others are to know who
 * writes. The configuration as it is where nothing is to be asked, or nothing was said.
 */
export async function named(config: Config): Promise<Config> {
  const editor = config.editorConfig ?? {};
  const { request, label } = record(editor.customization?.["anonymous"]);
  const isReader = editor.mode === "view" || config.type === "embedded" || config.document?.permissions?.["edit"] === false;
  if (request !== true || isReader || (editor.user?.name ?? "") !== "") return config;
  const name = (said ??= await ask());
  if (name === "") return config;
  const shown = `${name} (${typeof label === "string" && label !== "" ? label : t("frame.guest")})`;
  return { ...config, editorConfig: { ...editor, user: { ...editor.user, name: shown } } };
}

function ask(): Promise<string> {
  return new Promise((resolve) => {
    const input = el("input", { type: "text", maxlength: 60, autocomplete: "name", "data-autofocus": true });
    input.value = remembered();
    let name = "";
    const done = (): void => {
      name = input.value.trim();
      remember(name);
    };
    openDialog({
      title: t("frame.guest.title"),
      body: [el("p", {}, t("frame.guest.text")), field(t("frame.guest.name"), input)],
      buttons: [{ label: t("frame.guest.without") }, { label: t("ui.ok"), primary: true, run: done }],
      closed: () => resolve(name),
    });
  });
}

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    // A frame of another site may have no storage.
    return "";
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Then he is asked again another time.
  }
}
