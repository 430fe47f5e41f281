import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { apiWords } from "../i18n/api-words.ts";
import type { BlockNodeType, BranchEdgeType } from "./flow.ts";
import { createNodes } from "./flow.ts";
import { flowEdges } from "./flow-edges.ts";
import type { Point } from "./layout.ts";
import { placed } from "./layout.ts";
import type { WorkflowCanvasProps } from "./WorkflowCanvas.tsx";

const none: never[] = [];
const noSelection = { blocks: none, edges: none };
const noDrag: ReadonlyMap<string, Point> = new Map();

function saidToReader(summaries: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(summaries).map(([id, text]) => [id, apiWords(text)]));
}

/** What React Flow draws for a definition, and what becomes of the changes that it reports. */
export function useCanvasElements(props: WorkflowCanvasProps, readOnly: boolean) {
  const { kinds, selected = noSelection, onSelect, editing, decorations = null } = props;
  const { issues = none } = props;
  const summaries = useMemo(() => saidToReader(props.summaries), [props.summaries]);
  const definition = useMemo(() => placed(props.definition, kinds), [props.definition, kinds]);
  const [flowNodes] = useState(createNodes);
  // While blocks are dragged only the canvas knows where they are; the definition hears at the end.
  const [dragged, setDragged] = useState(noDrag);
  const options = useMemo(
    () => ({ kinds, summaries, issues, decorations, readOnly }),
    [kinds, summaries, issues, decorations, readOnly],
  );
  const still = useMemo(() => flowNodes(definition, options), [flowNodes, definition, options]);
  const nodes = useMemo(() => {
    const isSelected = new Set(selected.blocks);
    return still.map((node): BlockNodeType => {
      const position = dragged.get(node.id);
      const isChosen = isSelected.has(node.id);
      if (position !== undefined) return { ...node, position, dragging: true, selected: isChosen };
      return isChosen ? { ...node, selected: true } : node;
    });
  }, [still, dragged, selected.blocks]);

  const quiet = useMemo(() => flowEdges(definition, options), [definition, options]);
  const edges = useMemo(() => {
    const isSelected = new Set(selected.edges);
    return quiet.map((edge): BranchEdgeType =>
      isSelected.has(edge.id) ? { ...edge, selected: true, zIndex: 1 } : edge,
    );
  }, [quiet, selected.edges]);

  // Blocks and edges report one after the other: each continues from what the other reported.
  const latest = useRef(selected);
  useLayoutEffect(() => {
    latest.current = selected;
  }, [selected]);
  const choose = useCallback(
    (kind: "blocks" | "edges", changes: readonly (NodeChange | EdgeChange)[]) => {
      const chosen = new Set(latest.current[kind]);
      let isOther = false;
      for (const change of changes) {
        if (change.type !== "select" || chosen.has(change.id) === change.selected) continue;
        isOther = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
      if (!isOther) return;
      const both = { blocks: [...latest.current.blocks], edges: [...latest.current.edges] };
      latest.current = { ...both, [kind]: [...chosen] };
      onSelect?.({ ...both, [kind]: [...chosen] });
    },
    [onSelect],
  );

  const isDragging = useRef(false);
  const onNodesChange = useCallback(
    (changes: NodeChange<BlockNodeType>[]) => {
      choose("blocks", changes);
      const moves = changes.flatMap((change) =>
        change.type === "position" && change.position !== undefined
          ? [{ id: change.id, position: change.position, isOver: change.dragging !== true }]
          : [],
      );
      if (moves.length === 0) return;
      const places = new Map(moves.map(({ id, position }) => [id, position]));
      const isOver = moves.some((move) => move.isOver);
      setDragged(isOver ? noDrag : (before) => new Map([...before, ...places]));
      if (isOver) editing?.onMove(places, !isDragging.current);
      isDragging.current = !isOver;
    },
    [choose, editing],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<BranchEdgeType>[]) => choose("edges", changes),
    [choose],
  );
  return { nodes, edges, definition, onNodesChange, onEdgesChange };
}
