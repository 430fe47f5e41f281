import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { BlockNodeType } from "./flow.ts";

const margin = 24;

/** A panel that opens beside the canvas makes it narrower: the selected block must not be cut off. */
export function useKeepInSight(selected: readonly string[]): void {
  const { getInternalNode, getViewport, setViewport } = useReactFlow<BlockNodeType>();
  const width = useStore((state) => state.width);
  const block = selected.length === 1 ? selected[0] : undefined;
  const before = useRef(width);

  useEffect(() => {
    const isNarrower = width < before.current;
    before.current = width;
    const node = isNarrower && block !== undefined ? getInternalNode(block) : undefined;
    if (node === undefined) return;
    const { x, y, zoom } = getViewport();
    const right = (node.internals.positionAbsolute.x + (node.width ?? 0)) * zoom + x;
    const beyond = right + margin - width;
    if (beyond > 0) void setViewport({ x: x - beyond, y, zoom }, { duration: 150 });
  }, [width, block, getInternalNode, getViewport, setViewport]);
}
