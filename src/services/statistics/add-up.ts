import type { StatisticsAnswer } from "../../contract/api/statistics.ts";
import type {
  MessageStatistics,
  RunStatistics,
  UnjournaledStatistics,
  VisitStatistics,
} from "../../db/workflows/workflow-statistics.ts";

type Blocks = StatisticsAnswer["blocks"];
type Edges = StatisticsAnswer["edges"];
type Messages = StatisticsAnswer["messages"];

export function runsOf(rows: readonly RunStatistics[]): StatisticsAnswer["runs"] {
  const runs = { total: 0, pending: 0, running: 0, completed: 0, failed: 0, stopped: 0 };
  for (const row of rows) {
    runs[row.status] += row.runs;
    runs.total += row.runs;
  }
  return runs;
}

/** A row of zeros at first sight of an id, by which rows of several counts are added up. */
function rowsBy<Row extends { blockId: string }>(fresh: (blockId: string) => Row) {
  const rows = new Map<string, Row>();
  const at = (blockId: string): Row => {
    const row = rows.get(blockId) ?? fresh(blockId);
    rows.set(blockId, row);
    return row;
  };
  const all = (): Row[] => [...rows.values()].toSorted((a, b) => (a.blockId < b.blockId ? -1 : 1));
  return { at, all };
}

/** The start has no visits: every run comes to it, and who has begun has left it. */
export function blocksOf(
  runs: readonly RunStatistics[],
  visits: readonly VisitStatistics[],
  unjournaled: readonly UnjournaledStatistics[],
): Blocks {
  const { at, all } = rowsBy((blockId) => ({
    blockId,
    entered: 0,
    waiting: 0,
    done: 0,
    failed: 0,
  }));
  for (const { startBlock, runs: count, started } of runs) {
    const block = at(startBlock);
    block.entered += count;
    block.done += started;
  }
  for (const { blockId, entered, waiting, done } of visits) {
    const block = at(blockId);
    block.entered += entered;
    block.waiting += waiting;
    block.done += done;
  }
  for (const { blockId, entered, waiting, failed } of unjournaled) {
    const block = at(blockId);
    block.entered += entered;
    block.waiting += waiting;
    block.failed += failed;
  }
  return all();
}

export function edgesOf(runs: readonly RunStatistics[], visits: readonly VisitStatistics[]): Edges {
  const started = new Map<string, number>();
  for (const row of runs) {
    started.set(row.startBlock, (started.get(row.startBlock) ?? 0) + row.started);
  }
  return [
    ...[...started].map(([from, count]) => ({ from, branch: "next", count })),
    ...visits.map(({ blockId, branch, went }) => ({ from: blockId, branch, count: went })),
  ]
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (`${a.from}/${a.branch}` < `${b.from}/${b.branch}` ? -1 : 1));
}

export function messagesOf(
  messages: readonly MessageStatistics[],
  visits: readonly VisitStatistics[],
  skippedMembers: readonly { blockId: string; skipped: number }[],
): Messages {
  const none = {
    queued: 0,
    sent: 0,
    delivered: 0,
    bounced: 0,
    opened: 0,
    clicked: 0,
    failed: 0,
    unknown: 0,
    skipped: 0,
  };
  const { at, all } = rowsBy((blockId) => ({ blockId, ...none }));
  for (const row of messages) Object.assign(at(row.blockId), row);
  for (const { blockId, skipped } of [...visits, ...skippedMembers]) {
    if (skipped > 0) at(blockId).skipped += skipped;
  }
  return all();
}
