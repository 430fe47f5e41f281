import type { DeliveredNotice } from "../../db/messages/activity-deliveries.ts";
import { noticesOf } from "../../db/messages/activity-deliveries.ts";
import type { Sql } from "../../db/core/database.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { noticeLabels } from "../../domain/notices.ts";

/** The body of a request: activities as Reteno writes them, with our ids beside its numbers. */
export async function payloadOf(sql: Sql, deliveryId: string): Promise<string> {
  const told = await noticesOf(sql, deliveryId);
  const numbers = await numbersOf(
    sql,
    "contact",
    told.map(({ contactId }) => contactId),
  );
  return JSON.stringify(told.map((one) => shown(one, numbers.get(one.contactId))));
}

function shown(one: DeliveredNotice, contactNumber: number | undefined) {
  return {
    activityId: one.id,
    activityStatus: noticeLabels[one.activity],
    activityDateTime: one.at.toISOString(),
    contactId: contactNumber,
    contactUuid: one.contactId,
    externalCustomerId: one.customerId,
    mediaType: one.channel?.toUpperCase() ?? null,
    messageId: one.messageId,
    link: one.detail,
    workflowId: one.workflowId,
    workflowName: one.workflowName,
    workflowInstanceId: one.runId,
    workflowBlockId: one.blockId,
    sourceEventKey: one.eventKey,
    sourceEventTypeKey: one.eventTypeKey,
  };
}
