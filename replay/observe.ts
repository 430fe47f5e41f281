import { z } from "zod";
import type { ApiClient } from "./api-client.ts";
import type { FrequencyName } from "./campaign.ts";
import { eventTypeKey, segments } from "./campaign.ts";
import type { FoundMail } from "./mails.ts";

const run = z.object({ id: z.string(), status: z.string(), event: z.object({ key: z.string() }) });
const message = z.object({
  id: z.string(),
  runId: z.string(),
  state: z.string(),
  attempts: z.number(),
});
const event = z.object({ key: z.string() });
const member = z.object({ id: z.string() });

export type FoundRun = z.output<typeof run>;
export type FoundMessage = z.output<typeof message>;

/** What the system says has happened, by its API. */
export interface Found {
  /** The keys of the events: each the external id of its order. */
  events: string[];
  runs: Record<FrequencyName, FoundRun[]>;
  members: { once: number; day: number };
  messages: FoundMessage[];
  mails: readonly FoundMail[];
}

export async function observe(
  api: ApiClient,
  workflows: Record<FrequencyName, string>,
  mails: readonly FoundMail[],
): Promise<Found> {
  const runsOf = (name: FrequencyName) => api.list(`/runs?workflowId=${workflows[name]}`, run);
  const membersOf = async (name: string) =>
    (await api.list(`/contacts/search?segment=${encodeURIComponent(name)}`, member)).length;
  const events = await api.list(`/events?typeKey=${eventTypeKey}`, event);
  return {
    events: events.map(({ key }) => key),
    runs: { each: await runsOf("each"), once: await runsOf("once"), day: await runsOf("day") },
    members: { once: await membersOf(segments.once), day: await membersOf(segments.day) },
    messages: await api.list(`/messages?workflowId=${workflows.each}`, message),
    mails,
  };
}

const some = z.object({ items: z.array(z.object({ id: z.string() })) });

/** The first run that is not done, of each state; empty when all are. */
export async function unfinished(api: ApiClient): Promise<string[]> {
  const states = ["pending", "running"];
  const pages = await Promise.all(states.map((state) => api.get(`/runs?status=${state}&limit=1`)));
  return pages.flatMap((page) => some.parse(page).items.map(({ id }) => id));
}
