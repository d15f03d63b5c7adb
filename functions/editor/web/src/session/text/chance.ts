import Delta from "quill-delta";

/** Numbers by chance that come again with the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ["a", "é", "漢字", "😀", "\n", "two words", "\n\n", "x\ny", "𝒵"];
const FORMATS: Record<string, unknown>[] = [{ bold: true }, { bold: null }, { italic: true, color: "#f00" }, { header: 2 }, { list: "bullet" }, { color: null }];

/** An edit of a text by chance, such as an editor may make: characters stay whole, the text ends in a line end. */
export function anEdit(document: Delta, random: () => number): Delta {
  const length = document.length();
  const whole = (at: number) => (halves(document, at) ? at - 1 : at);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const at = whole(Math.floor(random() * length));
  const what = random();
  if (what < 0.5 || length < 3) {
    const insert = random() < 0.06 ? { image: `image/${Math.floor(random() * 9)}.png` } : pick(WORDS);
    const format = random() < 0.3 ? plain(pick(FORMATS)) : undefined;
    return new Delta().retain(at).insert(insert, format);
  }
  const end = whole(Math.min(length, at + 1 + Math.floor(random() * random() * length)));
  const count = Math.max(0, end - at);
  if (what < 0.8) {
    // Up to the end at times: then the last line end stays, as in an editor.
    const most = Math.max(0, Math.min(count, length - 1 - at));
    return most > 0 ? new Delta().retain(at).delete(most) : new Delta();
  }
  return count > 0 ? new Delta().retain(at).retain(count, pick(FORMATS)) : new Delta();
}

const plain = (format: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(format).filter(([, value]) => value !== null));

function halves(document: Delta, at: number): boolean {
  const op = document.slice(at, at + 1).ops[0];
  if (typeof op?.insert !== "string") return false;
  const unit = op.insert.charCodeAt(0);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
