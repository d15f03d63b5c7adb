import type { PageFrame } from "../frame/page";
import type { Config } from "../frame/types";
import type { Session } from "../session/types";
import { register, t, toast } from "../ui";
import { Line } from "./line";
import { WopiPage } from "./page";
import { wopiWords } from "./words";

let page: WopiPage | null = null;

/** Binds a page to the WOPI host that framed it, where its configuration says that there is one. */
export function connectHost(frame: PageFrame, config: Config): void {
  const host = config.wopiHost;
  if (host === undefined || page !== null) return;
  register(wopiWords);
  page = new WopiPage(frame, host, new Line(host.origin, window), {
    leaveTo: (url) => void window.open(url, "_top"),
    openBeside: (url) => void window.open(url, "_blank", "noopener"),
    say: (key, values) => toast(t(`wopi.${key}`, values), key === "saved.as" ? "success" : "error"),
  });
}

/** The document is there. */
export function bindHost(session: Session, setTitle: (title: string) => void): void {
  page?.bind(session, setTitle);
}
