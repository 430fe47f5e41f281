import type { TopicsCapability } from "../../blocks/capabilities.ts";
import { setTopicState, setUnsubscribed } from "../../db/contact-topics.ts";
import type { Sql } from "../../db/database.ts";
import type { RunRecord } from "../../db/run-rows.ts";

export function topicsCapability(sql: Sql, run: RunRecord): TopicsCapability {
  return {
    set: (topic, state) => setTopicState(sql, run.contactId, topic, state),
    setUnsubscribed: (unsubscribed) => setUnsubscribed(sql, run.contactId, unsubscribed),
  };
}
