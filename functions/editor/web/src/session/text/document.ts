import Delta from "quill-delta";

import { endsInLine, keepsEnd } from "./ending";

/** So many components of changes are gathered before they go into the document. */
const GATHERED = 400;

/** A text that changes often and is read seldom: changes are gathered, and cost nothing that grows with the text. */
export class Document {
  private base: Delta;
  private gathered = new Delta();
  /** In UTF-16 units. */
  length: number;

  constructor(content: Delta) {
    this.base = content;
    this.length = content.length();
  }

  /** The whole text. */
  whole(): Delta {
    if (this.gathered.ops.length > 0) {
      this.base = this.base.compose(this.gathered);
      this.gathered = new Delta();
    }
    return this.base;
  }

  apply(change: Delta): void {
    this.gathered = this.gathered.compose(change);
    this.length += change.changeLength();
    if (this.gathered.ops.length > GATHERED) this.whole();
  }

  /**
   * The line end that the service adds when a text does not end in one after a change: every text ends with a line end.
   * `null` where there is nothing to add.
   */
  missingEnd(...changes: Delta[]): Delta | null {
    const change = changes.reduce((all, next) => all.compose(next), new Delta());
    if (change.ops.length === 0) return null;
    const keeps = keepsEnd(change, this.length) ?? endsInLine(this.whole().compose(change));
    return keeps ? null : new Delta().retain(this.length + change.changeLength()).insert("\n");
  }
}
