/** One server-sent event (WHATWG HTML, 9.2). */
export interface Sent {
  id: string;
  event: string;
  data: string;
}

/** Reads server-sent events out of pieces of text. */
export class SentReader {
  private rest = "";
  private id = "";

  /** The events that a further piece ends. */
  read(piece: string): Sent[] {
    const blocks = (this.rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const found = this.block(block);
      return found ? [found] : [];
    });
  }

  private block(block: string): Sent | null {
    let event = "message";
    const data: string[] = [];
    for (const line of block.split("\n")) {
      const at = line.indexOf(":");
      if (at <= 0) continue;
      const name = line.slice(0, at);
      const value = line.slice(at + 1).replace(/^ /, "");
      if (name === "id") this.id = value;
      else if (name === "event") event = value;
      else if (name === "data") data.push(value);
    }
    return data.length > 0 ? { id: this.id, event, data: data.join("\n") } : null;
  }
}
