import { scheduleWithin } from "../../src/domain/schedule.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CreateBinding } from "../../src/contract/api/binding.ts";
import { createBindingBody, updateBindingBody } from "../../src/contract/api/binding.ts";
import { frequencyNote } from "../../web/src/pages/triggers/model/frequency-note.ts";
import type { Binding } from "../../web/src/pages/triggers/model/start-form.ts";
import {
  freshStart,
  startBody,
  startChange,
  startErrors,
  startForm,
} from "../../web/src/pages/triggers/model/start-form.ts";
import {
  freshStop,
  stopBody,
  stopChange,
  stopForm,
} from "../../web/src/pages/triggers/model/stop-form.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const span = fc.option(
  fc.record({
    amount: fc.integer({ min: 1, max: 1_000 }),
    unit: fc.constantFrom("minutes" as const, "hours" as const, "days" as const, "weeks" as const),
  }),
);
const timeZone = fc.constantFrom("UTC", "Europe/Kyiv", "America/New_York");
const frequency = fc.oneof(
  fc.record({ kind: fc.constant("each" as const) }),
  fc.record({ kind: fc.constant("once" as const) }),
  fc.record({
    kind: fc.constant("period" as const),
    every: fc.integer({ min: 1, max: 24 }),
    unit: fc.constantFrom("hours" as const, "days" as const, "weeks" as const, "months" as const),
    window: fc.constantFrom("rolling" as const, "calendar" as const),
    timeZone,
  }),
);
const filter = fc.constantFrom(null, { ">": [{ var: "event.params.total" }, 20] });
const key = fc.constantFrom("orderDELIVERED", "cart left");
const members = fc.oneof(
  fc.constant(null),
  fc.record({ segment: fc.constant("VIP") }),
  fc.record({ param: fc.constant("list") }),
);
const at = { at: fc.constantFrom("00:00", "09:30"), timeZone };
const schedule = fc.oneof(
  fc.record({ kind: fc.constant("cron" as const), cron: fc.constant("0 9 * * 1-5"), timeZone }),
  fc.record({
    kind: fc.constant("every" as const),
    every: fc.integer({ min: 1, max: 700 }),
    unit: fc.constantFrom("minutes" as const, "hours" as const),
    timeZone,
  }),
  fc.record({
    kind: fc.constant("every" as const),
    every: fc.integer({ min: 1, max: 24 }),
    unit: fc.constantFrom("days" as const, "months" as const),
    ...at,
  }),
  fc.record({
    kind: fc.constant("every" as const),
    every: fc.integer({ min: 1, max: 52 }),
    unit: fc.constant("weeks" as const),
    weekdays: fc.constantFrom(["monday" as const], ["tuesday" as const, "friday" as const]),
    ...at,
  }),
);
const common = { enabled: fc.boolean(), frequency, filter, avoidInProgress: fc.boolean() };
const ofEvent = fc
  .record({
    role: fc.constant("start" as const),
    source: fc.constant("event" as const),
    eventTypeKey: key,
    ignoreOlderThan: span,
    forEachMemberOf: members,
    ...common,
    subject: fc.constantFrom("contact" as const, "key" as const),
  })
  .map((body) => (body.forEachMemberOf === null ? body : { ...body, subject: "contact" as const }));
const ofSchedule = fc.record({
  role: fc.constant("start" as const),
  source: fc.constant("schedule" as const),
  segment: fc.constant("VIP"),
  schedule,
  subject: fc.constant("contact" as const),
  ignoreOlderThan: fc.constant(null),
  forEachMemberOf: fc.constant(null),
  ...common,
  filter: fc.constant(null),
});
const starts = fc.oneof(ofEvent, ofSchedule);
const stops = fc.record({
  role: fc.constant("stop" as const),
  eventTypeKey: key,
  enabled: fc.boolean(),
  filter,
  match: fc.constantFrom("auto" as const, "contact" as const, "key" as const),
  lookBack: span,
});

/** As GET /bindings/{id} answers for what was made of a body. */
function answerOf(body: CreateBinding): Binding {
  const start = body.role === "start" ? body : undefined;
  const stop = body.role === "stop" ? body : undefined;
  const eventTypeKey = body.eventTypeKey ?? "regularEventType-1";
  return {
    id: "b1",
    role: body.role,
    source: start?.source ?? "event",
    workflow: { id: "w1", name: "W", status: "active" },
    eventType: { id: "t1", key: eventTypeKey, name: eventTypeKey },
    enabled: body.enabled,
    frequency: start === undefined ? null : (start.frequency ?? { kind: "each" }),
    subject: start?.subject ?? null,
    filter: body.filter,
    ignoreOlderThan: start?.ignoreOlderThan ?? null,
    avoidInProgress: start?.avoidInProgress ?? false,
    includeMachines: start?.includeMachines ?? false,
    forEachMemberOf: start?.forEachMemberOf ?? null,
    segment: start?.segment ?? null,
    schedule: start?.schedule === undefined ? null : scheduleWithin(start.schedule, "UTC"),
    match: stop?.match ?? null,
    lookBack: stop?.lookBack ?? null,
    words: "",
    createdAt: "",
    updatedAt: "",
  };
}

const opened = (body: CreateBinding) => startForm(answerOf(body), "UTC");

describe("a trigger in its dialog", () => {
  test("any start that the API has is shown and sent back as it was", () => {
    fc.assert(
      fc.property(starts, (given) => {
        const body = createBindingBody.parse(given);
        expect(createBindingBody.parse(startBody(opened(body)))).toEqual(body);
      }),
    );
  });

  test("any stop that the API has is shown and sent back as it was", () => {
    fc.assert(
      fc.property(stops, (given) => {
        const body = createBindingBody.parse(given);
        expect(createBindingBody.parse(stopBody(stopForm(answerOf(body))))).toEqual(body);
      }),
    );
  });

  test("opened and applied without a change, nothing is sent", () => {
    fc.assert(
      fc.property(starts, (given) => {
        const form = opened(createBindingBody.parse(given));
        expect(startChange(form, form)).toBeUndefined();
      }),
    );
    expect(stopChange(freshStop, freshStop)).toBeUndefined();
  });

  test("a change says what was changed and nothing else, as the API takes it", () => {
    fc.assert(
      fc.property(starts, frequency, (given, next) => {
        const saved = opened(createBindingBody.parse(given));
        const kept = { ...saved.frequency, ...next };
        const change = startChange(saved, { ...saved, frequency: kept });
        expect(updateBindingBody.parse(change ?? {})).toEqual(change ?? {});
        expect(Object.keys(change ?? { frequency: "" })).toEqual(["frequency"]);
      }),
    );
  });

  test("what is missing is said before the API is asked", () => {
    const fresh = freshStart("UTC");
    expect(Object.keys(startErrors(fresh))).toEqual(["eventTypeKey"]);
    expect(Object.keys(startErrors({ ...fresh, source: "schedule" }))).toEqual(["segment"]);
    const unfinished = { ...fresh.frequency, kind: "period" as const, every: "" as const };
    const faults = startErrors({ ...fresh, eventTypeKey: "a", frequency: unfinished });
    expect(Object.keys(faults)).toEqual(["frequency.every"]);
  });

  test("for each member of a segment, the contact is what is counted, whatever was chosen before", () => {
    const form = {
      ...freshStart("UTC"),
      eventTypeKey: "a",
      subject: "key" as const,
      members: { of: "segment", segment: "VIP", param: "" } as const,
    };
    expect(createBindingBody.parse(startBody(form))).toMatchObject({ subject: "contact" });
  });
});

describe("what a changed frequency does", () => {
  const saved = { ...freshStart("UTC"), eventTypeKey: "a" };
  const changedTo = (change: object) => ({
    ...saved,
    frequency: { ...saved.frequency, ...change },
  });

  test("says nothing while it is the same", () => {
    expect(frequencyNote(saved, { ...saved, enabled: false })).toBeNull();
    expect(frequencyNote(saved, changedTo({ every: 9 }))).toBeNull();
  });

  test("says that past launches count", () => {
    expect(frequencyNote(saved, changedTo({ kind: "once" }))).toBe(
      "Past launches count, as if this had always been in force. Whoever was ever launched is not launched again.",
    );
    expect(frequencyNote(saved, changedTo({ kind: "period", every: 1, unit: "hours" }))).toMatch(
      /less than an hour ago waits/,
    );
    expect(frequencyNote(saved, changedTo({ kind: "period", every: 3, unit: "days" }))).toMatch(
      /less than 3 days ago waits/,
    );
  });
});
