import { el, uid } from "./dom";
import { icon } from "./icons";
import { t } from "./i18n";

/** A button at the foot of a dialog. `run` answers false to keep the dialog open. */
export interface DialogButton {
  label: string;
  primary?: boolean;
  danger?: boolean;
  run?: () => boolean | void;
}

/** What {@link openDialog} shows. */
export interface DialogOptions {
  title: string;
  body: (Node | string)[];
  /** Without any there is only the cross. The primary one is also Enter. */
  buttons?: DialogButton[];
  wide?: boolean;
  closed?: () => void;
}

/** Opens a modal dialog; it is a native one, so that focus, Escape and what is behind are the browser's business. */
export function openDialog(options: DialogOptions): HTMLDialogElement {
  const title = uid("dialog");
  const body = el("div", { class: "ui-dialog-body" }, ...options.body);
  const form = el("form", { method: "dialog", novalidate: true });
  const dialog = el("dialog", { class: options.wide ? "ui-dialog ui-wide" : "ui-dialog", "aria-labelledby": title }, form);
  const press = (button: DialogButton) => {
    if (button.run?.() === false) return;
    dialog.close();
  };
  form.append(
    el(
      "div",
      { class: "ui-dialog-head" },
      el("h2", { id: title }, options.title),
      el("button", { type: "button", class: "ui-icon-button", "aria-label": t("ui.close"), onclick: () => dialog.close() }, icon("x")),
    ),
    body,
  );
  const buttons = options.buttons ?? [];
  if (buttons.length > 0) {
    const kind = (button: DialogButton) => (button.danger ? "ui-button ui-danger" : button.primary ? "ui-button ui-primary" : "ui-button");
    const made = buttons.map((button) =>
      el("button", { type: button.primary ? "submit" : "button", class: kind(button), onclick: (event: Event) => {
        event.preventDefault();
        press(button);
      } }, button.label),
    );
    form.append(el("div", { class: "ui-dialog-foot" }, ...made));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    options.closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  return dialog;
}

/** A labelled field of a dialog. */
export function field(label: string, input: HTMLElement): HTMLLabelElement {
  return el("label", { class: "ui-field" }, el("span", {}, label), input);
}

/** Asks yes or no; answers whether it was yes. */
export function confirm(title: string, message: string, yes: string, danger = false): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    openDialog({
      title,
      body: [el("p", {}, message)],
      buttons: [{ label: t("ui.cancel") }, { label: yes, primary: !danger, danger, run: () => void (answer = true) }],
      closed: () => resolve(answer),
    });
  });
}
