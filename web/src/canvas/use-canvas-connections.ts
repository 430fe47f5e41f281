import type { Connection, FinalConnectionState, ReactFlowProps } from "@xyflow/react";
import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { outletAt } from "./graph.ts";
import type { BlockNodeType, BranchEdgeType } from "./flow.ts";
import type { CanvasEditing } from "./WorkflowCanvas.tsx";

type Handlers = Pick<
  ReactFlowProps<BlockNodeType, BranchEdgeType>,
  "onConnect" | "onConnectEnd" | "onReconnect" | "isValidConnection"
>;

const outletIn = ({ source, sourceHandle }: Connection | BranchEdgeType) =>
  outletAt(source, sourceHandle);

/** Dragging from port to block; into the open it asks which block is to come there. */
export function useCanvasConnections(editing: CanvasEditing | undefined): Handlers {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    if (editing === undefined) return {};
    return {
      onConnect: (connection) => editing.onConnect(outletIn(connection), connection.target),
      onReconnect: (edge, connection) =>
        editing.onReconnect(outletIn(edge), outletIn(connection), connection.target),
      isValidConnection: (connection) =>
        editing.canConnect(outletIn(connection), connection.target),
      onConnectEnd: (event, { fromHandle, fromNode, isValid, toNode }: FinalConnectionState) => {
        const isOpen = isValid !== true && toNode === null && fromHandle?.type === "source";
        if (!isOpen || fromNode === null || !isFarFromStart(event)) return;
        const { clientX: x, clientY: y } = "changedTouches" in event ? firstTouch(event) : event;
        const at = screenToFlowPosition({ x, y });
        editing.onInsert(outletAt(fromNode.id, fromHandle.id), at);
      },
    };
  }, [editing, screenToFlowPosition]);
}

/** A click on a port ends there too; it is no drag. */
function isFarFromStart(event: MouseEvent | TouchEvent): boolean {
  return !(event.target instanceof Element && event.target.closest(".react-flow__handle"));
}

function firstTouch({ changedTouches }: TouchEvent): { clientX: number; clientY: number } {
  return changedTouches[0] ?? { clientX: 0, clientY: 0 };
}
