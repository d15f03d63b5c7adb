import { expect, it } from "vitest";
import { parentFrame } from "./parent";
import { readQuery } from "./query";

/** A frame in a page that is only two functions. */
function framed(search = "?frameEditorId=place&parentOrigin=https://example.com") {
  const sent: { message: unknown; target: string }[] = [];
  const parent = { postMessage: (message: string, target: string) => void sent.push({ message: JSON.parse(message), target }) };
  let listener: (event: MessageEvent) => void = () => undefined;
  const frame = parentFrame(readQuery(search), { parent, addEventListener: (_, given) => (listener = given) });
  const give = (data: unknown, origin = "https://example.com", source: unknown = parent) =>
    listener({ data: typeof data === "string" ? data : JSON.stringify(data), origin, source } as MessageEvent);
  return { frame, sent, give };
}

const init = { command: "init", data: { config: { mode: "view" }, documentType: "word", type: "embedded" } };
const open = { command: "openDocument", data: { doc: { key: "k1", token: "signed" } } };

it("says that it is ready, then reads the configuration out of two messages", async () => {
  const { frame, sent, give } = framed();
  expect(sent).toEqual([{ message: { frameEditorId: "place", event: "onAppReady" }, target: "https://example.com" }]);
  give(init);
  give(open);
  expect(await frame.config).toEqual({ document: { key: "k1" }, editorConfig: { mode: "view" }, documentType: "word", type: "embedded", token: "signed" });
});

it("hears nothing of other pages, other origins and other messages", () => {
  const { frame, give } = framed();
  const heard: unknown[] = [];
  frame.on("showMessage", (data) => heard.push(data));
  const message = { command: "showMessage", data: "a" };
  give(message, "https://evil.example.com");
  give(message, "https://example.com", {});
  give("no json");
  give({ event: "showMessage" });
  give(null);
  expect(heard).toEqual([]);
  give(message);
  expect(heard).toEqual(["a"]);
});

it("keeps commands for who listens later, and ends listening", () => {
  const { frame, give } = framed();
  const heard: unknown[] = [];
  give({ command: "downloadAs", data: 1 });
  const off = frame.on("downloadAs", (data) => heard.push(data));
  give({ command: "downloadAs", data: 2 });
  off();
  expect(heard).toEqual([1, 2]);
});

it("talks to a page from a file, which has no origin", () => {
  const { sent } = framed("?frameEditorId=place&parentOrigin=null");
  expect(sent[0]?.target).toBe("*");
});
