import { createHash } from "node:crypto";
import { messageId as messageIdForm } from "../../contract/api/event.ts";
import { withPlainNames } from "../../contract/api/event-params.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { whyNameless } from "../../domain/nameless-ids.ts";
import { typeKeyOf } from "../../contract/event-type-name.ts";
import type { FormatStep } from "./ingest-messages.ts";

const maxParamsBytes = 64 * 1024;
const maxKeyLength = 300;

/** An event as a format has read it: its name as it came. */
export interface NamedEvent extends Omit<IncomingEvent, "typeKey" | "keyValue" | "source"> {
  name: string;
  /** The event's own key is the first of these that there is and that is not too long. */
  keys: readonly (string | undefined)[];
}

/** The event, or why it can't be taken. */
export function eventStep({ name, keys, ...rest }: NamedEvent): FormatStep {
  const typeKey = typeKeyOf(name);
  if (typeKey === "") return refuse("the event has no name");
  const keyValue = keys.find(
    (key) => key !== undefined && key !== "" && key.length <= maxKeyLength,
  );
  if (keyValue === undefined) return refuse("nothing says whom the event is about");
  const params = withPlainNames(rest.params);
  if (Buffer.byteLength(JSON.stringify(params)) > maxParamsBytes) {
    return refuse("the event has more than 64 kB of properties");
  }
  return { do: "event", event: { ...rest, params, typeKey, keyValue, source: "api" } };
}

export function refuse(message: string): FormatStep {
  return { do: "refuse", message };
}

/** A client's message id, apart from the same id of another format; hashed where it has no place as it is. */
export function messageIdOf(format: string, id: string | undefined): string | undefined {
  if (id === undefined || id === "") return undefined;
  const own = `${format}:${id}`;
  if (messageIdForm.safeParse(own).success) return own;
  return `${format}:${createHash("sha256").update(id).digest("hex")}`;
}

/** The order's number in an event's properties: the key of "once per order" and of stops by it. */
export function orderKeyIn(properties: Record<string, unknown>): string | undefined {
  return textOf(properties["order_id"]) ?? textOf(properties["orderId"]);
}

/** A text, or a number that stands for one; undefined when it is something else, or empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** The same of an id, which may stand for an event's key: undefined too where it names nobody. */
export function idTextOf(value: unknown): string | undefined {
  const text = textOf(value);
  const isNamed = text !== undefined && whyNameless({ kind: "contactId", value: text }) === null;
  return isNamed ? text : undefined;
}

export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
