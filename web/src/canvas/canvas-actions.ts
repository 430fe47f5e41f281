import { createContext, useContext } from "react";
import type { Way } from "./graph.ts";

/** What blocks and edges on the canvas can ask for. Absent: the canvas is to be read. */
export interface CanvasActions {
  /** A block is to come behind a way: the reader is asked which. */
  onInsert?(way: Way): void;
  onDeleteEdge?(way: Way): void;
  /** The edge under the pointer or in focus, which shows its buttons. */
  hovered: string | null;
  /** The edge onto which a block is being dragged. */
  target: string | null;
}

export const CanvasActionsContext = createContext<CanvasActions>({ hovered: null, target: null });
export const useCanvasActions = () => useContext(CanvasActionsContext);
