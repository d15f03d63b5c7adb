import type { Span } from "./address";

/** Where rows or columns go when others are inserted before them or deleted; spans are counted as they are before. */
export class Shift {
  readonly spans: Span[];

  constructor(
    spans: Span[],
    readonly inserts: boolean,
  ) {
    const sorted = spans.map((span) => ({ ...span })).sort((one, other) => one.start - other.start || one.count - other.count);
    this.spans = inserts ? sorted : joined(sorted);
  }

  /** How many are inserted before an index (at it, too), or deleted before it. */
  before(index: number): number {
    let total = 0;
    for (const span of this.spans) {
      if (this.inserts) {
        if (span.start > index) break;
        total += span.count;
      } else {
        if (span.start >= index) break;
        total += Math.min(span.start + span.count, index) - span.start;
      }
    }
    return total;
  }

  /** The new index; -1 where the old one is deleted. */
  to(index: number): number {
    if (this.inserts) return index + this.before(index);
    return this.spans.some((span) => index >= span.start && index < span.start + span.count) ? -1 : index - this.before(index);
  }

  /** How many there are of `count` afterwards. */
  counted(count: number): number {
    return this.inserts ? count + this.spans.reduce((sum, span) => sum + span.count, 0) : count - this.before(count);
  }

  /** Where a block goes as one: what is inserted within it makes it longer. */
  moved(span: Span): Span {
    const end = span.start + span.count;
    const last = Math.max(end - 1, span.start);
    const start = this.inserts ? span.start + this.before(span.start) : span.start - this.before(span.start);
    const after = this.inserts ? last + this.before(last) + 1 : end - this.before(end);
    return { start, count: span.count === 0 ? 0 : after - start };
  }
}

function joined(sorted: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last && last.start + last.count >= span.start) {
      last.count = Math.max(last.start + last.count, span.start + span.count) - last.start;
    } else {
      out.push(span);
    }
  }
  return out;
}
