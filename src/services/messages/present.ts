import type { MessageSummary } from "../../contract/api/message.ts";
import type { MessageHistoryRow } from "../../db/messages/message-history.ts";

export function presentMessage(row: MessageHistoryRow): MessageSummary {
  const { id, runId, blockId, contactId, channel, recipient, title, state, transactional } = row;
  const { attempts, error, queuedAt, sentAt, openedAt, opens, clickedAt, clicks } = row;
  const { contactName, test, language, topic, heldBack } = row;
  return {
    id,
    workflow: { id: row.workflowId, name: row.workflowName },
    runId,
    blockId,
    contactId,
    contactName,
    channel,
    recipient,
    state,
    transactional,
    subject: title,
    test,
    language,
    topic,
    attempts,
    error,
    heldBack,
    queuedAt,
    sentAt,
    openedAt,
    opens,
    clickedAt,
    clicks,
  };
}
