import type { History, HistoryData } from "../../api/types";
import { t, toast } from "../../ui";
import type { Bound } from "../bound";
import type { Open } from "../host";
import { record } from "../parent";
import type { HistoryPanel } from "./panel";

/** Opens the version history when the page brings one; its parts are loaded then. The answer ends that. */
export function followHistory(bound: Bound, open: Open): (() => void)[] {
  let panel: Promise<HistoryPanel> | null = null;
  return [
    bound.frame.on("refreshHistory", (data) => {
      const error = record(data)["error"];
      if (panel === null && typeof error === "string" && error !== "") {
        toast(t("frame.history.none", { reason: error }), "error", 8);
        return;
      }
      panel ??= import("./panel").then((loaded) => new loaded.HistoryPanel(bound, open, () => (panel = null)));
      void panel.then((opened) => opened.refresh(data as History));
    }),
    bound.frame.on("setHistoryData", (data) => void panel?.then((opened) => opened.give(data as HistoryData))),
  ];
}
