import type { CreateBinding, UpdateBinding } from "../../../../../src/contract/api/binding.ts";
import { t } from "../../../i18n/i18n.ts";
import type { FieldErrors } from "./field-errors.ts";
import { withoutUndefined } from "./field-errors.ts";
import type { DurationForm } from "./duration.ts";
import { durationBody, durationError, durationForm } from "./duration.ts";
import type { Binding } from "./start-form.ts";
import { changedFields } from "../../../json/same-json.ts";

export type StopBody = Extract<CreateBinding, { role: "stop" }>;

/** An event that ends runs, as the dialog has it. */
export interface StopForm {
  enabled: boolean;
  eventTypeKey: string;
  eventTypeId: string | undefined;
  match: StopBody["match"];
  filter: unknown;
  lookBack: DurationForm;
}

const aDay = { amount: 1, unit: "days" } as const;

export const freshStop: StopForm = {
  enabled: true,
  eventTypeKey: "",
  eventTypeId: undefined,
  match: "auto",
  filter: null,
  lookBack: durationForm(null, aDay),
};

export function stopForm(binding: Binding): StopForm {
  return {
    enabled: binding.enabled,
    eventTypeKey: binding.eventType.key,
    eventTypeId: binding.eventType.id,
    match: binding.match ?? "auto",
    filter: binding.filter ?? null,
    lookBack: durationForm(binding.lookBack, aDay),
  };
}

export function stopBody(form: StopForm): StopBody {
  const { eventTypeKey, enabled, match } = form;
  const filter = form.filter as StopBody["filter"];
  return {
    role: "stop",
    eventTypeKey,
    enabled,
    match,
    filter,
    lookBack: durationBody(form.lookBack),
  };
}

/** What a PATCH must say; undefined when nothing was changed. */
export function stopChange(saved: StopForm, form: StopForm): UpdateBinding | undefined {
  const settings = (of: StopForm): UpdateBinding => {
    const { role: _role, eventTypeKey: _key, ...rest } = stopBody(of);
    return rest;
  };
  return changedFields(settings(saved), settings(form));
}

export function stopErrors(form: StopForm): FieldErrors {
  return withoutUndefined({
    eventTypeKey: form.eventTypeKey === "" ? t("trigger-form:missing.stop") : undefined,
    lookBack: durationError(form.lookBack),
  });
}
