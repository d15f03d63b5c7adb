import { el } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { currentLanguage, t } from "../ui/i18n";
import { openMenu } from "../ui/menu";
import { closePopover } from "../ui/popover";
import { chooseTheme, shownTheme, type Theme } from "../ui/theme";
import { convert } from "./convert";
import { fileList } from "./files";
import { openedFile } from "./open";
import { overview } from "./overview";
import { empty, pictureButton, type View } from "./parts";
import { saves } from "./saves";
import type { Service } from "./service";

/** A tab: its route, and what it shows for what stands behind the route. */
interface Tab {
  route: string;
  icon: IconName;
  show: (service: Service, rest: string) => View | Promise<View>;
}

const TABS: Tab[] = [
  { route: "overview", icon: "layout-dashboard", show: (service) => overview(service) },
  { route: "saves", icon: "send", show: (service) => saves(service) },
  { route: "files", icon: "folder", show: fileList },
  // The editor of scripts and the reader of pages are large: they come when somebody wants them.
  { route: "playground", icon: "square-code", show: async (service, rest) => (await import("./playground/playground")).playground(service, rest) },
  { route: "convert", icon: "repeat", show: (service) => convert(service) },
];

/** The frame around all views: name, tabs, language, theme, the way out. */
export class Shell {
  readonly element: HTMLElement;
  private readonly main = el("main", { class: "c-main", tabindex: -1 });
  private readonly links = new Map<string, HTMLAnchorElement>();
  private view: View | null = null;
  private turn = 0;
  private readonly changed = () => this.show();

  constructor(
    private readonly service: Service,
    private readonly choose: (language: "en" | "zh") => void,
    private readonly leave: () => void,
  ) {
    const tabs = TABS.map((tab) => {
      const link = el("a", { href: `#/${tab.route}` }, icon(tab.icon), el("span", {}, t(`console.tab.${tab.route}`)));
      this.links.set(tab.route, link);
      return link;
    });
    this.element = el(
      "div",
      { class: "c-shell" },
      el("header", { class: "c-head" }, el("a", { class: "c-brand", href: "#/overview" }, mark(), el("span", {}, "Spindle")), el("nav", { "aria-label": t("console.tabs") }, ...tabs), el("div", { class: "c-head-end" }, ...this.buttons())),
      this.main,
    );
    window.addEventListener("hashchange", this.changed);
  }

  end(): void {
    window.removeEventListener("hashchange", this.changed);
    this.view?.leave?.();
    this.view = null;
  }

  /** Shows what the address says. */
  show(): void {
    const [, route = "overview", rest = ""] = /^#\/([a-z]+)\/?(.*)$/.exec(location.hash) ?? [];
    const tab = TABS.find((one) => one.route === route);
    for (const [name, link] of this.links) {
      if (name === (route === "open" ? "files" : route)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.view?.leave?.();
    this.view = null;
    // What was asked on the page before is not asked any more.
    closePopover();
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
    this.turn += 1;
    const turn = this.turn;
    document.title = tab ? `${t(`console.tab.${route}`)} · Spindle` : "Spindle";
    this.element.classList.toggle("c-editing", route === "open");
    this.main.replaceChildren(el("div", { class: "c-loading", role: "status" }, t("console.loading")));
    const made = route === "open" ? openedFile(this.service, rest) : tab?.show(this.service, rest);
    if (!made) {
      this.main.replaceChildren(empty("search", t("console.nowhere"), t("console.nowhere.words")));
      return;
    }
    void Promise.resolve(made).then((view) => {
      // Whoever went on meanwhile wants something else.
      if (turn !== this.turn) return view.leave?.();
      this.view = view;
      this.main.replaceChildren(view.element);
      this.main.focus({ preventScroll: true });
    });
  }

  private buttons(): HTMLElement[] {
    const buttons = [
      pictureButton(t("console.language"), (event) => this.languages(event.currentTarget as HTMLElement), "languages"),
      pictureButton(t("ui.theme"), (event) => this.themes(event.currentTarget as HTMLElement), shownTheme() === "dark" ? "moon" : "sun"),
    ];
    if (this.service.hasToken) buttons.push(pictureButton(t("console.sign-out"), () => (this.end(), this.leave()), "log-out"));
    return buttons;
  }

  private languages(anchor: HTMLElement): void {
    const item = (language: "en" | "zh", label: string) => ({ label, checked: currentLanguage() === language, run: () => this.choose(language) });
    openMenu(anchor, t("console.language"), [item("en", "English"), item("zh", "简体中文")]);
  }

  private themes(anchor: HTMLElement): void {
    const item = (theme: Theme) => ({ label: t(`ui.theme.${theme}`), checked: shownTheme() === theme, run: () => chooseTheme(theme) });
    openMenu(anchor, t("ui.theme"), [item("system"), item("light"), item("dark")]);
  }
}

/** The sign: a spindle with its thread. */
export function mark(): SVGElement {
  const holder = document.createElement("template");
  holder.innerHTML =
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><rect width="24" height="24" rx="6" fill="var(--c-mark)"/><path d="M12 3.5v17" stroke="#fff" stroke-width="1.6" stroke-linecap="round"/><path d="M12 6.6c3.3 1 4.6 3 4.6 5.4S15.3 16.4 12 17.4C8.7 16.4 7.4 14.4 7.4 12S8.7 7.6 12 6.6z" fill="#fff" fill-opacity=".28" stroke="#fff" stroke-width="1.3"/><path d="M7.9 10.2l8.2 2.6M7.9 13.2l7.8 2.3M8.9 8.2l7.3 2.1" stroke="#fff" stroke-width="1.1" stroke-linecap="round"/></svg>';
  return holder.content.firstElementChild as SVGElement;
}
