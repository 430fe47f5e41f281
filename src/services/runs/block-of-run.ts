import type { Definition } from "../../contract/definition.ts";
import type { VisitRow } from "../../db/runs/run-history.ts";

/**
 * The block that a run is at, which its journal shows only when it has been there: the wait that
 * has not ended, or where its latest visit leads. Of a failed run, where it failed.
 */
export function blockOfRun(
  run: { status: string; error: unknown; definition: Definition },
  visits: readonly Pick<VisitRow, "blockId" | "branch" | "until" | "endedAt">[],
  now: Date,
): string | null {
  const { status, error, definition } = run;
  if (status === "failed") return (error as { block?: string } | null)?.block ?? null;
  if (status !== "running") return null;
  const last = visits.at(-1);
  if (last !== undefined && last.endedAt === null && last.until !== null && last.until > now) {
    return last.blockId;
  }
  // Its message is held back: it has taken no branch yet.
  if (last !== undefined && last.endedAt === null && last.branch === "") return last.blockId;
  const from = last?.blockId ?? definition.blocks.find(({ kind }) => kind === "start")?.id;
  const branch = last?.branch ?? "next";
  const edge = definition.edges.find((one) => one.from === from && one.branch === branch);
  return edge?.to ?? null;
}
