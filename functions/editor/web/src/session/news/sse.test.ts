import { expect, test } from "vitest";

import { SentReader } from "./sse";

test("events are read whatever the pieces are", () => {
  const stream = 'retry: 500\n\nid: 2.1\nevent: changes\ndata: {"a":1}\n\n:\n\nid: 2.2.7\nevent: cursor\ndata: {"b":\ndata: 2}\n\n';
  for (let size = 1; size < stream.length; size += 7) {
    const reader = new SentReader();
    const read = [];
    for (let at = 0; at < stream.length; at += size) read.push(...reader.read(stream.slice(at, at + size)));
    expect(read).toEqual([
      { id: "2.1", event: "changes", data: '{"a":1}' },
      { id: "2.2.7", event: "cursor", data: '{"b":\n2}' },
    ]);
  }
});
