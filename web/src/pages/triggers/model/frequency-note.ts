import { frequencyBody, unitLabel } from "./frequency-form.ts";
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
    return "From then on every event starts a run, also for those who have just had one. Past launches stay remembered, in case you change it back.";
  }
  const whose = form.subject === "contact" ? "Whoever" : "A key that";
  const counted = "Past launches count, as if this had always been in force.";
  if (now.kind === "once") return `${counted} ${whose} was ever launched is not launched again.`;
  const { every, unit, window } = now;
  const span = every === 1 ? unitLabel(unit, 1) : `${every} ${unit}`;
  return window === "calendar"
    ? `${counted} ${whose} was launched in this calendar ${span} waits for the next one.`
    : `${counted} ${whose} was launched less than ${article(span)} ago waits until that is over.`;
}

const article = (span: string) =>
  /^\d/.test(span) ? span : `${span.startsWith("h") ? "an" : "a"} ${span}`;
