import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { workflowsThatStartOrStopBy, workflowsWithText } from "../../db/contacts/segments.ts";
import { definitionUsesSegment } from "../../domain/segment-use.ts";

/**
 * Workflows name segments in words, in blocks, starts and stop rules (bindings' filters can't: they
 * see the event only): under another name the same workflow would ask for, or make, another segment.
 * @throws AppError `conflict` while a workflow names the segment (`details.workflows`)
 */
export async function requireUnused(context: ServiceContext, name: string): Promise<void> {
  const published = (await workflowsWithText(context.sql, name))
    .filter(({ definition }) => definitionUsesSegment(definition, name))
    .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
  const known = new Set(published.map(({ workflowId }) => workflowId));
  const others = (await workflowsThatStartOrStopBy(context.sql, name)).filter(
    ({ workflowId }) => !known.has(workflowId),
  );
  const workflows = [...published, ...others];
  if (workflows.length === 0) return;
  const message = `published workflows name the segment "${name}": change them first`;
  throw new AppError("conflict", message, { details: { workflows } });
}
