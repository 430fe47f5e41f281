import { Box, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { loadMessages } from "../i18n/load-messages.ts";
import type { Definition, DraftIssue } from "../api/workflows.ts";
import classes from "./CanvasFlow.module.css";
import type { Decorations } from "./decorations.ts";
import type { Kinds, Outlet } from "./graph.ts";
import type { Point } from "./layout.ts";
import { t } from "../i18n/i18n.ts";

/** What draws is asked for at once, but nothing around it has to wait for it. */
const drawing = Promise.all([import("./DrawnCanvas.tsx"), loadMessages("canvas")]);
const DrawnCanvas = lazy(() => drawing.then(([module]) => ({ default: module.DrawnCanvas })));

/** What an author can do on the canvas; without it, or with `readOnly`, it is only to be read. */
export interface CanvasEditing {
  /** Blocks were moved, by dragging or step by step with the arrow keys. */
  onMove(places: ReadonlyMap<string, Point>, byKeys: boolean): void;
  onConnect(outlet: Outlet, to: string): void;
  /** An edge gets another target, or another source. */
  onReconnect(former: Outlet, outlet: Outlet, to: string): void;
  canConnect(outlet: Outlet, to: string): boolean;
  /** A block is to be inserted after an outlet, at a place or where there is room. */
  onInsert(outlet: Outlet, at?: Point): void;
  onDeleteEdge(outlet: Outlet): void;
  /** A kind was dropped: on an edge, or somewhere. */
  onDropKind(kind: string, at: Point, onto: Outlet | null): void;
  onTidyUp(): void;
}

export interface WorkflowCanvasProps {
  definition: Definition;
  kinds: Kinds;
  /** One line for each block, by its id. */
  summaries?: Record<string, string>;
  issues?: readonly DraftIssue[];
  decorations?: Decorations | null;
  /** Ids of blocks, and of edges as "from branch". */
  selected?: { blocks: readonly string[]; edges: readonly string[] };
  onSelect?(selected: { blocks: string[]; edges: string[] }): void;
  readOnly?: boolean;
  editing?: CanvasEditing;
  /** Brings a block into the middle whenever this is another object. */
  centre?: { block: string } | null;
  /** Without its map and its buttons: small. */
  plain?: boolean;
  label?: string;
}

/** A workflow as a graph, to be read or edited. */
export function WorkflowCanvas(props: WorkflowCanvasProps) {
  return (
    <Box
      h="100%"
      w="100%"
      className={classes["canvas"]}
      role="region"
      aria-label={props.label ?? t("ui:canvas")}
    >
      <Suspense fallback={<Skeleton h="100%" radius={0} />}>
        <DrawnCanvas {...props} />
      </Suspense>
    </Box>
  );
}
