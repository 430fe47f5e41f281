import type { Look } from "../db/catalogue/product-interest.ts";
import { noteLooks as writeLooks } from "../db/catalogue/product-interest.ts";
import type { Sql } from "../db/core/database.ts";
import { interestOf, productIdsIn } from "../domain/product-ids.ts";
import type { KnownEvent } from "./known-event.ts";

/**
 * Notes which products the contacts of events have looked at; asks nothing where no event tells of it,
 * or where there is no catalogue.
 */
export async function noteLooks(
  sql: Sql,
  batch: readonly KnownEvent[],
  receivedAt: Date,
): Promise<void> {
  const looks = batch.flatMap((known) => looksOf(known, receivedAt));
  if (looks.length > 0) await writeLooks(sql, looks);
}

function looksOf({ showsInterest, contactId, event }: KnownEvent, receivedAt: Date): Look[] {
  const what = interestOf.get(event.typeKey);
  if (!showsInterest || contactId === null || what === undefined) return [];
  const { occurredAt = receivedAt } = event;
  const at = occurredAt < receivedAt ? occurredAt : receivedAt;
  return productIdsIn(what, event.params).map((product) => ({ contactId, product, what, at }));
}
