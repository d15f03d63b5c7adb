import { expect, it } from "vitest";
import { takeTurn } from "./turns";

it("a few frames of a page wait for news, the others come when one has gone", () => {
  const page: { length: number; [at: number]: unknown } = { length: 6 };
  const frames = Array.from({ length: 5 }, (_, at) => (page[at] = { parent: page }) as unknown as Window);
  // One is of another origin.
  page[5] = Object.defineProperty({}, "spindleWaiting", { get: () => { throw new Error("blocked"); } });
  const turns = frames.map((frame) => takeTurn(frame));
  expect(turns.map((turn) => turn !== null)).toEqual([true, true, true, false, false]);
  turns[1]?.();
  expect(takeTurn(frames[4])).not.toBeNull();
  expect(takeTurn(frames[3])).toBeNull();
});

it("a page alone waits, with a second session of its own", () => {
  const alone = { length: 0 } as unknown as Window & { parent: Window };
  alone.parent = alone;
  expect(takeTurn(alone)).not.toBeNull();
  expect(takeTurn(alone)).not.toBeNull();
});
