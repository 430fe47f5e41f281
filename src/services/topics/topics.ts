import { newId } from "../../platform/new-id.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import type { TopicChange } from "../../contract/api/topics.ts";
import { AppError } from "../../contract/errors.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import type { NewTopic, TopicRow } from "../../db/contacts/topics.ts";
import {
  changeTopic,
  insertTopic,
  lockTopic,
  deleteTopic as remove,
  listTopics as rowsOf,
  topicById,
} from "../../db/contacts/topics.ts";
import type { ServiceContext } from "../context.ts";
import { pageByText } from "../pages.ts";
import { makeConfirmationMail } from "./confirmation-mail.ts";

/** @throws AppError `conflict` when the key is taken */
export async function createTopic(
  context: ServiceContext,
  topic: Omit<NewTopic, "id">,
): Promise<TopicRow> {
  const id = newId();
  if (!(await insertTopic(context.sql, { id, ...topic }))) {
    throw new AppError("conflict", `there is a topic with the key "${topic.key}" already`, {
      faults: [{ path: "key", message: "is taken" }],
    });
  }
  if (topic.doubleOptIn) await makeConfirmationMail(context);
  return getTopic(context, id);
}

/** @throws AppError `not_found` */
export async function getTopic(context: ServiceContext, id: string): Promise<TopicRow> {
  const topic = await topicById(context.sql, id);
  if (topic === null) throw noTopic();
  return topic;
}

/** Topics by key. */
export async function listTopics(
  context: ServiceContext,
  { search, ...request }: SearchPageQuery,
): Promise<Page<TopicRow>> {
  const keyOf = ({ key }: TopicRow) => key;
  return pageByText(request, keyOf, (count, behind) => rowsOf(context.sql, count, behind, search));
}

/** @throws AppError `not_found` */
export async function updateTopic(
  context: ServiceContext,
  id: string,
  change: TopicChange,
): Promise<TopicRow> {
  if (!(await changeTopic(context.sql, id, change))) throw noTopic();
  if (change.doubleOptIn === true) await makeConfirmationMail(context);
  return getTopic(context, id);
}

/**
 * Deletes a topic with what contacts have said about it.
 * @throws AppError `not_found`; `conflict` while a published workflow names it (`details.workflows`)
 */
export async function deleteTopic(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const key = await lockTopic(context.sql, id);
    if (key === null) throw noTopic();
    const workflows = (await workflowsWithText(context.sql, key))
      .filter(({ definition }) =>
        definition.blocks.some(({ config }) => "topic" in config && config.topic === key),
      )
      .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
    if (workflows.length > 0) {
      const message = `published workflows name the topic "${key}": change them first`;
      throw new AppError("conflict", message, { details: { workflows } });
    }
    await remove(context.sql, id);
  });
}

const noTopic = () => new AppError("not_found", "there is no such topic");
