import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { deletePool as remove, lockPool } from "../../db/messages/promo-codes.ts";
import { workflowsWithText } from "../../db/contacts/segments.ts";
import { noPool } from "./get.ts";

/**
 * Deletes a pool with its codes, and with it the record of who was given which.
 * @throws AppError `not_found`; `conflict` while a published workflow names it (`details.workflows`)
 */
export async function deletePool(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const name = await lockPool(context.sql, id);
    if (name === null) throw noPool();
    const workflows = (await workflowsWithText(context.sql, name))
      .filter(({ definition }) =>
        definition.blocks.some(({ config }) => "pool" in config && config.pool === name),
      )
      .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
    if (workflows.length > 0) {
      const message = `published workflows give codes of "${name}": change them first`;
      throw new AppError("conflict", message, { details: { workflows } });
    }
    await remove(context.sql, id);
  });
}
