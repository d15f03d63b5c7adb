/** What the editor may offer, because somebody listens: the flag in `editorConfig`, the event that makes it true. */
export const flags = {
  canUseHistory: "onRequestHistory",
  canHistoryClose: "onRequestHistoryClose",
  canHistoryRestore: "onRequestRestore",
  canRequestEditRights: "onRequestEditRights",
  canRequestClose: "onRequestClose",
  canRename: "onRequestRename",
  canMakeActionLink: "onMakeActionLink",
  canRequestUsers: "onRequestUsers",
  canRequestSendNotify: "onRequestSendNotify",
  canRequestSaveAs: "onRequestSaveAs",
  canRequestInsertImage: "onRequestInsertImage",
  canRequestMailMergeRecipients: "onRequestMailMergeRecipients",
  canRequestCompareFile: "onRequestCompareFile",
  canRequestSharingSettings: "onRequestSharingSettings",
  canRequestCreateNew: "onRequestCreateNew",
  canRequestReferenceData: "onRequestReferenceData",
  canRequestOpen: "onRequestOpen",
  canRequestSelectDocument: "onRequestSelectDocument",
  canRequestSelectSpreadsheet: "onRequestSelectSpreadsheet",
  canRequestReferenceSource: "onRequestReferenceSource",
  canSaveDocumentToBinary: "onSaveDocument",
  canStartFilling: "onRequestStartFilling",
  canRequestRefreshFile: "onRequestRefreshFile",
  canUpdateVersion: "onOutdatedVersion",
  canRequestFillingStatus: "onRequestFillingStatus",
} as const;

/** The flags of a configuration with these listeners. */
export function derive(events: Record<string, unknown>): Record<string, boolean> {
  const derived: Record<string, boolean> = {};
  for (const flag of Object.keys(flags) as (keyof typeof flags)[]) derived[flag] = typeof events[flags[flag]] === "function";
  return derived;
}
