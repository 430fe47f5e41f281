import type { BindingAnswer, CreateBinding } from "../../../../../src/contract/api/binding.ts";
import { t } from "../../../i18n/i18n.ts";
import type { Typed } from "./duration.ts";

export type Frequency = NonNullable<Extract<CreateBinding, { role: "start" }>["frequency"]>;
type Period = Extract<Frequency, { kind: "period" }>;
type Unit = Period["unit"] | "minutes";

/** "Each time", "Once" or "Once in every N …"; the period's fields stay while it is not chosen. */
export interface FrequencyForm {
  kind: Frequency["kind"];
  every: Typed;
  unit: Period["unit"];
  window: Period["window"];
  timeZone: string;
}

export function freshFrequency(timeZone: string): FrequencyForm {
  return { kind: "each", every: 1, unit: "days", window: "rolling", timeZone };
}

export function frequencyForm(
  frequency: BindingAnswer["frequency"],
  timeZone: string,
): FrequencyForm {
  return { ...freshFrequency(timeZone), ...frequency };
}

export function frequencyBody(form: FrequencyForm): Frequency {
  if (form.kind !== "period") return { kind: form.kind };
  const { every, unit, window, timeZone } = form;
  // An empty field never comes this far: frequencyError has refused it before.
  return { kind: "period", every: every === "" ? 1 : every, unit, window, timeZone };
}

export function frequencyError({ kind, every }: FrequencyForm): string | undefined {
  return kind === "period" && every === "" ? t("trigger-form:missing.often") : undefined;
}

/** "hours" as one says it beside the number: "1 hour", "2 hours". */
export function unitLabel(unit: Unit, count: Typed): string {
  return t(`trigger-form:units.${unit}`, { count: count === "" ? 0 : count });
}
