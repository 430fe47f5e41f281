import { queryOptions } from "@tanstack/react-query";
import type { BindingAnswer } from "../../../src/contract/api/binding.ts";
import type {
  VersionAnswer,
  VersionSummary,
  WorkflowAnswer,
  WorkflowSummary,
} from "../../../src/contract/api/workflow.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type WorkflowItem = Wire<WorkflowSummary>;
export type Binding = Wire<BindingAnswer>;
export type Version = Omit<Wire<VersionAnswer>, "definition"> & { definition: Definition };
export type VersionItem = Wire<VersionSummary>;

/** A block as the canvas and the forms know it: what its config must be, its kind's schema says. */
export interface CanvasBlock {
  id: string;
  kind: string;
  name?: string;
  config: Record<string, unknown>;
  position?: { x: number; y: number };
  note?: string;
}

export interface CanvasEdge {
  from: string;
  to: string;
  branch: string;
}

export interface Definition {
  blocks: CanvasBlock[];
  edges: CanvasEdge[];
  settings?: { utm?: Record<string, string> };
}

/** A fault of a draft: at a block's field, at a block, or of the whole. */
export interface DefinitionProblem {
  block?: string;
  field?: string;
  message: string;
}

export type Workflow = Omit<Wire<WorkflowAnswer>, "draft" | "problems"> & {
  draft: Definition;
  problems: DefinitionProblem[];
  /** By block: its kind's one-line summary of its config. */
  summaries: Record<string, string>;
};

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflow", id],
    queryFn: ({ signal }) => get<Workflow>(`/workflows/${id}`, {}, signal),
  });

export const bindingsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["workflow", workflowId, "bindings"],
    queryFn: ({ signal }) =>
      get<{ items: Binding[] }>(`/workflows/${workflowId}/bindings`, {}, signal),
    select: ({ items }) => items,
  });
