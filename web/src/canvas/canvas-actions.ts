import { createContext, useContext } from "react";
import type { Outlet } from "./graph.ts";

/** What blocks and edges on the canvas can ask for. Absent: the canvas is to be read. */
export interface CanvasActions {
  /** A block is to be inserted after an outlet: the reader is asked which. */
  onInsert?(outlet: Outlet): void;
  onDeleteEdge?(outlet: Outlet): void;
  /** The edge under the pointer or in focus, which shows its buttons. */
  hovered: string | null;
  /** The edge onto which a block is being dragged. */
  target: string | null;
}

export const CanvasActionsContext = createContext<CanvasActions>({ hovered: null, target: null });
export const useCanvasActions = () => useContext(CanvasActionsContext);
