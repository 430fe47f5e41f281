import { hasLiquid } from "../has-liquid.ts";
import type { Workspace } from "../workspace.ts";

/**
 * How a delivery becomes events. All are Liquid templates over `body`, `headers`, `topic`, `delivery`
 * and `item`.
 */
export interface SourceMapping {
  /**
   * The list whose entries are an event each, as a path (`body.events`) or as a template that is one
   * variable; where it is absent, the whole delivery is one.
   */
  each?: string | undefined;
  /** The event's type; where it comes out blank, a delivery or an entry is passed over. */
  eventType: string;
  key?: string | undefined;
  /** What a repetition is known by; where it is absent, by what its provider calls the delivery. */
  messageId?: string | undefined;
  occurredAt?: string | undefined;
  contact: Partial<Record<ContactTemplate, string | undefined>>;
  /** Null takes the whole body, or the whole entry. */
  params: Record<string, string> | null;
  order?: OrderMapping | null | undefined;
}

export const identityTemplates = [
  "contactId",
  "email",
  "phone",
  "pushToken",
  "anonymousId",
] as const;
export const profileTemplates = ["firstName", "lastName", "language", "timeZone"] as const;
type ContactTemplate = (typeof identityTemplates)[number] | (typeof profileTemplates)[number];

/** An order that is kept beside the event, by the names of an order's fields. */
export interface OrderMapping {
  /** One of an order's statuses; where it comes out blank, there is no order. */
  status: string;
  /** By default the event's key. */
  externalOrderId?: string | undefined;
  date?: string | undefined;
  totalCost?: string | undefined;
  currency?: string | undefined;
  shipping?: string | undefined;
  discount?: string | undefined;
  taxes?: string | undefined;
  restoreUrl?: string | undefined;
  statusDescription?: string | undefined;
  storeId?: string | undefined;
  deliveryMethod?: string | undefined;
  paymentMethod?: string | undefined;
  deliveryAddress?: string | undefined;
  items?: ItemsMapping | undefined;
}

/** Its templates see each entry of the list as `item`. */
export interface ItemsMapping {
  each: string;
  externalItemId?: string | undefined;
  name?: string | undefined;
  category?: string | undefined;
  quantity?: string | undefined;
  cost?: string | undefined;
  url?: string | undefined;
  imageUrl?: string | undefined;
  description?: string | undefined;
}

/** What templates of a mapping see. */
export interface Delivery {
  /** Whose time zone dates are shown in. */
  workspace?: Pick<Workspace, "timeZone" | "language">;
  body: unknown;
  headers: Record<string, string>;
  /** What the provider says that it is about, such as `orders/create`; empty where it says it in the body. */
  topic: string;
  /** The provider's id of what it tells of; empty where there is none. */
  delivery: string;
}

const seen = /^(?:body|headers|topic|delivery|item)\b/;

/** The template that gives a list: a path stands for the variable, and is one of the body's. */
export function listTemplate(each: string): string {
  if (hasLiquid(each)) return each;
  const path = each.trim().replace(/^\$\.?/, "");
  if (path === "") return "{{ body }}";
  const isOfBody = !seen.test(path);
  const joint = path.startsWith("[") ? "" : ".";
  return `{{ ${isOfBody ? `body${joint}` : ""}${path} }}`;
}
