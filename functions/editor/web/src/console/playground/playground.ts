import { el } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { t } from "../../ui/i18n";
import { convertFile } from "../conversion";
import { extension } from "../format";
import { formatOf, formats } from "../formats";
import { busy, button, empty, keep, reason, type View } from "../parts";
import type { Service } from "../service";
import { build, type Failure, type Output } from "./build";
import { ScriptEditor } from "./editor";
import { readMembers, type Members } from "./members";
import type { Pages } from "./pages";
import { SAMPLES } from "./samples";

const KEPT = "spindle-playground";

/** A script at the left, the pages of what it makes at the right; `rest` names an example. */
export function playground(service: Service, rest: string): View {
  const page = new Playground(service, rest);
  return { element: page.element, leave: () => page.leave() };
}

class Playground {
  readonly element: HTMLElement;
  private readonly editor: ScriptEditor;
  private readonly go: HTMLButtonElement;
  private readonly said = el("div", { class: "c-play-said", role: "status", "aria-live": "polite" });
  private readonly outputs = el("div", { class: "c-play-files" });
  private readonly sheets = el("div", { class: "c-sheets", tabindex: 0, role: "region", "aria-label": t("console.play.result") });
  private members: Members | null = null;
  private pages: Pages | null = null;
  private running: AbortController | null = null;

  constructor(
    private readonly service: Service,
    rest: string,
  ) {
    const sample = SAMPLES.find((one) => one.name === rest);
    const text = sample?.text ?? sessionStorage.getItem(KEPT) ?? SAMPLES[0]?.text ?? "";
    this.go = button(t("console.play.run"), () => void this.run(), "play", "ui-primary");
    this.go.title = "Ctrl+Enter";
    const examples = el("select", { "aria-label": t("console.play.examples") }, el("option", { value: "" }, t("console.play.examples")), ...SAMPLES.map((one) => el("option", { value: one.name }, t(`console.play.sample.${one.name}`))));
    examples.addEventListener("change", () => {
      const chosen = SAMPLES.find((one) => one.name === examples.value);
      examples.value = "";
      if (!chosen) return;
      this.editor.text = chosen.text;
      void this.run();
    });
    const code = el("div", { class: "c-code" });
    this.element = el(
      "div",
      { class: "c-play" },
      el("h1", { class: "c-unseen" }, t("console.tab.playground")),
      el("section", { class: "c-play-left", "aria-label": t("console.play.script") }, el("div", { class: "c-play-bar" }, examples, el("span", { class: "c-spring" }), this.go), code, this.said),
      el("section", { class: "c-play-right", "aria-label": t("console.play.result") }, this.outputs, this.sheets),
    );
    this.editor = new ScriptEditor(code, text, {
      run: () => void this.run(),
      changed: (now) => sessionStorage.setItem(KEPT, now),
      members: () => this.members,
    });
    this.sheets.append(empty("square-code", t("console.play.none"), t("console.play.none.words")));
    readMembers(service).then((members) => (this.members = members), (error: unknown) => this.say("c-warn", t("console.play.no-members", { reason: reason(error) })));
  }

  leave(): void {
    this.running?.abort();
    this.pages?.end();
    this.editor.view.destroy();
  }

  private say(kind: string, ...words: (Node | string)[]): void {
    this.said.className = `c-play-said ${kind}`;
    this.said.replaceChildren(...(kind === "c-bad" ? [icon("circle-alert")] : []), ...words);
  }

  private async run(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.editor.mark(null);
    this.go.setAttribute("aria-busy", "true");
    this.say("", t("console.play.running"));
    const began = performance.now();
    try {
      const made = await build(this.service, this.editor.text, running.signal);
      if (Array.isArray(made)) {
        const took = Math.round(performance.now() - began);
        this.say("c-good", made.length > 0 ? t("console.play.done", { count: made.length, ms: took }) : t("console.play.no-files"));
        await this.show(made, running.signal);
      } else this.fail(made);
    } catch (error) {
      if (running.signal.aborted) return;
      this.fail({ message: reason(error) });
    } finally {
      if (this.running === running) this.go.removeAttribute("aria-busy");
    }
  }

  private fail(failure: Failure): void {
    this.editor.mark(failure);
    const line = failure.line === undefined ? null : button(t("console.play.line", { line: failure.line }), () => this.editor.goTo(failure), undefined, "c-plain");
    this.say("c-bad", ...(line ? [line] : []), el("span", {}, failure.message));
  }

  /** The files of a run; the first that can be shown is. */
  private async show(made: Output[], signal: AbortSignal): Promise<void> {
    this.pages?.end();
    this.pages = null;
    const tabs = made.map((output) => {
      const look = el("button", { type: "button", class: "c-play-file", "aria-pressed": "false", onclick: () => void choose(output) }, icon("file"), el("span", {}, output.name));
      const get = el("button", { type: "button", class: "ui-icon-button", "aria-label": `${t("console.download")}: ${output.name}`, title: t("console.download"), onclick: (event: MouseEvent) => void busy(event.currentTarget as HTMLElement, async () => keep(await this.service.bytes(output.url), output.name)) }, icon("download"));
      return { output, look, node: el("span", { class: "c-play-output" }, look, get) };
    });
    this.outputs.replaceChildren(...tabs.map((tab) => tab.node));
    const choose = async (output: Output) => {
      for (const tab of tabs) tab.look.setAttribute("aria-pressed", String(tab.output === output));
      await this.draw(output, signal);
    };
    if (made[0]) await choose(made[0]);
    else this.sheets.replaceChildren(empty("file", t("console.play.no-files"), t("console.play.no-files.words")));
  }

  private async draw(output: Output, signal: AbortSignal): Promise<void> {
    this.pages?.end();
    this.pages = null;
    this.sheets.replaceChildren(el("div", { class: "c-loading", role: "status" }, t("console.play.drawing")));
    try {
      const file = await this.service.bytes(output.url);
      if (/^(txt|md|csv|tsv|html)$/.test(extension(output.name))) {
        this.sheets.replaceChildren(el("pre", { class: "c-sheet-text" }, await file.text()));
        return;
      }
      const pdf = await this.asPdf(output, file, signal);
      if (!pdf) {
        this.sheets.replaceChildren(empty("file", output.name, t("console.play.not-shown")));
        return;
      }
      const { showPages } = await import("./pages");
      const pages = await showPages(this.sheets, pdf);
      if (signal.aborted) pages.end();
      else this.pages = pages;
    } catch (error) {
      if (signal.aborted) return;
      this.sheets.replaceChildren(el("div", { class: "c-failed", role: "alert" }, icon("circle-alert"), el("p", {}, reason(error))));
    }
  }

  /** The file as PDF, where there is a way; the console's own conversion makes it. */
  private async asPdf(output: Output, file: Blob, signal: AbortSignal): Promise<Blob | null> {
    const end = extension(output.name);
    if (end === "pdf") return file;
    const format = formatOf(await formats(this.service), end);
    if (!format?.convert.includes("pdf")) return null;
    const done = await convertFile(this.service, { file, name: output.name, output: "pdf" }, () => {}, signal);
    return this.service.bytes(this.service.here(done.fileUrl ?? ""));
  }
}
