import type { TopicsCapability } from "../../blocks/capabilities.ts";
import { setTopicState, setUnsubscribed } from "../../db/contacts/contact-topics.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { markContacts } from "../../db/segment-rules/rows.ts";

export function topicsCapability(sql: Sql, run: RunRecord): TopicsCapability {
  /** Its hops are told with it, so that workflows that move people to and fro come to an end. */
  async function marked(what: string, change: Promise<boolean>): Promise<boolean> {
    const changed = await change;
    const { contactId, hops } = run;
    if (changed) await markContacts(sql, [{ contactId, what, hops: hops + 1 }]);
    return changed;
  }
  return {
    set: (topic, state) => marked("topics", setTopicState(sql, run.contactId, topic, state)),
    setUnsubscribed: (unsubscribed) =>
      marked("contact", setUnsubscribed(sql, run.contactId, unsubscribed)),
  };
}
