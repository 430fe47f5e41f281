import { createBindingBody } from "../../contract/api/binding.ts";
import { draftSchema } from "../../contract/draft.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import { nestedTransaction } from "../../db/core/nested-transaction.ts";
import type { TemplateSend } from "../../db/messages/template-sends.ts";
import {
  currentSend,
  lockTemplate,
  putTemplateSend,
  sendOfTemplate,
} from "../../db/messages/template-sends.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
import { createBinding } from "../bindings/create.ts";
import { numberOf } from "../numeric-ids/number.ts";
import { activateWorkflow } from "../workflows/activate.ts";
import { createWorkflow } from "../workflows/create.ts";
import { publishWorkflow } from "../workflows/publish.ts";

/** The block that sends, in each workflow that is made here. */
export const sendingBlock = "mail";

/**
 * The workflow by which a stored template is sent on request, made the first time and published anew
 * when the template has changed: an ordinary one, so that what holds for messages of workflows
 * (unsubscribing, tracking, retries, histories) holds for these.
 * @throws AppError `not_found`, or `conflict` for a template that can't be published
 */
export async function prepareSend(
  db: Database,
  renderer: Renderer,
  templateId: string,
): Promise<Pick<TemplateSend, "workflowId" | "eventTypeKey">> {
  const current = await currentSend(db, templateId);
  if (current !== undefined) return current;
  return restarting(renderer, (here) =>
    db.tx(async (sql) => {
      const template = await lockTemplate(sql, templateId);
      if (template === undefined) {
        throw new AppError("not_found", `there is no template ${templateId}`);
      }
      const all = nestedTransaction(sql);
      const before = await sendOfTemplate(sql, templateId);
      const send =
        before === undefined || before.isOver ? await make(all, templateId, template.name) : before;
      await publishWorkflow(all, here, send.workflowId);
      if (send !== before) await activateWorkflow(all, here, send.workflowId);
      await putTemplateSend(sql, templateId, { ...send, revision: template.revision });
      return send;
    }),
  );
}

async function make(
  db: Database,
  templateId: string,
  name: string,
): Promise<Pick<TemplateSend, "workflowId" | "eventTypeKey">> {
  const eventTypeKey = `messageRequested-${await numberOf(db, "template", templateId)}`;
  await typeIdsOf(db, [eventTypeKey]);
  const id = await createWorkflow(db, {
    name: `Sent by API: ${name}`.slice(0, 200),
    tags: ["api"],
    draft: draftSchema.parse({
      blocks: [
        { id: "start", kind: "start" },
        { id: sendingBlock, kind: "sendEmail", config: { templateId } },
        { id: "end", kind: "end" },
      ],
      edges: [
        { from: "start", to: sendingBlock },
        { from: sendingBlock, to: "end" },
      ],
    }),
  });
  const start = { role: "start", eventTypeKey, frequency: { kind: "each" } };
  await createBinding(db, id, createBindingBody.parse(start));
  return { workflowId: id, eventTypeKey };
}
