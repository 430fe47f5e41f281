import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { AppError } from "../../contract/errors.ts";
import type { NewTopic, TopicRow } from "../../db/contacts/topics.ts";
import { insertTopic } from "../../db/contacts/topics.ts";
import { getTopic } from "./get.ts";

/** @throws AppError `conflict` when the key is taken */
export async function createTopic(
  context: ServiceContext,
  topic: Omit<NewTopic, "id">,
): Promise<TopicRow> {
  const id = v7();
  if (!(await insertTopic(context.sql, { id, ...topic }))) {
    throw new AppError("conflict", `there is a topic with the key "${topic.key}" already`, {
      faults: [{ path: "key", message: "is taken" }],
    });
  }
  return getTopic(context, id);
}
