import type { BindingAnswer } from "../../../../../src/contract/api/binding.ts";
import type { Weekday } from "../../../../../src/domain/time-window.ts";
import { t } from "../../../i18n/i18n.ts";
import type { Typed } from "./duration.ts";

export type Schedule = NonNullable<BindingAnswer["schedule"]>;
type Every = Extract<Schedule, { kind: "every" }>;

export interface ScheduleForm {
  kind: Schedule["kind"];
  every: Typed;
  unit: Every["unit"];
  at: string;
  weekdays: Weekday[];
  cron: string;
  timeZone: string;
}

export function freshSchedule(timeZone: string): ScheduleForm {
  return {
    kind: "every",
    every: 1,
    unit: "days",
    at: "09:00",
    weekdays: ["monday"],
    cron: "0 9 * * 1-5",
    timeZone,
  };
}

export function scheduleForm(schedule: NonNullable<BindingAnswer["schedule"]>): ScheduleForm {
  // What a schedule leaves out means this.
  return { ...freshSchedule("UTC"), at: "00:00", ...schedule };
}

/** Whether a schedule of this unit has a time of day. */
export const hasTimeOfDay = (unit: ScheduleForm["unit"]) => unit !== "minutes" && unit !== "hours";

export function scheduleBody(form: ScheduleForm): Schedule {
  const { kind, every, unit, at, cron, timeZone } = form;
  if (kind === "cron") return { kind, cron, timeZone };
  return {
    kind,
    every: every === "" ? 1 : every,
    unit,
    ...(hasTimeOfDay(unit) ? { at } : {}),
    ...(unit === "weeks" ? { weekdays: form.weekdays } : {}),
    timeZone,
  };
}

export function scheduleErrors(form: ScheduleForm): Record<string, string | undefined> {
  if (form.kind === "cron") {
    return {
      "schedule.cron": form.cron.trim() === "" ? t("trigger-form:missing.cron") : undefined,
    };
  }
  const noDay = form.unit === "weeks" && form.weekdays.length === 0;
  const noTime = hasTimeOfDay(form.unit) && form.at === "";
  return {
    "schedule.every": form.every === "" ? t("trigger-form:missing.every") : undefined,
    "schedule.at": noTime ? t("trigger-form:missing.at") : undefined,
    "schedule.weekdays": noDay ? t("trigger-form:missing.days") : undefined,
  };
}
