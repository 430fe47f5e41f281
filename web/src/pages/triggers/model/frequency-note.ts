import { t } from "../../../i18n/i18n.ts";
import { frequencyBody } from "./frequency-form.ts";
import type { StartForm } from "./start-form.ts";
import { sameJson } from "../../../json/same-json.ts";

/**
 * What a changed frequency does to those who were launched before: a gate is recounted as if the
 * new one had always been in force (docs/adr/0008). Null when it was not changed.
 */
export function frequencyNote(saved: StartForm, form: StartForm): string | null {
  const [before, now] = [frequencyBody(saved.frequency), frequencyBody(form.frequency)];
  if (sameJson(before, now) && saved.subject === form.subject) return null;
  if (now.kind === "each") {
    return t("trigger-form:note.each");
  }
  const whose = form.subject === "contact" ? "Contact" : "Key";
  if (now.kind === "once") return t(`trigger-form:note.once${whose}`);
  const { every: count, unit, window } = now;
  return window === "calendar"
    ? t(`trigger-form:note.calendar${whose}`, {
        span: t(`trigger-form:calendarSpan.${unit}`, { count }),
      })
    : t(`trigger-form:note.rolling${whose}`, { span: t(`trigger-form:span.${unit}`, { count }) });
}
