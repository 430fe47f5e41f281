// Made by "npm run client-types" from docs/reference/openapi.json.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Contact: {
      attributes: {
        [key: string]: unknown;
      };
      /** @description What was said for single channels, which goes before the rest */
      channels: components["schemas"]["ContactChannel"][];
      /** Format: date-time */
      createdAt: string;
      email: string | null;
      /** @description Whether its owner has confirmed the present e-mail address */
      emailConfirmed: boolean;
      firstName: string | null;
      /** Format: uuid */
      id: string;
      identities: components["schemas"]["Identity"][];
      language: string | null;
      lastName: string | null;
      phone: string | null;
      segments: {
        /** Format: uuid */
        id: string;
        name: string;
      }[];
      /** @description What made it: event, order, api, … */
      source: string;
      timeZone: string | null;
      topics: components["schemas"]["ContactTopic"][];
      /** @description What was said of it and does not find it: given up, or another contact's */
      unowned: components["schemas"]["UnownedIdentity"][];
      /** @description From all marketing messages, by every channel */
      unsubscribed: boolean;
      /** Format: date-time */
      updatedAt: string;
    };
    ContactChannel: {
      channel: string;
      topics: {
        changedAt: string;
        key: string;
        name: string;
        /** @enum {string} */
        state: "subscribed" | "unsubscribed";
      }[];
      /** @description From all marketing by the channel */
      unsubscribed: boolean;
    };
    ContactTopic: {
      /** Format: date-time */
      changedAt: string;
      key: string;
      name: string;
      /**
       * @description pending: asked for, and not confirmed by the link yet
       * @enum {string}
       */
      state: "subscribed" | "unsubscribed" | "pending";
    };
    ContactUpsert: {
      anonymousId?: string | number | null;
      /** @description Merged into what is there, key by key; null deletes a key */
      attributes?: {
        [key: string]: unknown;
      };
      /** @description Your own id of the person */
      contactId?: string | number | null;
      /** @description Another id of yours */
      contactKey?: string | number | null;
      email?: string | number | null;
      firstName?: string | null;
      language?: string | null;
      lastName?: string | null;
      /** @description With its country code */
      phone?: string | number | null;
      pushToken?: string | number | null;
      /** @description The id of the member */
      slack?: string | number | null;
      /** @description The id of the chat with your bot */
      telegram?: string | number | null;
      timeZone?: string | null;
      /** @description The id that Viber gives your bot */
      viber?: string | number | null;
    };
    Event: {
      /** @description Whom it is about, instead of or besides the params */
      contact?: {
        anonymousId?: string | number | null;
        contactId?: string | number | null;
        email?: string | number | null;
        phone?: string | number | null;
        pushToken?: string | number | null;
      };
      /**
       * @description The event type; an unknown one is registered
       * @example orderPaid
       */
      eventTypeKey: string;
      /** @description The event's own key, such as an order's number; by default the first of contactId, externalCustomerId, email, phone, pushToken */
      keyValue?: string | number | null;
      /** @description The producer's id of this event: a repetition changes nothing. Printable characters */
      messageId?: string;
      /**
       * Format: date-time
       * @description When it happened, by your clock
       */
      occurredAt?: string;
      /**
       * @description What the event says: a list of {name, value}, or an object. ContactId, externalCustomerId, Email, Phone, PushToken and AnonymousId (and Reteno's other names for them) say whom it is about
       * @example [
       *       {
       *         "name": "Email",
       *         "value": "ada@example.com"
       *       },
       *       {
       *         "name": "total",
       *         "value": 59.9
       *       }
       *     ]
       */
      params?:
        | {
            name: string;
            value?: unknown;
          }[]
        | {
            [key: string]: unknown;
          };
    };
    EventsAnswer: {
      results: {
        /** @description Identities that belong to another contact: left there, not merged */
        conflicts?: components["schemas"]["Identity"][];
        contactId?: string | null;
        errors?: components["schemas"]["Fault"][];
        /** Format: uuid */
        eventId?: string;
        /** @description Ids that name nobody, such as undefined: nobody was found by them */
        ignored?: components["schemas"]["IgnoredIdentity"][];
        index: number;
        /** @enum {string} */
        status: "accepted" | "duplicate" | "rejected";
      }[];
    };
    Fault: {
      message: string;
      path: string;
    };
    Identity: {
      /** @enum {string} */
      kind:
        | "contactId"
        | "email"
        | "phone"
        | "telegram"
        | "viber"
        | "slack"
        | "pushToken"
        | "contactKey"
        | "anonymousId";
      value: string;
    };
    IgnoredIdentity: {
      /** @enum {string} */
      kind:
        | "contactId"
        | "email"
        | "phone"
        | "telegram"
        | "viber"
        | "slack"
        | "pushToken"
        | "contactKey"
        | "anonymousId";
      /** @description Why, in words */
      reason: string;
      value: string;
    };
    OrderItem: {
      category?: string | number | null;
      cost?: (number | string) | null;
      description?: string | number | null;
      externalItemId?: string | number | null;
      imageUrl?: string | number | null;
      name?: string | number | null;
      quantity?: (number | string) | null;
      url?: string | number | null;
    };
    /** @description Empty when all orders were taken */
    OrdersAnswer: {
      rejected?: {
        errors: components["schemas"]["Fault"][];
        externalOrderId: string | null;
        index: number;
      }[];
    };
    OrderUpload: {
      additionalInfo?: unknown;
      currency: string;
      /** @description When it was ordered: an instant or a day; without an offset, UTC */
      date: string;
      deliveryAddress?: string | number | null;
      deliveryMethod?: string | number | null;
      discount?: (number | string) | null;
      email?: string | number | null;
      externalCustomerId?: string | number | null;
      externalOrderId: string | number;
      firstName?: string | number | null;
      items?: components["schemas"]["OrderItem"][] | null;
      lastName?: string | number | null;
      paymentMethod?: string | number | null;
      phone?: string | number | null;
      restoreUrl?: string | number | null;
      shipping?: (number | string) | null;
      source?: string | number | null;
      /** @enum {string} */
      status: "ABANDONED_SHOPPING_CART" | "INITIALIZED" | "IN_PROGRESS" | "DELIVERED" | "CANCELLED";
      statusDescription?: string | number | null;
      storeId?: string | number | null;
      taxes?: (number | string) | null;
      totalCost: number | string;
    };
    /** @description RFC 9457; some problems have further members */
    Problem: {
      /** @description What was wrong and what would be right */
      detail: string;
      /** @description Each fault of the input and its place */
      errors?: components["schemas"]["Fault"][];
      status: number;
      title: string;
      /** @example urn:campanile:problem:invalid */
      type: string;
    } & {
      [key: string]: unknown;
    };
    ProductsAnswer: {
      created: number;
      rejected: {
        errors: components["schemas"]["Fault"][];
        externalId: string | null;
        index: number;
      }[];
      /** @description Were just so before: nothing was written */
      unchanged: number;
      updated: number;
    };
    ProductUpload: {
      attributes?: {
        [key: string]: unknown;
      } | null;
      category?: string | number | null;
      currency?: string | null;
      /** @description The shop's id, as events and orders name it */
      externalId: string | number;
      imageUrl?: string | number | null;
      /** @description By default whether there is a quantity above 0, or none is known */
      inStock?: boolean;
      /** @description Needed where the product is new */
      name?: string;
      price?: number | string | null;
      quantity?: number | string | null;
      url?: string | number | null;
    };
    UnownedIdentity: {
      /** @description Whose it is now; null: nobody's */
      contactId: string | null;
      /** @enum {string} */
      kind:
        | "contactId"
        | "email"
        | "phone"
        | "telegram"
        | "viber"
        | "slack"
        | "pushToken"
        | "contactKey"
        | "anonymousId";
      /** @enum {string} */
      reason: "given_up" | "belongs_to_another";
      /** Format: date-time */
      since: string;
      value: string;
    };
    UpsertedContact: {
      /** @description Identities that belong to another contact: left there, not merged */
      conflicts: components["schemas"]["Identity"][];
      /** @description With a key that has not the scope read: its id alone */
      contact:
        | components["schemas"]["Contact"]
        | {
            /** Format: uuid */
            id: string;
          };
      /** @description Ids that name nobody, such as undefined: nobody was found by them */
      ignored?: components["schemas"]["IgnoredIdentity"][];
      made: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type Contact = components["schemas"]["Contact"];
export type ContactChannel = components["schemas"]["ContactChannel"];
export type ContactTopic = components["schemas"]["ContactTopic"];
export type ContactUpsert = components["schemas"]["ContactUpsert"];
export type Event = components["schemas"]["Event"];
export type EventsAnswer = components["schemas"]["EventsAnswer"];
export type Fault = components["schemas"]["Fault"];
export type Identity = components["schemas"]["Identity"];
export type IgnoredIdentity = components["schemas"]["IgnoredIdentity"];
export type OrderItem = components["schemas"]["OrderItem"];
export type OrdersAnswer = components["schemas"]["OrdersAnswer"];
export type OrderUpload = components["schemas"]["OrderUpload"];
export type Problem = components["schemas"]["Problem"];
export type ProductsAnswer = components["schemas"]["ProductsAnswer"];
export type ProductUpload = components["schemas"]["ProductUpload"];
export type UnownedIdentity = components["schemas"]["UnownedIdentity"];
export type UpsertedContact = components["schemas"]["UpsertedContact"];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
