import type { Info } from "./json";

/**
 * Where rows or columns begin and end, in pixels. Those that have no size of their own have the default one; looking up
 * takes as long as finding a place among those that have.
 */
export class Sizes {
  private readonly at: number[] = [];
  private readonly size: number[] = [];
  /** By how much all up to an entry, itself included, differ from the default. */
  private readonly sum: number[] = [];

  constructor(
    /** How many there are. */
    readonly count: number,
    private readonly plain: number,
    infos: readonly (Info | null)[] | undefined,
    private readonly scale: number,
    /** Sizes of those that nobody gave one, where they need more than the default. */
    fitting: ReadonlyMap<number, number> = new Map(),
  ) {
    let sum = 0;
    const put = (index: number, info: Info | null | undefined) => {
      if (index >= count) return;
      const own = info?.visible === false ? 0 : (info?.size ?? fitting.get(index) ?? plain);
      if (own === plain) return;
      sum += own - plain;
      this.at.push(index);
      this.size.push(own);
      this.sum.push(sum);
    };
    const more = [...fitting.keys()].sort((one, other) => one - other);
    let next = 0;
    infos?.forEach((info, index) => {
      for (; (more[next] ?? index) < index; next += 1) put(more[next] ?? 0, infos[more[next] ?? 0]);
      if (more[next] === index) next += 1;
      put(index, info);
    });
    for (; next < more.length; next += 1) put(more[next] ?? 0, null);
  }

  /** How many entries of those with own sizes are before an index. */
  private before(index: number): number {
    let [low, high] = [0, this.at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where one begins. */
  start(index: number): number {
    const before = this.before(index);
    return (index * this.plain + (before > 0 ? (this.sum[before - 1] ?? 0) : 0)) * this.scale;
  }

  /** How large one is; 0 where it is hidden. */
  of(index: number): number {
    const place = this.before(index);
    return (this.at[place] === index ? (this.size[place] ?? this.plain) : this.plain) * this.scale;
  }

  /** All together. */
  get total(): number {
    return this.start(this.count);
  }

  /** Which one is at a place. */
  find(place: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= place) low = middle;
      else high = middle - 1;
    }
    // A hidden one begins where the next does.
    return low;
  }

  /** The next one that is not hidden, in a direction; the same where there is none. */
  step(index: number, by: 1 | -1): number {
    for (let next = index + by; next >= 0 && next < this.count; next += by) if (this.of(next) > 0) return next;
    return index;
  }
}
