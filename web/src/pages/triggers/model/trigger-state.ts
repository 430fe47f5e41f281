import type { UpdateBinding } from "../../../../../src/contract/api/binding.ts";
import type { Faults } from "./faults.ts";
import { given } from "./faults.ts";
import { same } from "./same.ts";
import type { Binding, StartBody, StartForm } from "./start-form.ts";
import { freshStart, startBody, startChange, startFaults, startForm } from "./start-form.ts";
import type { StopBody, StopForm } from "./stop-form.ts";
import { freshStop, stopBody, stopChange, stopFaults, stopForm } from "./stop-form.ts";

export type OrderStatus =
  | "ABANDONED_SHOPPING_CART"
  | "INITIALIZED"
  | "IN_PROGRESS"
  | "DELIVERED"
  | "CANCELLED";

export type StopRule =
  | { kind: "segment"; segment: string; when: "enters" | "leaves" }
  | { kind: "order"; statuses: OrderStatus[] };

/** A link that is being edited: `bindingId` and `saved` once it is there. */
export interface Edited<Form> {
  /** Of this place in the dialog, also before the link has an id. */
  key: string;
  bindingId?: string;
  saved?: Form;
  form: Form;
}

/** All that the dialog edits. */
export interface TriggerState {
  /** Absent in a dialog that is about a stop. */
  start: Edited<StartForm> | undefined;
  stops: Edited<StopForm>[];
  /** Ids of stops to be taken away. */
  removed: string[];
  rules: { saved: StopRule[]; now: StopRule[] };
}

export type Body = StartBody | StopBody;

/** One request that Apply makes. `at` is the place whose faults it tells. */
export type Step =
  | { does: "create"; at: string; body: Body }
  | { does: "update"; at: string; bindingId: string; body: UpdateBinding }
  | { does: "remove"; at: string; bindingId: string }
  | { does: "rules"; at: "rules"; stopRules: StopRule[] };

interface Given {
  role: "start" | "stop";
  bindingId?: string;
  bindings: readonly Binding[];
  rules: StopRule[];
  timeZone: string;
}

/** What the dialog shows when it opens. */
export function openTrigger({ role, bindingId, bindings, rules, timeZone }: Given): TriggerState {
  const stops = bindings
    .filter((binding) => binding.role === "stop")
    .map((binding) => edited(binding.id, stopForm(binding)));
  const common = { removed: [], rules: { saved: rules, now: rules } };
  if (role === "stop") {
    const isNew = bindingId === undefined;
    return { ...common, start: undefined, stops: isNew ? [...stops, newStop("new")] : stops };
  }
  const binding = bindings.find(({ id }) => id === bindingId);
  const start =
    binding === undefined
      ? { key: "start", form: freshStart(timeZone) }
      : { ...edited(binding.id, startForm(binding, timeZone)), key: "start" };
  return { ...common, start, stops };
}

export function newStop(key: string): Edited<StopForm> {
  return { key, form: freshStop };
}

function edited<Form>(bindingId: string, form: Form): Edited<Form> {
  return { key: bindingId, bindingId, saved: form, form };
}

/** The requests that make it so, the start first; none when nothing was changed. */
export function stepsOf({ start, stops, removed, rules }: TriggerState, timeZone: string): Step[] {
  const rest: Step[] = [
    ...stops.flatMap((stop) => linkSteps(stop, stopBody, stopChange)),
    ...removed.map((id): Step => ({ does: "remove", at: id, bindingId: id })),
    ...(same(rules.saved, rules.now)
      ? []
      : [{ does: "rules", at: "rules", stopRules: rules.now } as const]),
  ];
  if (start === undefined) return rest;
  // Somebody who opened a new start and set stop conditions only has not meant to make one.
  const isUntouched = start.saved === undefined && same(start.form, freshStart(timeZone));
  return isUntouched && rest.length > 0
    ? rest
    : [...linkSteps(start, startBody, startChange), ...rest];
}

function linkSteps<Form>(
  { key, bindingId, saved, form }: Edited<Form>,
  bodyOf: (form: Form) => Body,
  changeOf: (saved: Form, form: Form) => UpdateBinding | undefined,
): Step[] {
  if (bindingId === undefined || saved === undefined) {
    return [{ does: "create", at: key, body: bodyOf(form) }];
  }
  const body = changeOf(saved, form);
  return body === undefined ? [] : [{ does: "update", at: key, bindingId, body }];
}

/** What is missing, by place; empty when the API can be asked. */
export function faultsBefore(state: TriggerState, steps: readonly Step[]): Record<string, Faults> {
  const faults: Record<string, Faults> = {};
  for (const { at, does } of steps) {
    if (does === "rules") faults[at] = ruleFaults(state.rules.now);
    else if (at === state.start?.key) faults[at] = startFaults(state.start.form);
    const stop = state.stops.find(({ key }) => key === at);
    if (stop !== undefined) faults[at] = stopFaults(stop.form);
  }
  return Object.fromEntries(Object.entries(faults).filter(([, at]) => Object.keys(at).length > 0));
}

function ruleFaults(rules: readonly StopRule[]): Faults {
  return given(
    Object.fromEntries(
      rules.map((rule, index) =>
        rule.kind === "segment"
          ? [`[${index}].segment`, rule.segment === "" ? "Choose a segment." : undefined]
          : [`[${index}].statuses`, rule.statuses.length === 0 ? "Choose a status." : undefined],
      ),
    ),
  );
}

/** The state after a step was done: what was asked for is what is saved. */
export function afterStep(state: TriggerState, step: Step, madeId?: string): TriggerState {
  const settle = <Form>(one: Edited<Form>): Edited<Form> =>
    one.key === step.at ? { ...one, bindingId: one.bindingId ?? madeId, saved: one.form } : one;
  if (step.does === "rules") {
    return { ...state, rules: { saved: step.stopRules, now: state.rules.now } };
  }
  if (step.does === "remove") {
    return { ...state, removed: state.removed.filter((id) => id !== step.bindingId) };
  }
  return {
    ...state,
    start: state.start === undefined ? undefined : settle(state.start),
    stops: state.stops.map(settle),
  };
}
