import type { Config as Read } from "../frame/types";

/** What an event's listener gets; `target` is the editor. */
export interface DocEvent<T = unknown> {
  target: DocEditor;
  data: T;
}

/** The listeners in `config.events`, by the event's name. */
export type Events = Record<string, ((event: DocEvent<never>) => void) | undefined>;

/** The argument of `DocsAPI.DocEditor`. */
export interface Config extends Read {
  events?: Events;
}

/** An editor in a page. Every method but `destroyEditor` is a message to the frame and answers nothing. */
export interface DocEditor {
  showMessage(message: string | { title?: string; message: string; severity?: "info" | "warning" | "error" }): void;
  showMessage(title: string, message: string): void;
  processRightsChange(enabled: boolean, message?: string): void;
  denyEditingRights(message?: string): void;
  refreshHistory(data: History): void;
  setHistoryData(data: HistoryData): void;
  setEmailAddresses(data: unknown): void;
  setActionLink(url: string): void;
  processMailMerge(enabled: boolean, message?: string): void;
  downloadAs(fileType?: string): void;
  serviceCommand(command: string, data?: unknown): void;
  attachMouseEvents(): void;
  detachMouseEvents(): void;
  destroyEditor(): void;
  setUsers(data: unknown): void;
  showSharingSettings(data?: unknown): void;
  setSharingSettings(data: unknown): void;
  insertImage(data: unknown): void;
  setMailMergeRecipients(data: unknown): void;
  setRevisedFile(data: unknown): void;
  setFavorite(favorite: boolean): void;
  requestClose(): void;
  grabFocus(): void;
  blurFocus(): void;
  setReferenceData(data: unknown): void;
  refreshFile(config: Config): void;
  setRequestedDocument(data: unknown): void;
  setRequestedSpreadsheet(data: unknown): void;
  setReferenceSource(data: unknown): void;
  openDocument(document: Record<string, unknown>): void;
  startFilling(enabled: boolean): void;
  requestRoles(): void;
  createConnector(): Connector;
}

/** What `createConnector` answers: it says that it does nothing, and does nothing. */
export interface Connector {
  callCommand(): void;
  executeMethod(): void;
  attachEvent(): void;
  detachEvent(): void;
  connect(): void;
  disconnect(): void;
}

/** The argument of `refreshHistory`. */
export interface History {
  currentVersion?: number | string;
  history?: HistoryVersion[];
  error?: string;
}

/** One version in it. */
export interface HistoryVersion {
  version: number | string;
  key: string;
  created?: string;
  user?: { id?: string; name?: string };
  changes?: { created?: string; user?: { id?: string; name?: string } }[] | null;
  serverVersion?: string | null;
}

/** The argument of `setHistoryData`. */
export interface HistoryData {
  version?: number | string;
  key?: string;
  url?: string;
  fileType?: string;
  changesUrl?: string;
  previous?: { key: string; url: string; fileType?: string };
  token?: string;
  error?: string;
}
