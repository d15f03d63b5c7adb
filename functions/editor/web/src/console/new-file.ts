import { t } from "../ui/i18n";
import { ServiceError, type Service } from "./service";

/** What can be begun. */
export type Kind = "text" | "sheet" | "slides";

const FORMATS: Record<Kind, string> = { text: "docx", sheet: "xlsx", slides: "pptx" };

/** A file or folder as the operator's calls tell it. */
export interface FileRow {
  id: string;
  name: string;
  kind: "file" | "folder" | "document";
  created: string;
  modified: string;
  size?: number;
  version?: string;
}

/** Where a file goes: below a folder, or at the top. */
export function placed(name: string, folder: string): string {
  return `v1/files?name=${encodeURIComponent(name)}${folder ? `&folder=${encodeURIComponent(folder)}` : ""}`;
}

/** Makes an empty document with the script service, and keeps it among the files. */
export async function newFile(service: Service, kind: Kind, folder: string): Promise<FileRow> {
  const format = FORMATS[kind];
  const name = `${t(`console.new.${kind}.name`)}.${format}`;
  const script = `builder.CreateFile("${format}");\nbuilder.SaveFile("${format}", "new.${format}");\nbuilder.CloseFile();\n`;
  const built = await service.build<{ urls?: Record<string, string>; message?: string }>(script);
  const link = Object.values(built.urls ?? {})[0];
  if (!link) throw new ServiceError(200, built.message ?? t("console.new.failed"));
  return service.json<FileRow>(placed(name, folder), { method: "PUT", body: await service.bytes(service.here(link)) });
}
