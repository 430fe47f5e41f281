import type { StopRule } from "../../../../../src/domain/stop-rule.ts";
import type { UpdateBinding } from "../../../../../src/contract/api/binding.ts";
import { t } from "../../../i18n/i18n.ts";
import type { FieldErrors } from "./field-errors.ts";
import { withoutUndefined } from "./field-errors.ts";
import type { Binding, StartBody, StartForm } from "./start-form.ts";
import { freshStart, startBody, startChange, startErrors, startForm } from "./start-form.ts";
import type { StopBody, StopForm } from "./stop-form.ts";
import { freshStop, stopBody, stopChange, stopErrors, stopForm } from "./stop-form.ts";
import { sameJson } from "../../../json/same-json.ts";

/** A trigger that is being edited: with `bindingId` and `saved` once it exists. */
export interface Edited<Form> {
  /** Names its place in the dialog, also before the trigger has an id. */
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
  /** Ids of stop triggers to be deleted. */
  removed: string[];
  rules: { saved: StopRule[]; now: StopRule[] };
}

export type Body = StartBody | StopBody;

/** One request that Apply makes; errors in its answer belong to the place `at`. */
export type ApplyRequest =
  | { does: "create"; at: string; body: Body }
  | { does: "update"; at: string; bindingId: string; body: UpdateBinding }
  | { does: "remove"; at: string; bindingId: string }
  | { does: "rules"; at: "rules"; stopRules: StopRule[] };

interface OpenTriggerOptions {
  role: "start" | "stop";
  bindingId?: string;
  bindings: readonly Binding[];
  rules: StopRule[];
  timeZone: string;
}

/** What the dialog shows when it opens. */
export function openTrigger({
  role,
  bindingId,
  bindings,
  rules,
  timeZone,
}: OpenTriggerOptions): TriggerState {
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
export function requestsOf(
  { start, stops, removed, rules }: TriggerState,
  timeZone: string,
): ApplyRequest[] {
  const rest: ApplyRequest[] = [
    ...stops.flatMap((stop) => bindingRequests(stop, stopBody, stopChange)),
    ...removed.map((id): ApplyRequest => ({ does: "remove", at: id, bindingId: id })),
    ...(sameJson(rules.saved, rules.now)
      ? []
      : [{ does: "rules", at: "rules", stopRules: rules.now } as const]),
  ];
  if (start === undefined) return rest;
  // Somebody who opened a new start and set stop conditions only has not meant to make one.
  const isUntouched = start.saved === undefined && sameJson(start.form, freshStart(timeZone));
  return isUntouched && rest.length > 0
    ? rest
    : [...bindingRequests(start, startBody, startChange), ...rest];
}

function bindingRequests<Form>(
  { key, bindingId, saved, form }: Edited<Form>,
  bodyOf: (form: Form) => Body,
  changeOf: (saved: Form, form: Form) => UpdateBinding | undefined,
): ApplyRequest[] {
  if (bindingId === undefined || saved === undefined) {
    return [{ does: "create", at: key, body: bodyOf(form) }];
  }
  const body = changeOf(saved, form);
  return body === undefined ? [] : [{ does: "update", at: key, bindingId, body }];
}

/** What is missing in the dialog, by place; empty when the API can be asked. */
export function validationErrors(
  state: TriggerState,
  steps: readonly ApplyRequest[],
): Record<string, FieldErrors> {
  const errors: Record<string, FieldErrors> = {};
  for (const { at, does } of steps) {
    if (does === "rules") errors[at] = stopRuleErrors(state.rules.now);
    else if (at === state.start?.key) errors[at] = startErrors(state.start.form);
    const stop = state.stops.find(({ key }) => key === at);
    if (stop !== undefined) errors[at] = stopErrors(stop.form);
  }
  return Object.fromEntries(Object.entries(errors).filter(([, at]) => Object.keys(at).length > 0));
}

function stopRuleErrors(rules: readonly StopRule[]): FieldErrors {
  return withoutUndefined(
    Object.fromEntries(
      rules.map((rule, index) =>
        rule.kind === "segment"
          ? [
              `[${index}].segment`,
              rule.segment === "" ? t("trigger-form:missing.ruleSegment") : undefined,
            ]
          : [
              `[${index}].statuses`,
              rule.statuses.length === 0 ? t("trigger-form:missing.ruleStatus") : undefined,
            ],
      ),
    ),
  );
}

/** The state after a step was done: what was asked for is what is saved. */
export function afterRequest(
  state: TriggerState,
  step: ApplyRequest,
  createdId?: string,
): TriggerState {
  const settle = <Form>(one: Edited<Form>): Edited<Form> =>
    one.key === step.at ? { ...one, bindingId: one.bindingId ?? createdId, saved: one.form } : one;
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
