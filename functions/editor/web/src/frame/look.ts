import { el, t } from "../ui";
import { record } from "./parent";
import type { Config } from "./types";

/** What a page wants to look otherwise, out of `editorConfig.customization`. */
export interface Look {
  /** The storage's own picture in place of the editor's. */
  logo: HTMLElement | null;
  /** What the button for closing is called. */
  close: string;
  /** The name is on the page around already. */
  hidesName: boolean;
  /** Where users write to the people who run this. */
  feedback: string;
}

/** Reads it. Addresses that are no web addresses count as left out. */
export function lookOf(config: Config): Look {
  const wanted = config.editorConfig?.customization ?? {};
  const feedback = record(wanted["feedback"]);
  const close = record(wanted["close"])["text"];
  return {
    logo: logo(record(wanted["logo"]), config.type === "embedded"),
    close: typeof close === "string" ? close : "",
    hidesName: wanted["toolbarHideFileName"] === true,
    feedback: feedback["visible"] === false ? "" : address(feedback["url"]),
  };
}

function logo(wanted: Record<string, unknown>, isEmbedded: boolean): HTMLElement | null {
  const own = isEmbedded ? picture(wanted["imageEmbedded"]) : "";
  const light = own || picture(wanted["imageLight"]) || picture(wanted["image"]);
  const dark = own || picture(wanted["imageDark"]) || light;
  if (wanted["visible"] === false || (light || dark) === "") return null;
  const one = (src: string, kind: string): HTMLImageElement => el("img", { class: kind, src, alt: t("frame.logo") });
  const pictures = light === dark ? [one(light, "")] : [one(light || dark, "frame-light"), one(dark, "frame-dark")];
  const url = address(wanted["url"]);
  return url === ""
    ? el("span", { class: "frame-logo" }, ...pictures)
    : el("a", { class: "frame-logo", href: url, target: "_blank", rel: "noopener" }, ...pictures);
}

function address(value: unknown): string {
  return typeof value === "string" && /^https?:\/\//i.test(value) ? value : "";
}

function picture(value: unknown): string {
  return typeof value === "string" && /^data:image\//i.test(value) ? value : address(value);
}
