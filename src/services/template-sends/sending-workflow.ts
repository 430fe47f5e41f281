import { createBindingBody } from "../../contract/api/binding.ts";
import { draftSchema } from "../../contract/draft.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import { createBinding } from "../bindings/bindings.ts";
import type { ServiceContext } from "../context.ts";
import { createWorkflow } from "../workflows/workflows.ts";

/** The block that sends, in each workflow that is made here. */
export const sendingBlock = "mail";

/** By which workflows are told that are made for requests. */
export const sendingTag = "api";

/**
 * Makes a workflow of one message, which each event of a type starts. It is neither published nor
 * active yet.
 * @param name what follows on "Sent by API" in the workflow's name
 * @returns its id
 */
export async function makeSendingWorkflow(
  context: ServiceContext,
  {
    name,
    eventTypeKey,
    kind,
    config,
  }: { name: string; eventTypeKey: string; kind: string; config: object },
): Promise<string> {
  await typeIdsOf(context.sql, [eventTypeKey]);
  const id = await createWorkflow(context, {
    name: `Sent by API${name}`.slice(0, 200),
    tags: [sendingTag],
    // Somebody asks for each of these messages: none of them is marketing to many.
    holdout: { workspace: "never" },
    draft: draftSchema.parse({
      blocks: [
        { id: "start", kind: "start" },
        { id: sendingBlock, kind, config },
        { id: "end", kind: "end" },
      ],
      edges: [
        { from: "start", to: sendingBlock },
        { from: sendingBlock, to: "end" },
      ],
    }),
  });
  const start = { role: "start", eventTypeKey, frequency: { kind: "each" } };
  await createBinding(context, id, createBindingBody.parse(start));
  return id;
}
