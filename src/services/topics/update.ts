import type { TopicChange } from "../../contract/api/topics.ts";
import type { Sql } from "../../db/core/database.ts";
import type { TopicRow } from "../../db/contacts/topics.ts";
import { changeTopic } from "../../db/contacts/topics.ts";
import { getTopic, noTopic } from "./get.ts";

/** @throws AppError `not_found` */
export async function updateTopic(sql: Sql, id: string, change: TopicChange): Promise<TopicRow> {
  if (!(await changeTopic(sql, id, change))) throw noTopic();
  return getTopic(sql, id);
}
