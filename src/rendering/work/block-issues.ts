import { blockKinds } from "../../blocks/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import type { DraftBlock, Jobs } from "../jobs.ts";
import { workingOn } from "./place.ts";

/** What each block's settings lack, whatever stands around it. */
export function blockIssues({ blocks }: Jobs["blockProblems"]["input"]): GraphIssue[][] {
  return blocks.map(issuesOf);
}

function issuesOf({ id, kind, config }: DraftBlock): GraphIssue[] {
  workingOn(`the block "${id}"`);
  const read = readBlockConfig(kind, config);
  const found =
    read.outcome === "faulty" ? read.faults : (blockKinds.get(kind)?.issues?.(read.config) ?? []);
  return found.map(({ field, message }) =>
    field === "" ? { block: id, message } : { block: id, field, message },
  );
}
