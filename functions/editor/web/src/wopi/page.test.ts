import { expect, it, vi } from "vitest";
import { pageFrame } from "../frame/page";
import type { Session } from "../session/types";
import { Line } from "./line";
import { WopiPage } from "./page";
import type { WopiHost } from "./types";

const HOST: WopiHost = {
  origin: "https://host.example",
  closeUrl: "https://host.example/list",
  shareUrl: "https://host.example/share",
  versionsUrl: "",
  editUrl: "https://host.example/edit",
  closeByMessage: false,
  shareByMessage: false,
  versionsByMessage: true,
  editByMessage: true,
};

/** A page in a host that is only functions. */
function hosted(more: Partial<WopiHost> = {}) {
  const sent: { MessageId: string; Values: Record<string, unknown>; target: string }[] = [];
  const parent = {
    postMessage: (text: string, target: string) => {
      const { MessageId, Values } = JSON.parse(text) as { MessageId: string; Values: Record<string, unknown> };
      sent.push({ MessageId, Values, target });
    },
  };
  let listener: (event: MessageEvent) => void = () => undefined;
  const host = { ...HOST, ...more };
  const line = new Line(host.origin, { parent, addEventListener: (_, given) => (listener = given) });
  const frame = pageFrame(Promise.resolve({ document: {} }));
  const around = { leaveTo: vi.fn(), openBeside: vi.fn(), say: vi.fn() };
  const page = new WopiPage(frame, host, line, around);
  const give = (data: unknown, origin = host.origin, source: unknown = parent) => listener({ data, origin, source } as MessageEvent);
  return { page, frame, around, sent, give, ids: () => sent.map((one) => one.MessageId) };
}

/** A session that only has what the page calls. */
function session(more: Partial<Session>): Session {
  return { joined: { title: "a.docx" }, leave: vi.fn(() => Promise.resolve()), ...more } as unknown as Session;
}

it("tells the host how far it is, and again when the host begins to listen", () => {
  const { frame, sent, give } = hosted();
  expect(sent[0]).toEqual({ MessageId: "App_LoadingStatus", Values: { Status: "Frame_Ready" }, target: "https://host.example" });
  frame.emit("onDocumentReady");
  give(JSON.stringify({ MessageId: "Host_PostmessageReady" }));
  expect(sent.slice(1).map((one) => one.Values["Status"])).toEqual(["Document_Loaded", "Document_Loaded"]);
});

it("hears its own host only", () => {
  const { frame, give } = hosted();
  const heard: unknown[] = [];
  frame.on("grabFocus", () => heard.push(1));
  const message = { MessageId: "Grab_Focus" };
  give(message, "https://evil.example");
  give(message, "https://host.example", {});
  give("no json");
  give({ MessageId: 7 });
  give(null);
  expect(heard).toEqual([]);
  give(message);
  expect(heard).toEqual([1]);
});

it("speaks to nobody where the host names no origin", () => {
  const { frame, sent } = hosted({ origin: "" });
  frame.emit("onDocumentReady");
  expect(sent).toEqual([]);
});

it("leaves before it closes, and goes where the host says", async () => {
  const { page, frame, around, ids } = hosted();
  const order: string[] = [];
  page.bind(session({ leave: () => Promise.resolve(void order.push("left")) }), () => undefined);
  around.leaveTo.mockImplementation(() => order.push("gone"));
  frame.emit("onRequestClose");
  await vi.waitFor(() => expect(order).toEqual(["left", "gone"]));
  expect(ids()).toContain("UI_Close");
});

it("renames by the service, and keeps the name where that goes wrong", async () => {
  const { page, frame, around } = hosted();
  const titles: string[] = [];
  const rename = vi.fn((name: string) => (name === "b" ? Promise.resolve("b.docx") : Promise.reject(new Error("taken"))));
  page.bind(session({ rename }), (title) => titles.push(title));
  frame.emit("onRequestRename", "b");
  frame.emit("onRequestRename", "c");
  await vi.waitFor(() => expect(titles).toEqual(["b.docx", "a.docx"]));
  expect(around.say).toHaveBeenCalledWith("renamed.failed", { reason: "taken" });
});

it("saves when the host asks for it, and answers what became of it", async () => {
  const { page, sent, give } = hosted();
  let told: (outcome: { ok: boolean; forcesavetype: number; message: string }) => void = () => undefined;
  const on = ((_: string, run: typeof told) => {
    told = run;
    return () => undefined;
  }) as unknown as Session["on"];
  const save = vi.fn(() => Promise.resolve({ error: 0, message: "" }));
  page.bind(session({ save, on }), () => undefined);
  const responses = () => sent.filter((one) => one.MessageId === "Action_Save_Resp").map((one) => one.Values);
  give({ MessageId: "Action_Save", Values: { Notify: true } });
  await vi.waitFor(() => expect(save).toHaveBeenCalled());
  // It was begun; whether the host takes it nobody knows yet.
  expect(responses()).toEqual([]);
  told({ ok: false, forcesavetype: 1, message: "locked" });
  await vi.waitFor(() => expect(responses()).toEqual([{ success: false, result: "failed", errorMsg: "locked" }]));
  save.mockResolvedValueOnce({ error: 4, message: "nothing new" });
  give({ MessageId: "Action_Save", Values: { Notify: true } });
  await vi.waitFor(() => expect(responses()[1]).toEqual({ success: true, result: "", errorMsg: "" }));
});

it("answers a save that cannot be begun", async () => {
  const { page, sent, give } = hosted();
  const save = vi.fn(() => Promise.resolve({ error: 3, message: "no" }));
  page.bind(session({ save, on: () => () => undefined }), () => undefined);
  give({ MessageId: "Action_Save", Values: { Notify: true } });
  await vi.waitFor(() => expect(sent.at(-1)).toMatchObject({ MessageId: "Action_Save_Resp", Values: { success: false, errorMsg: "no" } }));
});

it("asks by message or by address, as the host says", () => {
  const { frame, around, ids } = hosted();
  frame.emit("onRequestSharingSettings");
  frame.emit("onRequestHistory");
  frame.emit("onRequestEditRights");
  expect(around.openBeside).toHaveBeenCalledWith("https://host.example/share");
  expect(ids().slice(1)).toEqual(["UI_FileVersions", "UI_Edit"]);
});
