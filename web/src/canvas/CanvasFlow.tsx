import "@xyflow/react/dist/style.css";
import { useComputedColorScheme } from "@mantine/core";
import { Background, ConnectionLineType, Controls, MiniMap, ReactFlow } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";
import { BlockNode } from "./BlockNode.tsx";
import { CanvasActionsContext } from "./canvas-actions.ts";
import classes from "./CanvasFlow.module.css";
import type { BranchEdgeType } from "./flow.ts";
import { ariaLabels } from "./aria-labels.ts";
import { groupColor } from "./group-color.ts";
import { TidyUpButton } from "./TidyUpButton.tsx";
import { useCanvasConnections } from "./use-canvas-connections.ts";
import { useCanvasDrop } from "./use-canvas-drop.ts";
import { useCanvasElements } from "./use-canvas-elements.ts";
import { useCanvasView } from "./use-canvas-view.ts";
import { useKeepInSight } from "./use-keep-in-sight.ts";
import { useZoomKeys } from "./use-zoom-keys.ts";
import { BranchEdge } from "./BranchEdge.tsx";
import type { WorkflowCanvasProps } from "./WorkflowCanvas.tsx";

const none: readonly string[] = [];
const nodeTypes = { block: BlockNode };
const edgeTypes = { branch: BranchEdge };
const mapSize = { width: 150, height: 110 };

/** React Flow hears of nodes before edges: between the two an edge may name a port that has gone. */
const onError = (code: string, message: string) => {
  if (code !== "008") console.warn(message);
};

/** React Flow, fed with a definition. */
export function CanvasFlow(props: WorkflowCanvasProps) {
  const { editing, plain = false, centre } = props;
  const readOnly = props.readOnly === true || editing === undefined;
  const colorMode = useComputedColorScheme("light");
  const [hovered, setHovered] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const { nodes, edges, definition, onNodesChange, onEdgesChange } = useCanvasElements(
    props,
    readOnly,
  );
  const connections = useCanvasConnections(readOnly ? undefined : editing);
  const drop = useCanvasDrop(readOnly ? undefined : editing, setTarget);
  const onInit = useCanvasView(definition, centre);
  useZoomKeys();
  useKeepInSight(props.selected?.blocks ?? none);

  const actions = useMemo(
    () =>
      readOnly
        ? { hovered, target }
        : { hovered, target, onInsert: editing.onInsert, onDeleteEdge: editing.onDeleteEdge },
    [readOnly, hovered, target, editing],
  );
  const near = useCallback((_: unknown, { id }: BranchEdgeType) => setHovered(id), []);
  // The buttons stand on the edge, outside its element: going to them is not leaving.
  const away = useCallback((event: React.MouseEvent) => {
    const onto = event.relatedTarget;
    if (!(onto instanceof Element && onto.closest("[data-edge]"))) setHovered(null);
  }, []);

  return (
    <CanvasActionsContext value={actions}>
      <ReactFlow
        className={classes["flow"]}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={colorMode}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onInit={onInit}
        {...connections}
        {...drop}
        onEdgeMouseEnter={near}
        onEdgeMouseLeave={away}
        onPaneMouseMove={hovered === null ? undefined : () => setHovered(null)}
        onFocus={(event) => {
          const edge = event.target.closest(".react-flow__edge");
          if (edge !== null) setHovered(edge.getAttribute("data-id"));
        }}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        // A panel that opens in the middle of a drag would move the ground.
        selectNodesOnDrag={false}
        connectOnClick={false}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionRadius={36}
        deleteKeyCode={null}
        multiSelectionKeyCode={["Meta", "Control"]}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements
        onError={onError}
        minZoom={0.08}
        maxZoom={1.75}
        ariaLabelConfig={ariaLabels(readOnly)}
        attributionPosition="bottom-center"
      >
        <Background gap={20} size={1.2} />
        {!plain && <Controls showInteractive={false} fitViewOptions={{ padding: 0.15 }} />}
        {!plain && (
          <MiniMap
            className={classes["map"]}
            style={mapSize}
            pannable
            zoomable
            nodeColor={({ data }) => groupColor(data["group"])}
            nodeBorderRadius={12}
          />
        )}
        {!readOnly && !plain && <TidyUpButton onClick={editing.onTidyUp} />}
      </ReactFlow>
    </CanvasActionsContext>
  );
}
