import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { TopicRow } from "../../db/contacts/topics.ts";
import { topicById } from "../../db/contacts/topics.ts";

export const noTopic = () => new AppError("not_found", "there is no such topic");

/** @throws AppError `not_found` */
export async function getTopic(context: ServiceContext, id: string): Promise<TopicRow> {
  const topic = await topicById(context.sql, id);
  if (topic === null) throw noTopic();
  return topic;
}
