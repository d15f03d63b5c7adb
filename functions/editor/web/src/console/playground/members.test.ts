import { describe, expect, it } from "vitest";
import { classOf, editorAt, proposals, type Members } from "./members";

const members: Members = new Map([
  ["word", new Map([["Api", ["CreateParagraph", "GetDocument"]], ["ApiParagraph", ["AddText", "SetJc"]], ["ApiDocument", ["Push"]], ["ApiRun", ["AddText"]]])],
  ["cell", new Map([["Api", ["GetActiveSheet"]], ["ApiWorksheet", ["GetRange"]]])],
]);

describe("what can stand behind a dot", () => {
  it("follows the file that was made last", () => {
    expect(editorAt("")).toBe("word");
    expect(editorAt('builder.CreateFile("xlsx");')).toBe("cell");
    expect(editorAt('builder.CreateFile("xlsx");\nbuilder.CloseFile();\nbuilder.OpenFile("https://x.example/a.pptx");')).toBe("slide");
  });

  it("knows what a call made", () => {
    const word = members.get("word")!;
    expect(classOf("p", "var p = Api.CreateParagraph();", word)).toBe("ApiParagraph");
    expect(classOf("doc", "const doc = Api.GetDocument();", word)).toBe("ApiDocument");
    expect(classOf("p", "var p = Api.CreateParagraph(); p = Api.GetDocument();", word)).toBe("ApiDocument");
    expect(classOf("x", "var x = 3;", word)).toBeNull();
    expect(classOf("sheet", "var sheet = Api.GetActiveSheet();", members.get("cell")!)).toBe("ApiWorksheet");
  });

  it("proposes the members of the class, or all with their classes", () => {
    expect(proposals(members, "Api", "").map((one) => one.label)).toEqual(["CreateParagraph", "GetDocument"]);
    expect(proposals(members, "p", "var p = Api.CreateParagraph();").map((one) => one.label)).toEqual(["AddText", "SetJc"]);
    const all = proposals(members, "unknown", "");
    expect(all.find((one) => one.label === "AddText")?.detail).toBe("ApiParagraph, ApiRun");
    expect(proposals(members, "builder", "").map((one) => one.label)).toContain("SaveFile");
  });
});
