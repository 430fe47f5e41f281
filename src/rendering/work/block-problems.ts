import { blockKinds } from "../../blocks/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { GraphProblem } from "../../domain/graph.ts";
import type { DraftBlock, Jobs } from "../jobs.ts";
import { workingOn } from "./place.ts";

/** What each block's settings lack, whatever stands around it. */
export function blockProblems({ blocks }: Jobs["blockProblems"]["input"]): GraphProblem[][] {
  return blocks.map(problemsOf);
}

function problemsOf({ id, kind, config }: DraftBlock): GraphProblem[] {
  workingOn(`the block "${id}"`);
  const read = readBlockConfig(kind, config);
  const found =
    read.outcome === "faulty" ? read.faults : (blockKinds.get(kind)?.problems?.(read.config) ?? []);
  return found.map(({ field, message }) =>
    field === "" ? { block: id, message } : { block: id, field, message },
  );
}
