import type { ReactFlowInstance } from "@xyflow/react";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import type { BlockNodeType, BranchEdgeType } from "./flow.ts";
import type { PlacedDefinition } from "./layout.ts";

/** Below this zoom names can't be read: a large workflow is shown from its start instead. */
const readable = 0.6;
const margin = 48;
/** About a block's size: its exact one makes no difference here. */
const block = { width: 248, height: 90 };

/** What is in sight: at first everything, if it can be read; later the block that is asked for. */
export function useCanvasView(
  { blocks }: PlacedDefinition,
  centre: { block: string } | null | undefined,
) {
  const { getInternalNode, setCenter, getZoom } = useReactFlow<BlockNodeType, BranchEdgeType>();
  const store = useStoreApi();
  const requested = centre?.block;

  useEffect(() => {
    if (centre == null) return undefined;
    // A block that was added just now is known to React Flow after it has drawn.
    const frame = requestAnimationFrame(() => {
      const node = getInternalNode(centre.block);
      if (node === undefined) return;
      const { x, y } = node.internals.positionAbsolute;
      const { width = 0, height = 0 } = node;
      const zoom = Math.max(getZoom(), 0.8);
      void setCenter(x + width / 2, y + height / 2, { zoom, duration: 250 });
    });
    return () => cancelAnimationFrame(frame);
  }, [centre, getInternalNode, setCenter, getZoom]);

  return useCallback(
    (flow: ReactFlowInstance<BlockNodeType, BranchEdgeType>) => {
      const { width, height } = store.getState();
      const first = blocks.find(({ kind }) => kind === "start") ?? blocks[0];
      if (first === undefined || width === 0) return;
      const requestedBlock = blocks.find(({ id }) => id === requested);
      if (requestedBlock !== undefined) {
        const { x, y } = requestedBlock.position;
        void flow.setCenter(x + block.width / 2, y + block.height / 2, { zoom: 0.9 });
        return;
      }
      const [xs, ys] = [
        blocks.map(({ position }) => position.x),
        blocks.map((one) => one.position.y),
      ];
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      const wide = Math.max(...xs) + block.width - left;
      const high = Math.max(...ys) + block.height - top;
      const zoom = Math.min(1, (width - 2 * margin) / wide, (height - 2 * margin) / high);
      if (zoom >= readable) {
        const x = (width - wide * zoom) / 2 - left * zoom;
        const y = Math.max(margin, (height - high * zoom) / 2) - top * zoom;
        void flow.setViewport({ x, y, zoom });
        return;
      }
      const large = Math.max(readable, Math.min(0.9, (width - 2 * margin) / wide));
      const x = width / 2 - (first.position.x + block.width / 2) * large;
      void flow.setViewport({ x, y: margin - first.position.y * large, zoom: large });
    },
    [blocks, store, requested],
  );
}
