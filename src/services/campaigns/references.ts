import type { CreateBinding } from "../../contract/api/binding.ts";
import type { GoalBody } from "../../contract/api/goal.ts";
import type { Definition } from "../../contract/definition.ts";
import { namesSoughtIn, topicsSoughtIn } from "../../domain/segment-use.ts";
import type { StopRule } from "../../domain/stop-rule.ts";
import { secretsIn } from "../webhooks/render.ts";

/** What a workflow names and does not hold itself, by kind; each name once, in order. */
export interface References {
  eventTypes: string[];
  segments: string[];
  topics: string[];
  promoPools: string[];
  secrets: string[];
}

export interface WorkflowUsingCampaignPart {
  definition: Definition;
  bindings: readonly CreateBinding[];
  stopRules: readonly StopRule[];
  goal?: Pick<GoalBody, "eventTypeKey"> | undefined;
}

export function referencesOf(workflows: readonly WorkflowUsingCampaignPart[]): References {
  const named = workflows.map(({ definition, bindings, stopRules, goal }) => {
    const settings = definition.blocks.flatMap(({ config }) => settingsIn(config));
    const texts = (field: string): string[] =>
      settings.flatMap((one) => (typeof one[field] === "string" ? [one[field]] : []));
    return {
      eventTypes: [
        ...texts("eventTypeKey"),
        ...bindings.flatMap((b) => b.eventTypeKey ?? []),
        ...(goal?.eventTypeKey === undefined ? [] : [goal.eventTypeKey]),
      ],
      segments: [
        ...texts("segment"),
        ...namesSoughtIn(settings, "contact.segments"),
        ...bindings.flatMap(segmentOf),
        ...stopRules.flatMap((rule) => (rule.kind === "segment" ? [rule.segment] : [])),
      ],
      topics: [...texts("topic"), ...topicsSoughtIn(settings)],
      promoPools: texts("pool"),
      secrets: definition.blocks.flatMap(({ kind, config }) =>
        kind === "webhook" ? secretsIn(config) : [],
      ),
    };
  });
  const all = (field: keyof References): string[] =>
    [...new Set(named.flatMap((one) => one[field]))].filter((name) => name !== "").toSorted();
  return {
    eventTypes: all("eventTypes"),
    segments: all("segments"),
    topics: all("topics"),
    promoPools: all("promoPools"),
    secrets: all("secrets"),
  };
}

/**
 * A block's settings, and those of each of its messages. Not what is below: params and bodies have
 * fields of their author's, which may be called the same.
 */
function settingsIn(given: unknown): Record<string, unknown>[] {
  const config = given as object;
  const messages = "messages" in config ? config.messages : [];
  const inside = Array.isArray(messages) ? (messages as { config: object }[]) : [];
  return [config, ...inside.map((one) => one.config)].map((one) => ({ ...one }));
}

function segmentOf(binding: CreateBinding): string[] {
  if (binding.role === "stop") return [];
  const { segment, forEachMemberOf: each } = binding;
  if (segment !== undefined) return [segment];
  return each !== null && "segment" in each ? [each.segment] : [];
}
