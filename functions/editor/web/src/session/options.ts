import type { Config } from "../frame/types";
import type { Refusal } from "./types";

/** What `join` wants beside the configuration. */
export interface JoinOptions {
  /** Where the service is, with a slash at the end; where not said, four folders above the page. */
  base?: string | URL;
  /** Gives up joining. */
  signal?: AbortSignal;
  /** `false`: edits are not kept on this device. */
  keep?: boolean;
  /** `false`: others' edits come by long polls only. */
  streams?: boolean;
  /** A fresh configuration (its token may be over) for coming in again after a long absence; `null`: there is none. */
  refresh?: (reason: Refusal) => Promise<Config | null>;
}

/** An old version of a document, only to be looked at: what `setHistoryData` gave. */
export interface HistoryAsked {
  version: number | string;
  key: string;
  url: string;
  fileType: string;
  token?: string;
}

/** What is asked of the service: a document, or an old version. */
export type Asked = Config | { history: HistoryAsked };
