import Delta from "quill-delta";
import { expect, test } from "vitest";

import { anEdit, chance } from "./chance";
import { ModelService } from "./model";
import { TextState } from "./state";

const start = () => new Delta().insert("Plan\nfor the year\n").insert("\n", { header: 1 });

/** An editor: a state, and a screen that shows what it is told. */
function editor(service: ModelService, number: number) {
  let screen = start();
  const state = new TextState(start(), 1, number, (delta) => {
    screen = screen.compose(delta);
  });
  return {
    state,
    screen: () => screen,
    edit(delta: Delta) {
      screen = screen.compose(delta);
      state.change(delta);
    },
    hear(most = Infinity) {
      for (const change of service.between(state.version).slice(0, most)) state.follow(change);
    },
    /** A call whose answer may be lost; answers are read late. */
    send(random: () => number) {
      if (!state.take()) return;
      const call = state.call();
      if (!call) return;
      if (random() < 0.2) return; // It did not arrive.
      const answer = service.changes(number, call);
      if (random() < 0.3) this.hear(Math.floor(random() * 3));
      if (random() < 0.2) return; // The answer did not.
      state.answered(answer);
    },
  };
}

test("three editors come to the text of the service, whatever is lost", { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 120; seed += 1) {
    const random = chance(seed);
    const service = new ModelService(start());
    const editors = [1, 2, 3].map((number) => editor(service, number));
    for (let step = 0; step < 60; step += 1) {
      const one = editors[Math.floor(random() * editors.length)];
      if (!one) continue;
      const what = random();
      if (what < 0.6) one.edit(anEdit(one.screen(), random));
      else if (what < 0.8) one.send(random);
      else one.hear(1 + Math.floor(random() * 4));
      expect(one.state.screen(), `seed ${seed} step ${step}`).toEqual(one.screen());
    }
    for (let round = 0; round < 20; round += 1) for (const one of editors) one.send(random);
    for (let round = 0; round < 3; round += 1) {
      for (const one of editors) one.send(() => 1);
      for (const one of editors) one.hear();
    }
    for (const one of editors) {
      expect(one.state.count, `seed ${seed}`).toBe(0);
      expect(one.screen(), `seed ${seed}`).toEqual(service.document);
      expect(one.state.screen(), `seed ${seed}`).toEqual(service.document);
    }
  }
});

test("theirs goes first where both insert at one place", () => {
  const service = new ModelService(start());
  const [one, two] = [editor(service, 1), editor(service, 2)];
  two.edit(new Delta().insert("theirs "));
  two.send(() => 1);
  one.edit(new Delta().insert("mine "));
  one.hear();
  expect(one.screen().ops[0]?.insert).toBe("theirs mine Plan\nfor the year\n");
  one.send(() => 1);
  expect(one.screen()).toEqual(service.document);
});

test("a line end that the service adds stands once on every screen", () => {
  const first = new Delta().insert("a\nb\n");
  const service = new ModelService(first);
  const make = (number: number) => {
    const shown: Delta[] = [];
    return { shown, state: new TextState(first, 1, number, (delta) => shown.push(delta)) };
  };
  const [one, two] = [make(1), make(2)];
  one.state.change(new Delta().retain(1).delete(2));
  two.state.change(new Delta().retain(2).delete(2));
  for (const { state } of [one, two]) {
    state.take();
    const call = state.call();
    if (call) state.answered(service.changes(state.number, call));
    expect(state.screen().ops.at(-1)?.insert).toMatch(/\n$/);
  }
  for (const change of service.between(one.state.version)) one.state.follow(change);
  expect(service.document.ops).toEqual([{ insert: "a\n" }]);
  expect(one.state.screen()).toEqual(service.document);
  expect(two.state.screen()).toEqual(service.document);
});

test("a long paste goes in pieces", () => {
  const service = new ModelService(start());
  const one = editor(service, 1);
  one.edit(new Delta().retain(2).insert("😀".repeat(600_001), { bold: true }).delete(1));
  let calls = 0;
  while (one.state.count > 0 && calls < 100) {
    one.send(() => 1);
    calls += 1;
  }
  expect(calls).toBeGreaterThan(2);
  expect(one.screen()).toEqual(service.document);
});

test("typing into a hundred pages is cheap", () => {
  const pages = new Delta();
  for (let line = 0; line < 5000; line += 1) pages.insert(`Line ${line} of a long document, `).insert("bold", { bold: true }).insert("\n");
  const state = new TextState(pages, 1, 1, () => {});
  const began = performance.now();
  for (let key = 0; key < 5000; key += 1) state.change(new Delta().retain(90_000 + key).insert("x"));
  const each = (performance.now() - began) / 5000;
  expect(each).toBeLessThan(0.5);
});
