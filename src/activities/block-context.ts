import type { BlockContext } from "../blocks/block.ts";
import type { Sql } from "../db/core/database.ts";
import { calendarsNamed } from "../db/messages/pressure-calendars.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import { namesSoughtIn } from "../domain/segment-use.ts";
import { withPresentSegments } from "../services/segments/present.ts";
import { contactsCapability } from "./capabilities/contacts.ts";
import { eventsCapability } from "./capabilities/events.ts";
import { fanOutsCapability } from "./capabilities/fan-outs.ts";
import { ordersCapability } from "./capabilities/orders.ts";
import { productsCapability } from "./capabilities/products.ts";
import { promoCodesCapability } from "./capabilities/promo-codes.ts";
import { segmentsCapability } from "./capabilities/segments.ts";
import { templatesCapability } from "./capabilities/templates.ts";
import { topicsCapability } from "./capabilities/topics.ts";
import { variablesCapability } from "./capabilities/variables.ts";
import type { TestNotes } from "./dry-run.ts";
import { dryRun } from "./dry-run.ts";
import type { StepContent } from "./step-content.ts";
import type { PublishedBlock } from "./versions.ts";

/**
 * What a block may do, inside the transaction of its step. In a test launch nothing that outlives its
 * run: `wouldHave` says what it came to.
 */
export function blockContext(
  sql: Sql,
  run: RunRecord,
  step: Step,
  content: StepContent,
  published: Pick<PublishedBlock, "config" | "needs">,
): BlockContext & TestNotes {
  const notes: TestNotes = { wouldHave: [] };
  const real = liveContext(sql, run, step, content, published);
  return { ...(run.test === null ? real : dryRun(real, notes)), ...notes };
}

function liveContext(
  sql: Sql,
  run: RunRecord,
  step: Step,
  content: StepContent,
  { config, needs }: Pick<PublishedBlock, "config" | "needs">,
): BlockContext {
  const asked = namesSoughtIn(config, "contact.segments");
  const facts = async (): Promise<Facts> =>
    withPresentSegments(sql, await content.facts(sql, run, needs), asked);
  return {
    now: new Date(step.at),
    here: { workflowId: run.workflowId, contactId: run.contactId, blockId: step.blockId },
    facts,
    holidays: (names) =>
      names.length === 0 ? Promise.resolve([]) : calendarsNamed(sql, [...new Set(names)]),
    templates: templatesCapability(content.renderer, facts),
    contacts: contactsCapability(sql, run),
    topics: topicsCapability(sql, run),
    segments: segmentsCapability(sql, run),
    orders: ordersCapability(sql, run),
    products: productsCapability(sql),
    promoCodes: promoCodesCapability(sql, run, step),
    variables: variablesCapability(sql, run),
    events: eventsCapability(sql, run, step),
    fanOuts: fanOutsCapability(sql, run, step),
  };
}
