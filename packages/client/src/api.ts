// Made by "npm run client-types" from docs/reference/openapi.json.

export interface Contact {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  language: string | null;
  timeZone: string | null;
  attributes: Record<string, unknown>;
  /** What made it: event, order, api, … */
  source: string;
  createdAt: string;
  updatedAt: string;
  identities: Array<Identity>;
  segments: Array<{
    id: string;
    name: string;
  }>;
  topics: Array<ContactTopic>;
  /** From all marketing messages */
  unsubscribed: boolean;
  /** Whether its owner has confirmed the present e-mail address */
  emailConfirmed: boolean;
}

export interface ContactTopic {
  key: string;
  name: string;
  state: "subscribed" | "unsubscribed";
  changedAt: string;
}

export interface ContactUpsert {
  /** Your own id of the person */
  contactId?: string | number | null;
  email?: string | number | null;
  /** With its country code */
  phone?: string | number | null;
  pushToken?: string | number | null;
  /** Another id of yours */
  contactKey?: string | number | null;
  anonymousId?: string | number | null;
  firstName?: string | null;
  lastName?: string | null;
  language?: string | null;
  timeZone?: string | null;
  /** Merged into what is there, key by key; null deletes a key */
  attributes?: Record<string, unknown>;
}

export interface Event {
  /** The event type; an unknown one is registered */
  eventTypeKey: string;
  /** The event's own key, such as an order's number; by default the first of contactId, externalCustomerId, email, phone, pushToken */
  keyValue?: string | number | null;
  /** What the event says: a list of {name, value}, or an object. ContactId, externalCustomerId, Email, Phone, PushToken and AnonymousId (and Reteno's other names for them) say whom it is about */
  params?:
    | Array<{
        name: string;
        value?: unknown;
      }>
    | Record<string, unknown>;
  /** The producer's id of this event: a repetition changes nothing. Printable characters */
  messageId?: string;
  /** When it happened, by your clock */
  occurredAt?: string;
  /** Whom it is about, instead of or besides the params */
  contact?: {
    contactId?: string | number | null;
    email?: string | number | null;
    phone?: string | number | null;
    pushToken?: string | number | null;
    anonymousId?: string | number | null;
  };
}

export interface EventsAnswer {
  results: Array<{
    index: number;
    status: "accepted" | "duplicate" | "rejected";
    eventId?: string;
    contactId?: string | null;
    errors?: Array<Fault>;
  }>;
}

export interface Fault {
  path: string;
  message: string;
}

export interface Identity {
  kind: "contactId" | "email" | "phone" | "pushToken" | "contactKey" | "anonymousId";
  value: string;
}

export interface OrderItem {
  externalItemId?: string | number | null;
  name?: string | number | null;
  category?: string | number | null;
  quantity?: number | string | null;
  cost?: number | string | null;
  url?: string | number | null;
  imageUrl?: string | number | null;
  description?: string | number | null;
}

export interface OrderUpload {
  externalOrderId: string | number;
  externalCustomerId?: string | number | null;
  email?: string | number | null;
  phone?: string | number | null;
  totalCost: number | string;
  status: "ABANDONED_SHOPPING_CART" | "INITIALIZED" | "IN_PROGRESS" | "DELIVERED" | "CANCELLED";
  /** When it was ordered: an instant or a day; without an offset, UTC */
  date: string;
  currency: string;
  firstName?: string | number | null;
  lastName?: string | number | null;
  shipping?: number | string | null;
  discount?: number | string | null;
  taxes?: number | string | null;
  restoreUrl?: string | number | null;
  statusDescription?: string | number | null;
  storeId?: string | number | null;
  source?: string | number | null;
  deliveryMethod?: string | number | null;
  paymentMethod?: string | number | null;
  deliveryAddress?: string | number | null;
  additionalInfo?: unknown;
  items?: Array<OrderItem> | null;
}

/** Empty when all orders were taken */
export interface OrdersAnswer {
  rejected?: Array<{
    index: number;
    externalOrderId: string | null;
    errors: Array<Fault>;
  }>;
}

/** RFC 9457; some problems have further members */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** What was wrong and what would be right */
  detail: string;
  /** Each fault of the input and its place */
  errors?: Array<Fault>;
  [member: string]: unknown;
}

export interface UpsertedContact {
  /** With a key that has not the scope read: its id alone */
  contact:
    | Contact
    | {
        id: string;
      };
  made: boolean;
  /** Identities that belong to another contact: left there, not merged */
  conflicts: Array<Identity>;
}
