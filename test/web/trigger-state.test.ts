import { describe, expect, test } from "vitest";
import type { Binding } from "../../web/src/pages/triggers/model/start-form.ts";
import type { StopRule } from "../../src/domain/stop-rule.ts";
import type { TriggerState } from "../../web/src/pages/triggers/model/trigger-state.ts";
import {
  afterRequest,
  validationErrors,
  newStop,
  openTrigger,
  requestsOf,
} from "../../web/src/pages/triggers/model/trigger-state.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const common = {
  workflow: { id: "w", name: "W", status: "active" },
  enabled: true,
  filter: null,
  ignoreOlderThan: null,
  avoidInProgress: false,
  includeMachines: false,
  forEachMemberOf: null,
  segment: null,
  schedule: null,
  lookBack: null,
  words: "",
  createdAt: "",
  updatedAt: "",
} as const;
const start: Binding = {
  ...common,
  id: "s1",
  role: "start",
  source: "event",
  match: null,
  eventType: { id: "t1", key: "cartLeft", name: "Cart left" },
  frequency: { kind: "once" },
  subject: "contact",
};
const stop: Binding = {
  ...common,
  id: "x1",
  role: "stop",
  source: "event",
  match: "auto",
  eventType: { id: "t2", key: "orderPaid", name: "Order paid" },
  frequency: null,
  subject: null,
};
const rule: StopRule = { kind: "order", statuses: ["CANCELLED"] };
const bindings = [start, stop];

const open = (given: { role: "start" | "stop"; bindingId?: string }) =>
  openTrigger({ ...given, bindings, rules: [rule], timeZone: "UTC" });
const steps = (state: TriggerState) => requestsOf(state, "UTC");

/** Chooses an event in a new start. */
function choose(state: TriggerState, eventTypeKey: string): TriggerState {
  if (state.start === undefined) throw new Error("it is about a stop");
  const form = { ...state.start.form, eventTypeKey };
  return { ...state, start: { ...state.start, form } };
}

describe("Apply", () => {
  test("does nothing where nothing was changed", () => {
    expect(steps(open({ role: "start", bindingId: "s1" }))).toEqual([]);
    expect(steps(open({ role: "stop", bindingId: "x1" }))).toEqual([]);
  });

  test("makes what is new, changes what was changed and takes away what was removed", () => {
    const opened = choose(open({ role: "start" }), "orderDELIVERED");
    const added = { ...newStop("new"), form: { ...newStop("new").form, eventTypeKey: "refund" } };
    const changed = {
      ...opened,
      stops: [added],
      removed: ["x1"],
      rules: { saved: [rule], now: [] },
    };
    expect(steps(changed)).toMatchObject([
      { does: "create", at: "start", body: { role: "start", eventTypeKey: "orderDELIVERED" } },
      { does: "create", at: "new", body: { role: "stop", eventTypeKey: "refund" } },
      { does: "remove", bindingId: "x1" },
      { does: "rules", stopRules: [] },
    ]);
  });

  test("goes on behind what was done, when it is pressed again after a refusal", () => {
    const opened = choose(open({ role: "start" }), "orderDELIVERED");
    const state = { ...opened, removed: ["x1"], stops: [] };
    const [create, remove] = steps(state);
    if (create === undefined || remove === undefined) throw new Error("two steps are meant");
    const after = afterRequest(state, create, "s2");
    expect(after.start).toMatchObject({ bindingId: "s2" });
    expect(steps(after)).toEqual([remove]);
    expect(steps(afterRequest(after, remove))).toEqual([]);
  });

  test("makes no start of a form that nobody touched, if only stop conditions were meant", () => {
    const opened = open({ role: "start" });
    expect(steps({ ...opened, rules: { saved: [rule], now: [] } })).toMatchObject([
      { does: "rules" },
    ]);
    expect(steps(opened)).toMatchObject([{ does: "create", at: "start" }]);
  });

  test("is held back by what is missing, each at its place", () => {
    const state = {
      ...open({ role: "start" }),
      stops: [newStop("new")],
      rules: { saved: [rule], now: [{ kind: "order", statuses: [] }] satisfies StopRule[] },
    };
    const touched = choose(state, "");
    const change = { ...touched, start: { ...touched.start, form: { ...touched.start?.form } } };
    const faults = validationErrors(change as TriggerState, steps(choose(state, "a")));
    expect(Object.keys(faults)).toEqual(["start", "new", "rules"]);
    expect(Object.keys(faults["rules"] ?? {})).toEqual(["[0].statuses"]);
  });
});

describe("a dialog about a stop", () => {
  test("has no start, and the stop that it is about", () => {
    expect(open({ role: "stop", bindingId: "x1" })).toMatchObject({
      start: undefined,
      stops: [{ key: "x1" }],
    });
  });

  test("has a new stop beside the others when it is to make one", () => {
    expect(open({ role: "stop" }).stops.map(({ key }) => key)).toEqual(["x1", "new"]);
  });
});
