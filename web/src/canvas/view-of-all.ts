import type { Viewport } from "@xyflow/react";
import type { PlacedDefinition } from "./layout.ts";

/** Below this zoom names can't be read: a large workflow is shown from its start instead. */
const readable = 0.6;
const margin = 48;
/** About a block's size: its exact one makes no difference here. */
export const block = { width: 248, height: 90 };

/** What the canvas has, in pixels. */
export interface Room {
  width: number;
  height: number;
}

/** All blocks in the middle, where their names can be read; of larger workflows the start and what follows. */
export function viewOfAll(
  blocks: PlacedDefinition["blocks"],
  { width, height }: Room,
): Viewport | null {
  const first = blocks.find(({ kind }) => kind === "start") ?? blocks[0];
  if (first === undefined || width === 0) return null;
  const xs = blocks.map(({ position }) => position.x);
  const ys = blocks.map(({ position }) => position.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(...xs) + block.width - left;
  const high = Math.max(...ys) + block.height - top;
  const [roomAcross, roomDown] = [width - 2 * margin, height - 2 * margin];
  const zoom = Math.min(1, roomAcross / wide, roomDown / high);
  if (zoom >= readable) {
    const x = (width - wide * zoom) / 2 - left * zoom;
    const y = Math.max(margin, (height - high * zoom) / 2) - top * zoom;
    return { x, y, zoom };
  }
  const large = Math.max(readable, Math.min(0.9, roomAcross / wide));
  const x = width / 2 - (first.position.x + block.width / 2) * large;
  return { x, y: margin - first.position.y * large, zoom: large };
}
