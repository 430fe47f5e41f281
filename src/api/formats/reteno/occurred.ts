import { z } from "zod";
import { unlessMissing } from "../../../contract/error-messages.ts";

const words = "must be a time such as 2026-03-01 or 2026-03-01T12:30";

/** A day, a minute, a second; without an offset, UTC. */
export const occurredTime = z
  .string({ error: unlessMissing(words) })
  .transform(isoTime)
  .pipe(z.iso.datetime({ offset: true, error: words }))
  .transform((value) => new Date(value));

function isoTime(text: string): string {
  const [, day = "", time = "00:00", seconds = ":00", offset = "Z"] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  return `${day}T${time}${seconds}${offset.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")}`;
}
