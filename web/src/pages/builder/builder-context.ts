import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Workflow } from "../../api/workflows.ts";
import type { Kinds, Outlet } from "../../canvas/graph.ts";
import type { Point } from "../../canvas/layout.ts";
import type { BlockActions } from "./draft/block-actions.ts";
import type { Draft, DraftStore } from "./draft/history.ts";

/** Where a block that the reader is about to choose will stand. */
export interface InsertRequest {
  outlet: Outlet | null;
  at?: Point;
}

/** What the builder's parts share. */
export interface Builder {
  workflow: Workflow;
  kinds: Kinds;
  store: DraftStore;
  actions: BlockActions;
  canEdit: boolean;
  /** Opens the choice of a block. */
  requestInsert(insertRequest: InsertRequest): void;
  /** Selects a block, brings it into the middle of the canvas, and the focus to a field of it. */
  goTo(blockId: string, field?: string): void;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (builder === null) throw new Error("a part of the builder stands outside of it");
  return builder;
}

/** A part of the draft under edit. */
export function useDraftState<Part>(select: (draft: Draft) => Part): Part {
  return useStore(useBuilder().store, select);
}
