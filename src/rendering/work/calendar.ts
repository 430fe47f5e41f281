import { sync, expandRecurringEvent } from "node-ical";
import type { CalendarComponent, CalendarResponse, EventInstance, VEvent } from "node-ical";
import { isTimeZone } from "../../domain/frequency.ts";
import type { Holiday } from "../../domain/pressure/quiet.ts";
import type { CalendarInput, CalendarOutput } from "../jobs.ts";

const mostDays = 5_000;

/** Reads an iCalendar file (RFC 5545): its events, with each time that a recurring one comes by. */
export function calendar({ text, from, to }: CalendarInput): CalendarOutput {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\b/i.test(text)) {
    return { outcome: "no calendar", reason: "does not begin with BEGIN:VCALENDAR" };
  }
  let parsed: CalendarResponse;
  try {
    parsed = sync.parseICS(text);
  } catch (error) {
    return { outcome: "no calendar", reason: `${firstFault(text)}${reasonOf(error)}` };
  }
  const events = Object.values(parsed).filter(isEvent);
  if (events.length === 0) return { outcome: "no calendar", reason: "has no events" };
  const days: Holiday[] = [];
  for (const event of events) {
    const fault = faultOf(event);
    if (fault !== null) {
      return { outcome: "no calendar", reason: `the event "${nameOf(event.summary)}" ${fault}` };
    }
    const within = { from: new Date(from), to: new Date(to), expandOngoing: true };
    try {
      for (const instance of expandRecurringEvent(event, within)) days.push(dayOf(instance));
    } catch (error) {
      const reason = `the event "${nameOf(event.summary)}" can't be looked up: ${reasonOf(error)}`;
      return { outcome: "no calendar", reason };
    }
    if (days.length > mostDays) {
      return { outcome: "no calendar", reason: `comes to more than ${mostDays} days` };
    }
  }
  days.sort((a, b) => (a.from < b.from ? -1 : 1));
  return { outcome: "calendar", days };
}

function isEvent(component: CalendarComponent | undefined): component is VEvent {
  return component?.type === "VEVENT";
}

function faultOf({ start, end }: VEvent): string | null {
  const times = [start, end].filter((time) => time !== undefined);
  if (!(start instanceof Date)) return "has no DTSTART that is a date";
  for (const time of times) {
    if (!(time instanceof Date) || Number.isNaN(time.getTime()))
      return "has a time that is no date";
    const { tz } = time;
    if (tz !== undefined && !isTimeZone(tz)) return `is in an unknown time zone, ${tz}`;
  }
  if (end !== undefined && end < start) return "ends before it begins";
  return null;
}

/** Which event it is that fails, where one fails by itself. */
function firstFault(text: string): string {
  for (const [event] of text.matchAll(/^BEGIN:VEVENT\b[\s\S]*?^END:VEVENT\b/gim)) {
    try {
      sync.parseICS(`BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`);
    } catch {
      const summary = /^SUMMARY[^:\r\n]*:(.*)$/im.exec(event)?.[1]?.trim();
      return `the event "${summary ?? "without a name"}" can't be read: `;
    }
  }
  return "can't be read: ";
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, 200);
}

function dayOf({ start, end, isFullDay, summary }: EventInstance): Holiday {
  const name = nameOf(summary);
  if (isFullDay) return { name, from: localDate(start), to: localDate(end) };
  // A time without a zone is one of whoever is written to.
  if (start.tz === undefined) return { name, from: localTime(start), to: localTime(end) };
  return { name, from: start.toISOString(), to: end.toISOString() };
}

function nameOf(summary: unknown): string {
  const text =
    typeof summary === "object" && summary !== null && "val" in summary ? summary.val : summary;
  return typeof text === "string" && text !== "" ? text.slice(0, 200) : "Holiday";
}

const two = (number: number): string => String(number).padStart(2, "0");

/** The parser gives dates, and times without a zone, by this machine's clock. */
function localDate(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function localTime(at: Date): string {
  return `${localDate(at)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
