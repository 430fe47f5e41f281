import type { EventsAnswer, Fault, OrdersAnswer, ProductsAnswer, UpsertedContact } from "./api.ts";
import type { Outcome } from "./outcome.ts";

/** How things of a kind travel. */
export interface Kind {
  name: "event" | "contact" | "order" | "product";
  method: "POST" | "PUT";
  path: string;
  /** How many the API takes at once. */
  maxBatch: number;
  bodyOf(jsons: readonly string[]): string;
  /** What became of each of `count`; throws when the answer doesn't say so. */
  outcomes(answer: unknown, count: number): Outcome[];
}

const event: Kind = {
  name: "event",
  method: "POST",
  path: "/api/v1/events",
  maxBatch: 1_000,
  bodyOf: (jsons) => `{"events":[${jsons.join(",")}]}`,
  outcomes: (answer, count) => {
    const { results } = answer as EventsAnswer;
    if (results.length !== count) throw new Error("answered for another number of events");
    return results.map(({ status, eventId = "", contactId = null, errors = [] }): Outcome => {
      if (status === "rejected") return { outcome: "rejected", errors };
      const kept = { eventId, contactId };
      return status === "duplicate"
        ? { outcome: "duplicate", ...kept }
        : { outcome: "accepted", ...kept };
    });
  },
};

const order: Kind = {
  name: "order",
  method: "POST",
  path: "/api/v1/orders",
  maxBatch: 1_000,
  bodyOf: (jsons) => `{"orders":[${jsons.join(",")}]}`,
  outcomes: (answer, count) => allBut((answer as OrdersAnswer).rejected ?? [], count),
};

const product: Kind = {
  name: "product",
  method: "PUT",
  path: "/api/v1/products",
  maxBatch: 1_000,
  bodyOf: (jsons) => `{"products":[${jsons.join(",")}]}`,
  outcomes: (answer, count) => allBut((answer as ProductsAnswer).rejected, count),
};

/** Of a list whose answer names the faulty ones. */
function allBut(rejected: readonly { index: number; errors: Fault[] }[], count: number): Outcome[] {
  const faults = new Map(rejected.map(({ index, errors }) => [index, errors]));
  return Array.from({ length: count }, (_, index): Outcome => {
    const errors = faults.get(index);
    return errors === undefined ? { outcome: "accepted" } : { outcome: "rejected", errors };
  });
}

const contact: Kind = {
  name: "contact",
  method: "POST",
  path: "/api/v1/contacts/upsert",
  maxBatch: 1,
  bodyOf: ([json = "{}"]) => json,
  outcomes: (answer) => {
    const { made, contact: is } = answer as UpsertedContact;
    return [{ outcome: "accepted", made, contact: is }];
  },
};

export const kinds = { event, order, contact, product };
