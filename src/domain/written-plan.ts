import type { FormerBlock, Plan, PlanBlock, WrittenBlock, WrittenPlan } from "./plan.ts";

const formerPlace = "email";
const itsChannel = "email";

/** The type of the activity that such blocks are performed by, as their histories have it. */
export const formerActivity = "performEmailBlock";

export function isFormer(block: WrittenBlock): block is FormerBlock {
  return block.place === formerPlace;
}

export function readBlock(block: WrittenBlock): PlanBlock {
  return isFormer(block) ? { ...block, place: "message", channel: itsChannel } : block;
}

export function writtenPlan({ first, blocks }: Plan): WrittenPlan {
  const written = Object.entries(blocks).map(([id, block]) => [id, writtenBlock(block)] as const);
  return { first, blocks: Object.fromEntries(written) };
}

function writtenBlock(block: PlanBlock): WrittenBlock {
  const { place, channel, ...rest } = block;
  return place === "message" && channel === itsChannel ? { ...rest, place: formerPlace } : block;
}
