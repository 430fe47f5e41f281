import type { ServiceContext } from "../context.ts";
import type { FactPaths } from "../../contract/api/fact-paths.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import {
  newestAttributes,
  newestOrderParts,
  someSegmentNames,
} from "../../db/events/seen-params.ts";
import { rootLabels } from "../../domain/fact-labels.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { blockPaths } from "./blocks.ts";
import { contactPaths, eventPaths, orderPaths, paramsOfTypes } from "./paths.ts";

const contactsLookedAt = 500;
const ordersLookedAt = 100;

/** What contacts and orders were lately seen to have: what a segment's rule can name. */
export async function listCommonPaths(context: ServiceContext): Promise<FactPaths> {
  const attributes = await newestAttributes(context.sql, contactsLookedAt);
  const paths = contactPaths("contact", attributes, await someSegmentNames(context.sql, 5));
  return {
    groups: [{ root: "contact", label: rootLabels.contact, paths }, await orderGroup(context)],
  };
}

async function orderGroup({ sql }: ServiceContext): Promise<FactPaths["groups"][number]> {
  const seen = await newestOrderParts(sql, ordersLookedAt);
  return { root: "order", label: rootLabels.order, paths: orderPaths(seen) };
}

/**
 * Everything that a condition or a template of a workflow can name: the fixed facts, what events,
 * contacts and orders were lately seen to have, and what the draft's blocks set, send and wait for.
 * @throws AppError `not_found`
 */
export async function listFactPaths(
  context: ServiceContext,
  workflowId: string,
): Promise<FactPaths> {
  const { draft } = await requireWorkflow(context, workflowId);
  const bindings = await bindingsOfWorkflows(context.sql, [workflowId]);
  const starts = bindings.filter(({ role }) => role === "start");
  const attributes = await newestAttributes(context.sql, contactsLookedAt);
  const contact = contactPaths("contact", attributes, await someSegmentNames(context.sql, 5));
  const { vars, messages, waited } = await blockPaths(context, draft, attributes);
  return {
    groups: [
      {
        root: "event",
        label: rootLabels.event,
        paths: eventPaths(
          "event",
          starts.map(({ eventTypeKey }) => eventTypeKey),
          await paramsOfTypes(
            context,
            starts.map(({ eventTypeId }) => eventTypeId),
          ),
        ),
      },
      { root: "contact", label: rootLabels.contact, paths: contact },
      await orderGroup(context),
      { root: "vars", label: rootLabels.vars, paths: vars },
      { root: "messages", label: rootLabels.messages, paths: messages },
      { root: "waited", label: rootLabels.waited, paths: waited },
    ],
  };
}
