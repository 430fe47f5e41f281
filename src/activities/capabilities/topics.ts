import type { TopicsCapability } from "../../blocks/capabilities.ts";
import { setTopicState, setUnsubscribed } from "../../db/contacts/contact-topics.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";

export function topicsCapability(sql: Sql, run: RunRecord): TopicsCapability {
  return {
    set: (topic, state) => setTopicState(sql, run.contactId, topic, state),
    setUnsubscribed: (unsubscribed) => setUnsubscribed(sql, run.contactId, unsubscribed),
  };
}
