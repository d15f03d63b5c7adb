import type { Joined } from "../session/types";
import type { Config } from "./types";

/** What may be offered: rights of the user, and what the page around listens to. */
export interface Can {
  /** The session may write. */
  edit: boolean;
  download: boolean;
  print: boolean;
  copy: boolean;
  rename: boolean;
  history: boolean;
  historyClose: boolean;
  restore: boolean;
  close: boolean;
  saveAs: boolean;
  insertImage: boolean;
  users: boolean;
  sharing: boolean;
  /** A viewer may ask for the right to edit. */
  editRights: boolean;
  actionLink: boolean;
  createNew: boolean;
  refreshFile: boolean;
  /** There is a Save button that makes a version (`customization.forcesave`, or strict co-editing). */
  save: boolean;
}

/** Kinds of documents that can be edited: of another, nobody is offered to. */
const EDITED = new Set<Joined["kind"]>(["word", "cell"]);

/** Reads the rights out of a configuration; without an answer of the service, as for a viewer. */
export function rights(config: Config, joined?: Joined): Can {
  const editor = config.editorConfig ?? {};
  const permission = (name: string): boolean => config.document?.permissions?.[name] !== false;
  const flag = (name: string): boolean => editor[name] === true;
  const edit = joined?.mode === "edit";
  const embedded = config.type === "embedded";
  const close = editor.customization?.["close"];
  return {
    edit,
    download: permission("download"),
    print: permission("print"),
    copy: permission("copy"),
    rename: flag("canRename") && edit && !embedded,
    history: flag("canUseHistory") && !embedded,
    historyClose: flag("canHistoryClose"),
    restore: flag("canHistoryRestore"),
    close: flag("canRequestClose") && !(typeof close === "object" && close !== null && (close as { visible?: unknown }).visible === false),
    saveAs: flag("canRequestSaveAs") && permission("download"),
    insertImage: flag("canRequestInsertImage") && edit,
    users: flag("canRequestUsers"),
    sharing: flag("canRequestSharingSettings") && !embedded,
    editRights: flag("canRequestEditRights") && !edit && permission("edit") && !embedded && joined !== undefined && EDITED.has(joined.kind),
    actionLink: flag("canMakeActionLink"),
    createNew: flag("canRequestCreateNew") || typeof editor["createUrl"] === "string",
    refreshFile: flag("canRequestRefreshFile"),
    save: edit && (editor.customization?.["forcesave"] === true || editor.coEditing?.mode === "strict"),
  };
}
