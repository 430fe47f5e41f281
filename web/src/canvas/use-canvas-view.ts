import type { Viewport } from "@xyflow/react";
import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import type { BlockNodeType, BranchEdgeType } from "./flow.ts";
import type { PlacedDefinition } from "./layout.ts";
import type { Room } from "./view-of-all.ts";
import { block, viewOfAll } from "./view-of-all.ts";

/** What is in sight: at first everything, if it can be read; later the block that is asked for. */
export function useCanvasView(
  { blocks }: PlacedDefinition,
  centre: { block: string } | null | undefined,
) {
  const { getInternalNode, setCenter, getZoom, getViewport, setViewport } = useReactFlow<
    BlockNodeType,
    BranchEdgeType
  >();
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

  const fitted = useRef<Viewport | null>(null);
  const fit = useCallback(
    (room: Room) => {
      const viewport = viewOfAll(blocks, room);
      if (viewport === null) return;
      fitted.current = viewport;
      void setViewport(viewport);
    },
    [blocks, setViewport],
  );

  // A panel that opens leaves less room: who has not moved the canvas sees as much of it as before.
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  const fitAgain = useEffectEvent((room: Room) => {
    const { current } = fitted;
    if (current !== null && isSame(getViewport(), current)) fit(room);
  });
  useEffect(() => fitAgain({ width, height }), [width, height]);

  return useCallback(() => {
    const requestedBlock = blocks.find(({ id }) => id === requested);
    if (requestedBlock === undefined) return fit(store.getState());
    const { x, y } = requestedBlock.position;
    return void setCenter(x + block.width / 2, y + block.height / 2, { zoom: 0.9 });
  }, [blocks, requested, fit, store, setCenter]);
}

const isSame = (one: Viewport, other: Viewport): boolean =>
  one.x === other.x && one.y === other.y && one.zoom === other.zoom;
