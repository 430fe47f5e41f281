/** What speaks for a machine behind a click or an open. */
export const machineSigns = [
  /** A browser or a mail program loads it ahead, by its headers: nobody has clicked yet. */
  "prefetch",
  /** The user agent is that of a scanner, a preview or a crawler. */
  "robot",
  /** Two links of one message within a second. */
  "several_links",
  /** Within two seconds of the message's delivery, or before it. A person can be as quick. */
  "speed",
  /** A program's HTTP client or a browser without a window, or no user agent at all. */
  "http_client",
] as const;
export type MachineSign = (typeof machineSigns)[number];

/** The other signs are told, so that a filter can name them, but a person may have them too. */
const certain: ReadonlySet<MachineSign> = new Set(["prefetch", "robot", "several_links"]);

export function isMachine(signs: readonly MachineSign[]): boolean {
  return signs.some((sign) => certain.has(sign));
}

/** The sources of events about what is done with a message. */
const messageEventSources = ["click", "open"] as const;

/** Whether an event tells of a click or an open that a machine made. */
export function isMadeByMachine(event: {
  source: string;
  params: Readonly<Record<string, unknown>>;
}): boolean {
  return (
    event.params["machine"] === true &&
    (messageEventSources as readonly string[]).includes(event.source)
  );
}
