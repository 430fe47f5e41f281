import { blockKinds, branchesOf } from "../../blocks/registry.ts";
import type { FunnelAnswer, FunnelStep } from "../../contract/api/reports.ts";
import type { StatisticsAnswer, StatisticsQuery } from "../../contract/api/statistics.ts";
import { inOrder } from "../../domain/block-order.ts";
import type { ServiceContext } from "../context.ts";
import { workflowStatistics } from "../statistics/of-workflow.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";

type Messages = StatisticsAnswer["messages"][number];

/**
 * A workflow's runs from their start through each block to their end, with what became of messages.
 * Blocks stand as in the version that is asked for, else in the current one, else in the draft; last
 * those that are not in it any more.
 * @throws AppError `not_found`; `invalid` for a period that ends before it begins
 */
export async function workflowFunnel(
  context: ServiceContext,
  workflowId: string,
  query: StatisticsQuery,
): Promise<FunnelAnswer> {
  const blocks = await blocksInOrder(context, workflowId, query.version);
  const { from, to, version, runs, ...counted } = await workflowStatistics(
    context,
    workflowId,
    query,
  );
  const byId = new Map(counted.blocks.map((block) => [block.blockId, block]));
  const messages = new Map(counted.messages.map((sent) => [sent.blockId, sent]));
  const stepOf = (blockId: string, name: string, kind: string | null): FunnelStep => ({
    blockId,
    name,
    kind,
    ...(byId.get(blockId) ?? { entered: 0, waiting: 0, done: 0, failed: 0 }),
    ways: counted.edges
      .filter((edge) => edge.from === blockId)
      .map(({ branch, count }) => ({ branch, count })),
    messages: presentMessages(messages.get(blockId)),
  });
  const known = new Set(blocks.map(({ id }) => id));
  const gone = [...new Set([...byId.keys(), ...messages.keys()])].filter((id) => !known.has(id));
  return {
    from,
    to,
    version,
    runs,
    steps: [
      ...blocks.map(({ id, name, kind }) => stepOf(id, name, kind)),
      ...gone.map((id) => stepOf(id, id, null)),
    ],
  };
}

interface NamedBlock {
  id: string;
  name: string;
  kind: string;
}

/** What people call the blocks of a workflow, in the order in which a run comes to them. */
export async function blocksInOrder(
  context: ServiceContext,
  workflowId: string,
  version?: number,
): Promise<NamedBlock[]> {
  const workflow = await requireWorkflow(context, workflowId);
  const number = version ?? (workflow.currentVersion || null);
  const definition =
    number === null
      ? workflow.draft
      : (await requireVersion(context, workflowId, number)).definition;
  const ordered = inOrder<(typeof definition.blocks)[number]>(definition, {
    isStart: ({ kind }) => blockKinds.get(kind)?.role === "start",
    branchesOf: ({ kind, config }) => {
      const rules = blockKinds.get(kind);
      return rules === undefined ? [] : branchesOf(rules, config);
    },
  });
  return ordered.map(({ id, kind, name }) => ({
    id,
    kind,
    name: name || (blockKinds.get(kind)?.label ?? kind),
  }));
}

/** Providers of some channels report nothing: then nobody knows what was delivered. */
function presentMessages(sent: Messages | undefined): FunnelStep["messages"] {
  if (sent === undefined) return null;
  const { blockId: _, delivered, bounced, ...counts } = sent;
  const isReported = delivered + bounced > 0;
  return {
    ...counts,
    delivered: isReported ? delivered : null,
    bounced: isReported ? bounced : null,
  };
}
