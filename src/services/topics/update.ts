import type { ServiceContext } from "../context.ts";
import type { TopicChange } from "../../contract/api/topics.ts";
import type { TopicRow } from "../../db/contacts/topics.ts";
import { changeTopic } from "../../db/contacts/topics.ts";
import { getTopic, noTopic } from "./get.ts";

/** @throws AppError `not_found` */
export async function updateTopic(
  context: ServiceContext,
  id: string,
  change: TopicChange,
): Promise<TopicRow> {
  if (!(await changeTopic(context.sql, id, change))) throw noTopic();
  return getTopic(context, id);
}
