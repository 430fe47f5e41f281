import { ReactFlowProvider } from "@xyflow/react";
import { CanvasFlow } from "./CanvasFlow.tsx";
import type { WorkflowCanvasProps } from "./WorkflowCanvas.tsx";

/** All that draws, in a chunk of its own. */
export function DrawnCanvas(props: WorkflowCanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasFlow {...props} />
    </ReactFlowProvider>
  );
}
