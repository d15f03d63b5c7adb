import { el } from "../ui/dom";
import { icon } from "../ui/icons";
import { t } from "../ui/i18n";
import { convertFile, ConversionError } from "./conversion";
import { dropZone } from "./drop";
import { bytes, extension } from "./format";
import { formatOf, formats, type Format } from "./formats";
import { button, failed, keep, pictureButton, reason, type View } from "./parts";
import type { Service } from "./service";
import { busy } from "./parts";

/** Files in, other formats out. */
export function convert(service: Service): View {
  const list = el("ul", { class: "c-conversions", "aria-label": t("console.convert.list") });
  const pick = el("input", { type: "file", multiple: true, class: "c-unseen", tabindex: -1, "aria-label": t("console.convert.choose") });
  const zone = el(
    "div",
    { class: "c-drop" },
    icon("upload"),
    el("strong", {}, t("console.convert.drop")),
    el("p", {}, t("console.convert.drop.words")),
    button(t("console.convert.choose"), () => pick.click(), "plus", "ui-primary"),
  );
  const read = el("p", { class: "c-formats" });
  const element = el("div", { class: "c-page c-narrow" }, el("h1", {}, t("console.tab.convert")), el("p", { class: "c-lead" }, t("console.convert.words")), zone, pick, list, read);
  let known: Format[] = [];
  const take = (files: File[]) => {
    for (const file of files) list.prepend(new Line(service, known, file).element);
  };
  pick.addEventListener("change", () => {
    take([...(pick.files ?? [])]);
    pick.value = "";
  });
  const end = dropZone(element, take, t("console.convert.drop"));
  const load = async () => {
    try {
      known = await formats(service);
      read.textContent = t("console.convert.formats", { formats: known.filter((one) => one.convert.length > 0).map((one) => one.name).join(", ") });
    } catch (error) {
      read.replaceChildren(failed(error, () => void load()));
    }
  };
  void load();
  return { element, leave: end };
}

/** One file that somebody dropped: what it becomes, how far that is, and what came of it. */
class Line {
  readonly element: HTMLElement;
  private readonly outputs: HTMLSelectElement;
  private readonly foot = el("div", { class: "c-conversion-foot" });
  private readonly go: HTMLButtonElement;

  constructor(
    private readonly service: Service,
    known: Format[],
    private readonly file: File,
  ) {
    const format = formatOf(known, extension(file.name));
    const targets = format?.convert ?? [];
    this.outputs = el("select", { "aria-label": t("console.convert.to", { name: file.name }) }, ...targets.map((name) => el("option", { value: name, selected: name === "pdf" }, name)));
    this.go = button(t("console.convert.go"), () => void this.run(), "repeat", "ui-primary");
    const head = el(
      "div",
      { class: "c-conversion-head" },
      icon("file"),
      el("div", { class: "c-conversion-name" }, el("strong", {}, file.name), el("span", {}, bytes(file.size))),
      targets.length > 0 ? el("div", { class: "c-conversion-to" }, icon("arrow-right"), this.outputs, this.go) : null,
      pictureButton(t("console.convert.remove", { name: file.name }), () => this.element.remove(), "x"),
    );
    this.element = el("li", { class: "c-conversion" }, head, this.foot);
    this.outputs.addEventListener("change", () => this.foot.replaceChildren());
    if (targets.length === 0) this.say("circle-alert", "c-bad", t(format ? "console.convert.nothing" : "console.convert.unknown", { name: extension(file.name) || file.name }));
  }

  private say(picture: string, kind: string, ...words: (Node | string)[]): void {
    this.foot.replaceChildren(el("div", { class: `c-outcome ${kind}`, role: kind === "c-bad" ? "alert" : "status" }, icon(picture), ...words.map((one) => (typeof one === "string" ? el("p", {}, one) : one))));
  }

  private async run(password?: string): Promise<void> {
    const bar = el("progress", { max: 100, "aria-label": t("console.convert.progress", { name: this.file.name }) });
    const words = el("span", {}, t("console.convert.sending"));
    this.foot.replaceChildren(el("div", { class: "c-progress" }, bar, words));
    this.go.disabled = this.outputs.disabled = true;
    try {
      const output = this.outputs.value;
      const done = await convertFile(this.service, { file: this.file, name: this.file.name, output, ...(password ? { password } : {}) }, (progress) => {
        // Sending is the first tenth.
        const share = "sent" in progress ? progress.sent * 10 : 10 + progress.percent * 0.9;
        bar.value = share;
        words.textContent = "sent" in progress ? t("console.convert.sending") : t("console.convert.percent", { percent: progress.percent });
      });
      const name = `${this.file.name.replace(/\.[^.]*$/, "")}.${done.fileType ?? output}`;
      const get = button(t("console.convert.download", { name }), (event) => void busy(event.currentTarget as HTMLElement, async () => keep(await this.service.bytes(this.service.here(done.fileUrl ?? "")), name)), "download", "ui-primary");
      const warnings = done.warnings ?? [];
      this.say("circle-check", "c-good", el("div", {}, el("p", {}, t("console.convert.done")), get));
      if (warnings.length > 0) {
        this.foot.append(el("div", { class: "c-outcome c-warn" }, icon("triangle-alert"), el("div", {}, el("p", {}, t("console.convert.warnings")), el("ul", {}, ...warnings.map((one) => el("li", {}, one.message))))));
      }
    } catch (error) {
      if (error instanceof ConversionError && error.code === -5) this.askPassword(password !== undefined);
      else this.say("circle-alert", "c-bad", reason(error));
    } finally {
      this.go.disabled = this.outputs.disabled = false;
    }
  }

  private askPassword(wrong: boolean): void {
    const input = el("input", { type: "password", autocomplete: "off", "aria-label": t("console.convert.password") });
    const form = el("form", { class: "c-password" }, el("span", {}, t(wrong ? "console.convert.password.wrong" : "console.convert.password.wanted")), input, el("button", { type: "submit", class: "ui-button" }, t("console.convert.go")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value) void this.run(input.value);
    });
    this.say("lock", "c-warn", form);
    input.focus();
  }
}
