import { formatDuration } from "../../ui/format-time.ts";

/** Seconds in the two largest units. */
export function secondsText(seconds: number): string {
  return formatDuration(new Date(0).toISOString(), new Date(seconds * 1_000).toISOString());
}
