import type { Service } from "../service";

/** What scripts can call: for each editor the members of each class. */
export type Members = Map<string, Map<string, string[]>>;

/** A proposal: the member and the classes that have it. */
export interface Proposal {
  label: string;
  detail: string;
}

/** Reads what this deployment knows of the Office API. */
export async function readMembers(service: Service): Promise<Members> {
  const { editors } = await service.json<{ editors: { editor: string; classes: { class: string; methods: string[] }[] }[] }>("docbuilder/api");
  return new Map(editors.map(({ editor, classes }) => [editor, new Map(classes.map((one) => [one.class, one.methods]))]));
}

const KINDS: Record<string, string> = { docx: "word", xlsx: "cell", pptx: "slide", pdf: "forms", docxf: "forms", oform: "forms", form: "forms" };

/** Which editor's members count at a place: that of the last `CreateFile` or `OpenFile` before it. */
export function editorAt(before: string): string {
  const calls = [...before.matchAll(/builder(?:JS)?\.(?:CreateFile\(\s*["'](\w+)["']|OpenFile\(\s*["'][^"']*?\.(\w+)["'])/g)];
  const last = calls.at(-1);
  return KINDS[last?.[1] ?? last?.[2] ?? "docx"] ?? "word";
}

/**
 * The class that a name stands for, as far as the text tells it: `Api`, or what a call that made it is called after
 * (`CreateParagraph` makes an `ApiParagraph`, `GetDocument` an `ApiDocument`).
 */
export function classOf(name: string, before: string, classes: Map<string, string[]>): string | null {
  if (name === "Api") return "Api";
  const made = [...before.matchAll(new RegExp(`\\b${name.replace(/[$]/g, "\\$&")}\\s*=\\s*[\\w.()"', ]*?\\.(?:Create|Get|Add|Insert)(\\w+)\\(`, "g"))].at(-1)?.[1];
  if (!made) return null;
  const known: Record<string, string> = { ActiveSheet: "ApiWorksheet", Sheet: "ApiWorksheet", Element: "ApiParagraph", RangeByNumber: "ApiRange", Cells: "ApiRange", FinalSection: "ApiSection", SlideByIndex: "ApiSlide", CurrentSlide: "ApiSlide" };
  const wanted = known[made] ?? `Api${made}`;
  return classes.has(wanted) ? wanted : null;
}

/** What can stand behind `name.` at a place. */
export function proposals(members: Members, name: string, before: string): Proposal[] {
  if (name === "builder" || name === "builderJS") return ["CreateFile", "OpenFile", "SaveFile", "CloseFile", "SetTmpFolder"].map((label) => ({ label, detail: name }));
  const classes = members.get(editorAt(before));
  if (!classes) return [];
  const one = classOf(name, before, classes);
  if (one) return (classes.get(one) ?? []).map((label) => ({ label, detail: one }));
  const owners = new Map<string, string[]>();
  for (const [owner, methods] of classes) for (const method of methods) owners.set(method, [...(owners.get(method) ?? []), owner]);
  return [...owners].map(([label, of]) => ({ label, detail: of.length > 2 ? `${of.slice(0, 2).join(", ")}, …` : of.join(", ") }));
}
