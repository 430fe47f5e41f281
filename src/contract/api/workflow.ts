import { z } from "zod";
import { definitionSchema } from "../definition.ts";
import { draftSchema, draftShape } from "../draft.ts";
import { count, int4, wholeNumberIn } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";
import { activeRuns } from "./active-runs.ts";
import { definitionChanges } from "./definition-changes.ts";
import { goalAnswer, goalBody } from "./goal.ts";
import { holdoutAnswer, holdoutChange } from "./holdout.ts";
import { stopRules } from "./stop-rules.ts";
import { doer } from "./workflow-history.ts";

const name = title(200).meta({ description: "For people; need not be unique" });
const tags = z
  .array(z.string().trim().min(1).max(50))
  .max(20)
  .transform((list) => [...new Set(list)])
  .meta({ description: "For finding it again" });

export const workflowStatuses = ["draft", "active", "paused", "archived"] as const;
export type WorkflowStatus = (typeof workflowStatuses)[number];

export const versionParams = z.strictObject({ id, number: wholeNumberIn(1) });

export const createWorkflowBody = z
  .strictObject({
    name,
    tags: tags.default([]),
    draft: draftSchema.optional().meta({ description: "Without it: a start and an end" }),
    stopRules: stopRules.default([]),
    holdout: holdoutChange.optional(),
    goal: goalBody.nullable().optional(),
  })
  .meta({ id: "CreateWorkflow" });

export const updateWorkflowBody = z
  .strictObject({
    name: name.optional(),
    tags: tags.optional(),
    stopRules: stopRules.optional().meta({ description: "All of them; in force at once" }),
    holdout: holdoutChange
      .optional()
      .meta({ description: "In force from the next start on; what is left out stays" }),
    goal: goalBody.nullable().optional().meta({
      description: "What events are counted as conversions from now on; null: none",
    }),
    draft: draftSchema.optional(),
    draftRevision: int4(1).optional().meta({
      description: "With `draft`: the revision it was made from; 409 when somebody saved meanwhile",
    }),
  })
  .refine((body) => (body.draft === undefined) === (body.draftRevision === undefined), {
    path: ["draftRevision"],
    message: "draft and draftRevision go together: the revision that the draft was made from",
  })
  .meta({ id: "UpdateWorkflow" });

export const listWorkflowsQuery = z.strictObject({
  ...pageQuery.shape,
  search: z.string().trim().max(200).optional().meta({ description: "A part of the name" }),
  tag: z.string().max(50).optional(),
  status: z.enum(workflowStatuses).optional(),
  sort: z.enum(["createdAt", "updatedAt", "name"]).default("createdAt").meta({
    description: "createdAt: the newest first; updatedAt: those changed last first; name: by name",
  }),
});

export const duplicateWorkflowBody = z
  .strictObject({
    name: name.optional().meta({ description: "By default the old one and a number" }),
  })
  .prefault({})
  .meta({ id: "DuplicateWorkflow" });

export const workflowTagList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        tag: z.string(),
        workflows: count.meta({ description: "Not counting archived ones" }),
      }),
    ),
  })
  .meta({ id: "WorkflowTagList" });

const definitionIssue = z
  .strictObject({
    block: z.string().optional().meta({ description: "The block it is about; absent: the whole" }),
    field: z.string().optional().meta({ description: "The setting or the branch of the block" }),
    message: z.string(),
  })
  .meta({ id: "DefinitionProblem" });

export const contentWarning = z
  .strictObject({
    block: z.string(),
    variable: z.string().meta({ description: "As the template names it" }),
    message: z.string(),
  })
  .meta({ id: "ContentWarning" });

const launchCondition = z
  .strictObject({
    bindingId: z.guid(),
    role: z.enum(["start", "stop"]),
    enabled: z.boolean(),
    eventTypeId: z.guid(),
    eventTypeKey: z.string(),
    eventTypeName: z.string(),
    source: z.enum(["event", "schedule"]).meta({ description: "schedule: a regular start" }),
    words: z.string().meta({ description: "E.g. At most one run per contact in any 24 hours" }),
  })
  .meta({ id: "LaunchCondition" });

const liveVersion = z.strictObject({
  number: int4(1),
  publishedAt: z.date(),
  publishedBy: doer.nullable().meta({ description: "Null: by the system, or nobody was noted" }),
});

export const workflowSummary = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    tags: z.array(z.string()),
    status: z.enum(workflowStatuses),
    currentVersion: int4(0).nullable().meta({ description: "Null: never published" }),
    live: liveVersion.nullable().meta({ description: "What new runs get; null: never published" }),
    unpublishedChanges: count.meta({
      description: "How much of the draft is not published: blocks, branches, settings",
    }),
    launchConditions: z.array(launchCondition),
    runs: z
      .strictObject({ last24Hours: count, last7Days: count })
      .meta({ description: "Runs launched; counted up to 1,000, which reads: 1,000 or more" }),
    waiting: count.meta({
      description: "Active runs now; counted up to 1,000, which reads: 1,000 or more",
    }),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "WorkflowSummary" });

const summaries = z.record(z.string(), z.string()).meta({
  description: "What each block does, in a line, by its id; without those half-made",
});

export const workflowAnswer = workflowSummary
  .extend({
    draft: draftShape,
    draftRevision: int4(1),
    stopRules: stopRules.meta({ description: "What ends its runs early, beside stop events" }),
    holdout: holdoutAnswer,
    goal: goalAnswer.nullable(),
    problems: z
      .array(definitionIssue)
      .meta({ description: "What keeps the draft from being published" }),
    summaries,
  })
  .meta({ id: "Workflow" });

export const checkDraftBody = z.strictObject({ draft: draftSchema }).meta({ id: "CheckDraft" });

export const draftCheck = z
  .strictObject({
    problems: z.array(definitionIssue).meta({ description: "What keeps it from being published" }),
    warnings: z.array(contentWarning),
    summaries,
  })
  .meta({ id: "DraftCheck" });

export const restoreVersionBody = z
  .strictObject({
    draftRevision: int4(1).meta({
      description: "Of the draft that it replaces; 409 when somebody saved meanwhile",
    }),
  })
  .meta({ id: "RestoreVersion" });

export const workflowChanged = workflowAnswer
  .extend({ runsUnderWay: activeRuns })
  .meta({ id: "WorkflowChanged" });

export const workflowPage = pageOf(workflowSummary).meta({ id: "WorkflowPage" });

const version = z.strictObject({
  number: int4(1),
  publishedAt: z.date(),
  current: z.boolean(),
});

export const versionSummary = version
  .extend({
    publishedBy: liveVersion.shape.publishedBy,
    changes: definitionChanges.nullable().meta({
      description: "What differs from the version before; null: there is none",
    }),
  })
  .meta({ id: "WorkflowVersionSummary" });

export const versionAnswer = version
  .extend({ id: z.guid(), definition: definitionSchema, summaries })
  .meta({ id: "WorkflowVersion" });

export const versionPage = pageOf(versionSummary).meta({ id: "WorkflowVersionPage" });

export const publishAnswer = version
  .extend({
    outcome: z.enum(["published", "unchanged"]).meta({
      description: "unchanged: the draft equals the current version, which is given back",
    }),
    warnings: z.array(contentWarning).meta({
      description:
        "What may be missing when messages are rendered; it keeps nothing from happening",
    }),
    runsUnderWay: activeRuns.meta({ description: "Of other versions" }),
  })
  .meta({ id: "PublishedVersion" });

export type WorkflowSummary = z.input<typeof workflowSummary>;
export type WorkflowAnswer = z.input<typeof workflowAnswer>;
export type WorkflowChanged = z.input<typeof workflowChanged>;
export type VersionSummary = z.input<typeof versionSummary>;
export type VersionAnswer = z.input<typeof versionAnswer>;
export type PublishAnswer = z.input<typeof publishAnswer>;
export type ListWorkflowsQuery = z.output<typeof listWorkflowsQuery>;
export type DraftCheck = z.input<typeof draftCheck>;
export type RestoreVersion = z.output<typeof restoreVersionBody>;
export type CreateWorkflow = z.output<typeof createWorkflowBody>;
export type UpdateWorkflow = z.output<typeof updateWorkflowBody>;
