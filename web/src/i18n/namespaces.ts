import type app from "../messages/en/app.json";
import type messages from "../messages/en/messages.json";
import type orders from "../messages/en/orders.json";
import type products from "../messages/en/products.json";
import type promoCodes from "../messages/en/promo-codes.json";

/**
 * The message files, by the room of the pages that shows them: `web/src/messages/{language}/{name}.json`.
 * English says which messages there are; the types of `t` follow from it.
 */
export interface Messages {
  app: typeof app;
  messages: typeof messages;
  orders: typeof orders;
  products: typeof products;
  "promo-codes": typeof promoCodes;
}

export type Namespace = keyof Messages;
