import type { BlockContext } from "../blocks/block.ts";
import type { Sql } from "../db/core/database.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import { contactsCapability } from "./capabilities/contacts.ts";
import { eventsCapability } from "./capabilities/events.ts";
import { fanOutsCapability } from "./capabilities/fan-outs.ts";
import { ordersCapability } from "./capabilities/orders.ts";
import { promoCodesCapability } from "./capabilities/promo-codes.ts";
import { segmentsCapability } from "./capabilities/segments.ts";
import { templatesCapability } from "./capabilities/templates.ts";
import { topicsCapability } from "./capabilities/topics.ts";
import { variablesCapability } from "./capabilities/variables.ts";
import type { TestNotes } from "./dry-run.ts";
import { dryRun } from "./dry-run.ts";
import type { StepContent } from "./step-content.ts";

/**
 * What a block may do, inside the transaction of its step. In a test launch nothing that outlives its
 * run: `wouldHave` says what it came to.
 */
export function blockContext(
  sql: Sql,
  run: RunRecord,
  step: Step,
  content: StepContent,
): BlockContext & TestNotes {
  const notes: TestNotes = { wouldHave: [] };
  const real = liveContext(sql, run, step, content);
  return { ...(run.test === null ? real : dryRun(real, notes)), ...notes };
}

function liveContext(sql: Sql, run: RunRecord, step: Step, content: StepContent): BlockContext {
  const facts = (): Promise<Facts> => content.facts(sql, run);
  return {
    now: new Date(step.at),
    here: { workflowId: run.workflowId, contactId: run.contactId, blockId: step.blockId },
    facts,
    templates: templatesCapability(content.renderer, facts),
    contacts: contactsCapability(sql, run),
    topics: topicsCapability(sql, run),
    segments: segmentsCapability(sql, run),
    orders: ordersCapability(sql, run),
    promoCodes: promoCodesCapability(sql, run, step),
    variables: variablesCapability(sql, run),
    events: eventsCapability(sql, run, step),
    fanOuts: fanOutsCapability(sql, run, step),
  };
}
