import type { ServiceContext } from "../context.ts";
import { deleteActivityWebhook as deleteRow } from "../../db/messages/activity-webhooks.ts";
import { noWebhook } from "./get.ts";

/** What it was still to be told is forgotten. Throws AppError `not_found`. */
export async function deleteActivityWebhook(context: ServiceContext, id: string): Promise<void> {
  if (!(await context.transaction((context) => deleteRow(context.sql, id)))) throw noWebhook();
}
