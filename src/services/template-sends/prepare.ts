import type { ServiceContext } from "../context.ts";
import { draftSchema } from "../../contract/draft.ts";
import { AppError } from "../../contract/errors.ts";
import type { Manner, TemplateSend } from "../../db/messages/template-sends.ts";
import {
  currentSend,
  lockTemplate,
  putTemplateSend,
  sendOfTemplate,
} from "../../db/messages/template-sends.ts";
import { numberOf } from "../numeric-ids/numeric-ids.ts";
import { activateWorkflow } from "../workflows/status.ts";
import { requireLockedWorkflow } from "../workflows/require.ts";
import { updateWorkflow } from "../workflows/workflows.ts";
import { publishWorkflow } from "../workflows/publish.ts";
import { makeSendingWorkflow, sendingBlock } from "./sending-workflow.ts";

/** The param that says which address a transactional message goes to, if not the contact's own. */
export const addressParam = "messageTo";

/** The param that has the files of a transactional message, if it has any. */
export const filesParam = "messageFiles";

/** Counted on where what is made below changes, so that workflows of before are brought up to it. */
const form = 1;

/**
 * The workflow by which a stored template is sent on request, made the first time and published anew
 * when the template has changed: an ordinary one, so that what holds for messages of workflows
 * (unsubscribing, tracking, retries, histories) holds for these.
 * @throws AppError `not_found`, or `conflict` for a template that can't be published
 */
export async function prepareSend(
  context: ServiceContext,
  templateId: string,
  manner: Manner,
): Promise<Pick<TemplateSend, "workflowId" | "eventTypeKey">> {
  const current = await currentSend(context.sql, templateId, manner, form);
  if (current !== undefined) return current;
  return context.transaction(async (context) => {
    const template = await lockTemplate(context.sql, templateId);
    if (template === undefined) {
      throw new AppError("not_found", `there is no template ${templateId}`);
    }
    const before = await sendOfTemplate(context.sql, templateId, manner);
    const send =
      before === undefined || before.isOver
        ? await make(context, templateId, template.name, manner)
        : before;
    if (send === before && before.form !== form) await bringUp(context, send.workflowId, manner);
    await publishWorkflow(context, send.workflowId);
    if (send !== before) await activateWorkflow(context, send.workflowId);
    const { revision } = template;
    await putTemplateSend(context.sql, templateId, manner, { ...send, revision, form });
    return send;
  });
}

const to = `{{ event.params.${addressParam} | default: contact.email }}`;

const attachments = [
  {
    file: `{% if event.params.${filesParam} %}{{ event.params.${filesParam} | json }}{% else %}[]{% endif %}`,
    onMissing: "fail",
  },
];

/** What somebody has made of the workflow meanwhile stays. */
async function bringUp(context: ServiceContext, workflowId: string, manner: Manner): Promise<void> {
  if (manner !== "transactional") return;
  const { draft, draftRevision } = await requireLockedWorkflow(context, workflowId);
  const blocks = draft.blocks.map((block) =>
    block.id === sendingBlock
      ? { ...block, config: { ...(block.config as object), attachments } }
      : block,
  );
  const changed = draftSchema.parse({ ...draft, blocks });
  await updateWorkflow(context, workflowId, { draft: changed, draftRevision });
}

async function make(
  context: ServiceContext,
  templateId: string,
  name: string,
  manner: Manner,
): Promise<Pick<TemplateSend, "workflowId" | "eventTypeKey">> {
  const isTransactional = manner === "transactional";
  const requested = isTransactional ? "transactionalRequested" : "messageRequested";
  const eventTypeKey = `${requested}-${await numberOf(context, "template", templateId)}`;
  const workflowId = await makeSendingWorkflow(context, {
    name: `${isTransactional ? ", transactional" : ""}: ${name}`,
    eventTypeKey,
    kind: "sendEmail",
    config: isTransactional ? { templateId, transactional: true, to, attachments } : { templateId },
  });
  return { workflowId, eventTypeKey };
}
