import type { Sql } from "../core/database.ts";
import type { TopicTexts } from "./topics.ts";
import type { TopicState } from "./contact-topics.ts";

/** A topic as a preference page offers it, with what the contact has said. */
export interface OfferedTopic {
  key: string;
  name: string;
  description: string;
  texts: TopicTexts;
  optIn: boolean;
  state: TopicState | null;
  byChannel: Record<string, TopicState>;
}

/** All topics in the order of the page, 200 at most. @param contactId null: of nobody */
export async function offeredTopics(sql: Sql, contactId: string | null): Promise<OfferedTopic[]> {
  return sql.query<OfferedTopic>(
    `select t.key, t.name, t.description, t.texts, t.opt_in as "optIn", m.state,
            coalesce((select json_object_agg(b.channel, b.state) from contact_topic_channels b
                       where b.topic_id = t.id and b.contact_id = $1::uuid), '{}') as "byChannel"
       from topics t
       left join contact_topics m on m.topic_id = t.id and m.contact_id = $1::uuid
      order by t.position, t.name, t.key limit 200`,
    [contactId],
  );
}
