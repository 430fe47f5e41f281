import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import { deleteTopic as remove, lockTopic } from "../../db/contacts/topics.ts";
import { noTopic } from "./get.ts";

/**
 * Deletes a topic with what contacts have said about it.
 * @throws AppError `not_found`; `conflict` while a published workflow names it (`details.workflows`)
 */
export async function deleteTopic(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const key = await lockTopic(sql, id);
    if (key === null) throw noTopic();
    const workflows = (await workflowsWithText(sql, key))
      .filter(({ definition }) =>
        definition.blocks.some(({ config }) => "topic" in config && config.topic === key),
      )
      .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
    if (workflows.length > 0) {
      const message = `published workflows name the topic "${key}": change them first`;
      throw new AppError("conflict", message, { details: { workflows } });
    }
    await remove(sql, id);
  });
}
