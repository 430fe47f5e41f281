import { queryOptions } from "@tanstack/react-query";
import type { BindingAnswer } from "../../../src/contract/api/binding.ts";
import type {
  VersionAnswer,
  VersionSummary,
  WorkflowAnswer,
  WorkflowSummary,
} from "../../../src/contract/api/workflow.ts";
import type { DraftCheck } from "../../../src/contract/api/workflow.ts";
import { loadRefusals } from "../i18n/refusals.ts";
import { get, post } from "./client.ts";
import type { Wire } from "./wire.ts";

export type WorkflowItem = Wire<WorkflowSummary>;
/**
 * What starts a workflow, or ends its runs. The API and the code call it a binding, as it binds an event
 * type to a workflow; what people read on the pages is "trigger". Files and components that show
 * bindings are named for what is seen: triggers.
 */
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
  settings?: { utm?: Record<string, string>; priority?: number };
}

/** What a draft lacks: at a block's field, at a block, or of the whole. */
export interface DraftIssue {
  block?: string;
  field?: string;
  message: string;
}

export type Workflow = Omit<Wire<WorkflowAnswer>, "draft" | "problems"> & {
  draft: Definition;
  problems: DraftIssue[];
  /** A line for each block, by its id: its kind's summary of its config. */
  summaries: Record<string, string>;
};

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflow", id],
    queryFn: ({ signal }) => inWords(get<Workflow>(`/workflows/${id}`, {}, signal)),
  });

/** What a draft lacks is said in the words of refusals: an answer that tells of it comes with them. */
async function inWords<Answer extends Pick<DraftCheck, "problems"> & Partial<DraftCheck>>(
  asked: Promise<Answer>,
): Promise<Answer> {
  const answer = await asked;
  if (answer.problems.length + (answer.warnings?.length ?? 0) > 0) await loadRefusals();
  return answer;
}

/** A published version, which never changes; none is asked for while `number` is null. */
export const versionQuery = (workflowId: string, number: number | null) =>
  queryOptions({
    queryKey: ["workflow-version", workflowId, number],
    enabled: number !== null,
    queryFn: ({ signal }) =>
      get<Version>(`/workflows/${workflowId}/versions/${number}`, {}, signal),
    staleTime: Infinity,
  });

/** What publishing a definition would warn of. */
export const checkQuery = (workflowId: string, draft: Definition) =>
  queryOptions({
    queryKey: ["workflow-check", workflowId, draft],
    queryFn: () => inWords(post<DraftCheck>(`/workflows/${workflowId}/check`, { draft })),
  });

/** All tags that workflows have, with the number of workflows of each. */
export const workflowTagsQuery = queryOptions({
  queryKey: ["workflow-tags"],
  queryFn: ({ signal }) =>
    get<{ items: { tag: string; workflows: number }[] }>("/workflow-tags", {}, signal),
  select: ({ items }) => items,
  staleTime: 30_000,
});

export const bindingsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["workflow", workflowId, "bindings"],
    queryFn: ({ signal }) =>
      get<{ items: Binding[] }>(`/workflows/${workflowId}/bindings`, {}, signal),
    select: ({ items }) => items,
  });
