import type { Identity } from "../../domain/identity.ts";
import type { OrderStatus } from "../../domain/order-status.ts";
import { orderBody } from "../../contract/api/orders.ts";
import { identitiesIn } from "../../contract/identifying-params.ts";

const maxDetailsBytes = 256 * 1024;

export interface IncomingOrder {
  externalId: string;
  status: OrderStatus;
  orderedAt: Date;
  /** Null where an event tells of a status only and doesn't say it. */
  totalCost: number | null;
  currency: string | null;
  identities: Identity[];
  items: object[];
  /** All the rest, the person's addresses included; what was not sent is left out. */
  details: Record<string, unknown>;
  /** Our own contact id, where an event has found it. */
  knownContactId?: string;
  /** What nobody said and is guessed for a new order; one that is kept keeps its own. */
  unsaid?: { status: boolean; date: boolean };
}

/** An order, parsed, its contact's identities in normal form. */
export const incomingOrder = orderBody.transform((body, check): IncomingOrder => {
  const { externalOrderId, status, date, totalCost, currency, items, ...rest } = body;
  const { externalCustomerId, email, phone } = rest;
  const { identities, faults } = identitiesIn(
    Object.entries({ externalCustomerId, email, phone }).map(([name, value]) => ({
      name,
      value,
      path: [name],
    })),
  );
  for (const each of faults) check.addIssue({ code: "custom", ...each });
  if (identities.length === 0 && faults.length === 0) {
    const message = "one of externalCustomerId, email, phone is needed";
    check.addIssue({ code: "custom", message });
  }
  const details = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null));
  if (Buffer.byteLength(JSON.stringify([details, items ?? []])) > maxDetailsBytes) {
    check.addIssue({ code: "custom", message: "must have at most 256 kB as JSON" });
  }
  return {
    externalId: externalOrderId,
    status,
    orderedAt: date,
    totalCost,
    currency,
    identities,
    items: items ?? [],
    details,
  };
});
