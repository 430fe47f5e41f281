import type { ServiceContext } from "../context.ts";
import type { VersionAnswer } from "../../contract/api/workflow.ts";
import { requireVersion } from "./require.ts";
import { summariesOf } from "./summaries.ts";

export async function getVersion(
  context: ServiceContext,
  workflowId: string,
  number: number,
): Promise<VersionAnswer> {
  const version = await requireVersion(context, workflowId, number);
  const { id, publishedAt, current, definition } = version;
  return { id, number, publishedAt, current, definition, summaries: summariesOf(definition) };
}
