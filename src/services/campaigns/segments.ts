import type { Campaign } from "../../contract/campaign.ts";
import { AppError } from "../../contract/errors.ts";
import { segmentsNamed } from "../../db/contacts/segments-by-name.ts";
import { segmentsWithRules } from "../../db/segment-rules/rows.ts";
import * as rows from "../../db/workflows/campaign-rows.ts";
import type { Truth } from "../../domain/segment-rules/rule.ts";
import { dependenciesOf, segmentsIn, workflowsIn } from "../../domain/segment-rules/walk.ts";
import { renameWorkflows } from "../../domain/segment-rules/rename-workflows.ts";
import { topicsSoughtIn } from "../../domain/segment-use.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { readKept, readRule } from "../segments/rules.ts";
import type { Companions } from "./companions.ts";
import { createSegment } from "../segments/segments.ts";

type CampaignSegment = Campaign["segments"][number];

/** Segments as a file has them, with what their rules name and do not hold themselves. */
export interface ExportedSegments {
  segments: CampaignSegment[];
  eventTypes: string[];
  topics: string[];
  warnings: string[];
}

/** Segments by name with their rules, and those that these ask for; lists by their names alone. */
export async function exportSegments(
  { sql }: ServiceContext,
  names: readonly string[],
  companions: Companions,
): Promise<ExportedSegments> {
  const exported = new Map<string, CampaignSegment>(names.map((name) => [name, name]));
  const eventTypes: string[] = [];
  const topics: string[] = [];
  const warnings: string[] = [];
  for (let wanted = [...names]; wanted.length > 0;) {
    const asked: string[] = [];
    for (const { name, rule: given } of await segmentsWithRules(sql, wanted)) {
      if (given === null) continue;
      const rule = readKept(name, given);
      eventTypes.push(...eventTypesOf(rule));
      topics.push(...topicsSoughtIn(given));
      asked.push(...segmentsIn(rule));
      const ids = new Map<string, string>();
      for (const id of new Set(workflowsIn(rule))) {
        const said = `The rule of the segment "${name}" counts messages of`;
        const counted = await companions.named(id, said);
        if (counted.name !== undefined) ids.set(id, counted.name);
        warnings.push(...counted.warnings);
      }
      exported.set(name, { name, rule: renameWorkflows(given, (id) => ids.get(id) ?? id) });
    }
    wanted = [...new Set(asked)].filter((name) => !exported.has(name));
    for (const name of wanted) exported.set(name, name);
  }
  const inOrder = [...exported].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { segments: inOrder.map(([, segment]) => segment), eventTypes, topics, warnings };
}

function eventTypesOf(rule: Truth): string[] {
  return dependenciesOf(rule).flatMap((each) =>
    each.startsWith("event:") ? each.slice("event:".length) : [],
  );
}

interface Ruled {
  name: string;
  rule: unknown;
  /** The rule's place in the file. */
  path: string;
  asks: string[];
}

/**
 * Makes the segments of a file that are not there yet: lists, then those with rules, each behind those
 * that it asks for.
 * @returns the names of those that were made
 * @throws AppError `invalid`, with each fault's place in the file
 */
export async function importSegments(
  context: ServiceContext,
  segments: readonly CampaignSegment[],
): Promise<string[]> {
  const made: string[] = [];
  for (const segment of segments) {
    if (typeof segment !== "string") continue;
    if (await rows.ensureSegment(context.sql, newId(), segment)) made.push(segment);
  }
  for (const { name, rule } of behindWhatTheyAsk(segments.flatMap(ruledOf))) {
    if ((await segmentsNamed(context.sql, [name])).has(name)) continue;
    await createSegment(context, { name, rule });
    made.push(name);
  }
  return made;
}

function ruledOf(segment: CampaignSegment, index: number): Ruled[] {
  if (typeof segment === "string") return [];
  const path = `segments[${index}].rule`;
  const { name, rule } = segment;
  return [{ name, rule, path, asks: segmentsIn(readRule(rule, path)) }];
}

function behindWhatTheyAsk(segments: readonly Ruled[]): Ruled[] {
  const byName = new Map(segments.map((each) => [each.name, each]));
  const ordered = new Set<Ruled>();
  const place = (each: Ruled, way: readonly string[]): void => {
    if (ordered.has(each)) return;
    if (way.includes(each.name)) {
      const round = [...way, each.name].map((name) => `"${name}"`).join(" → ");
      const message = `the segments ask for one another in a circle: ${round}`;
      throw new AppError("invalid", message, { faults: [{ path: each.path, message }] });
    }
    for (const name of each.asks) {
      const asked = byName.get(name);
      if (asked !== undefined) place(asked, [...way, each.name]);
    }
    ordered.add(each);
  };
  for (const each of segments) place(each, []);
  return [...ordered];
}
