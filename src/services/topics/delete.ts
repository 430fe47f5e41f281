import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import { deleteTopic as remove, lockTopic } from "../../db/contacts/topics.ts";
import { noTopic } from "./get.ts";

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
