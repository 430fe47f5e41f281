import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { useMemo } from "react";
import type { Outlet } from "./graph.ts";
import { outletOf } from "./graph.ts";
import { kindInDrag } from "./kind-in-drag.ts";
import type { CanvasEditing } from "./WorkflowCanvas.tsx";

/** Kinds that are dragged here, onto an edge or into the open. */
export function useCanvasDrop(
  editing: CanvasEditing | undefined,
  showEdge: (key: string | null) => void,
) {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    if (editing === undefined) return {};
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(kindInDrag)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        showEdge(edgeAt(event));
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isInside) showEdge(null);
      },
      onDrop: (event: DragEvent) => {
        const kind = event.dataTransfer.getData(kindInDrag);
        if (kind === "") return;
        event.preventDefault();
        const key = edgeAt(event);
        const onto: Outlet | null = key === null ? null : outletOf(key);
        showEdge(null);
        editing.onDropKind(
          kind,
          screenToFlowPosition({ x: event.clientX, y: event.clientY }),
          onto,
        );
      },
    };
  }, [editing, screenToFlowPosition, showEdge]);
}

function edgeAt({ clientX, clientY }: DragEvent): string | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const edge = element.closest(".react-flow__edge");
    if (edge !== null) return edge.getAttribute("data-id");
  }
  return null;
}
