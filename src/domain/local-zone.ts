import { isTimeZone } from "./frequency.ts";

/** What says in which time zone dates are meant. */
interface Placed {
  contact?: { timeZone?: string | null } | null;
  workspace?: { timeZone: string };
}

/** The time zone in which dates and times are meant: the contact's, else the workspace's; never a machine's. */
export function localZone({ contact, workspace }: Placed): string {
  const own = contact?.timeZone ?? null;
  return own !== null && isTimeZone(own) ? own : (workspace?.timeZone ?? "UTC");
}
