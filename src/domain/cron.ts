import { required } from "./required.ts";

const fields = [
  { name: "the minute", least: 0, most: 59, names: [] },
  { name: "the hour", least: 0, most: 23, names: [] },
  { name: "the day of the month", least: 1, most: 31, names: [] },
  {
    name: "the month",
    least: 1,
    most: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  {
    name: "the weekday",
    least: 0,
    most: 7,
    names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
  },
];

/** The fault of a cron expression, or null. Lists, ranges, steps, and names of months and weekdays. */
export function cronFields(cron: string): string | null {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return "must have five fields: minute, hour, day of the month, month, weekday";
  }
  for (const [index, field] of fields.entries()) {
    const part = required(parts[index], field.name);
    if (!part.split(",").every((range) => isRange(range, field))) {
      return `${field.name} can't be "${part}": ${field.least} to ${field.most}, as in 5 or 1-5 or */2 or 1,3`;
    }
  }
  if (parts[2] !== "*" && parts[4] !== "*") {
    return "give days of the month or weekdays, not both: readings of both together differ";
  }
  return null;
}

function isRange(range: string, field: (typeof fields)[number]): boolean {
  const match = /^(\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d{1,2}))?$/i.exec(range);
  if (match === null) return false;
  const [, , from, to, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === undefined) return true;
  const first = valueOf(from, field);
  const last = to === undefined ? first : valueOf(to, field);
  return first !== null && last !== null && first <= last;
}

function valueOf(
  text: string,
  { least, most, names }: { least: number; most: number; names: readonly string[] },
): number | null {
  const named = names.indexOf(text.toLowerCase());
  // Months are counted from 1, weekdays from 0.
  if (named >= 0) return named + (least === 1 ? 1 : 0);
  if (!/^\d+$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
