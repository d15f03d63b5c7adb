import { documentType, isOlderName } from "./documentType";
import type { Config } from "./types";

/** What is to be done with a configuration: open it, or say why not. */
export type Checked = { config: Config; warnings: string[] } | { error: string };

/**
 * Reads what a page gave: numbers that should be texts become texts, what may be left out is made up.
 * The page's own object is not changed. What is read by the service is judged there, not here.
 */
export function check(given: unknown, random: () => string): Checked {
  if (typeof given !== "object" || given === null) return { error: "DocsAPI.DocEditor was called without a configuration." };
  const config = { ...(given as Config) };
  config.editorConfig = { ...config.editorConfig };
  const warnings: string[] = [];
  const user = config.editorConfig.user;
  if (user?.id !== undefined && typeof user.id !== "string") {
    config.editorConfig.user = { ...user, id: String(user.id) };
    warnings.push("editorConfig.user.id should be a text.");
  }
  if (isOlderName(config.documentType)) warnings.push("documentType should be word, cell, slide, pdf or diagram.");
  if (config.document !== undefined && config.document !== null) {
    const error = checkDocument(config, random, warnings);
    if (error !== null) return { error };
  } else if (config.documentType !== undefined && documentType(config.documentType, undefined) === null) {
    return { error: unknownType(config) };
  }
  return { config, warnings };
}

function checkDocument(config: Config, random: () => string, warnings: string[]): string | null {
  const given = config.document as Record<string, unknown>;
  if (typeof given !== "object") return "document must be an object.";
  const text = (name: string): boolean => typeof given[name] === "string" && given[name] !== "";
  if (!text("url")) return "document.url is missing: the address from which the document is downloaded.";
  if (!text("fileType") && config.documentType === undefined) return "document.fileType is missing, and documentType too: one of them must say what the document is.";
  const document = { ...config.document };
  if (given["key"] === undefined || given["key"] === null || given["key"] === "") {
    document.key = random();
    warnings.push("document.key is missing: nobody else can edit this document together with this page.");
  } else if (typeof given["key"] !== "string") {
    return "document.key must be a text.";
  }
  if (text("fileType")) document.fileType = String(given["fileType"]).toLowerCase();
  if (document.title === undefined || document.title === "") document.title = `Unnamed.${document.fileType ?? "docx"}`;
  config.document = document;
  return documentType(config.documentType, document.fileType) === null ? unknownType(config) : null;
}

function unknownType(config: Config): string {
  return config.documentType !== undefined
    ? `documentType "${config.documentType}" is not known: word, cell, slide, pdf or diagram.`
    : `document.fileType "${config.document?.fileType}" is not known.`;
}
