import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { deletePool as remove, lockPool } from "../../db/messages/promo-codes.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import { noPool } from "./get.ts";

/**
 * Deletes a pool with its codes, and with it the record of who was given which.
 * @throws AppError `not_found`; `conflict` while a published workflow names it (`details.workflows`)
 */
export async function deletePool(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const name = await lockPool(sql, id);
    if (name === null) throw noPool();
    const workflows = (await workflowsWithText(sql, name))
      .filter(({ definition }) =>
        definition.blocks.some(({ config }) => "pool" in config && config.pool === name),
      )
      .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
    if (workflows.length > 0) {
      const message = `published workflows give codes of "${name}": change them first`;
      throw new AppError("conflict", message, { details: { workflows } });
    }
    await remove(sql, id);
  });
}
