import { createHash } from "node:crypto";
import type { Delivery, SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { eventOf, textOfValue } from "./event-of.ts";
import type { Mapped } from "./mapped.ts";
import { listOf, maxEntries, renderEach, templateFault } from "./list-of.ts";
import { orderFieldsOf } from "./order-fields.ts";
import { eventTemplatesOf } from "./templates-of.ts";
import { saySource } from "../../domain/sentences/source-sentences.ts";

export type MappedDelivery =
  | { isList: false; only: Mapped }
  /** In the order of the list. */
  | { isList: true; entries: Mapped[] };

/** What can't be kept, in words: a NUL character, half a surrogate pair, too much nesting. */
export type TextFault = (value: unknown) => string | null;

/**
 * The events that a delivery is by a mapping. What can't be read of the contact or the time is left
 * out and named: its provider would only send the same again. An entry of a list that can't be taken
 * costs the others nothing.
 */
export async function mapDelivery(
  renderer: Renderer,
  sourceId: string,
  mapping: SourceMapping,
  delivery: Delivery,
  textFault: TextFault,
): Promise<MappedDelivery> {
  const whole = (outcome: "skipped" | "refused", reason: string): MappedDelivery => ({
    isList: false,
    only: { outcome, reason, ignored: [] },
  });
  const { each } = mapping;
  if (each === undefined) {
    const [only] = await mapEntries(renderer, sourceId, mapping, {
      delivery,
      items: [delivery.body],
      textFault,
      idsWithout: null,
    });
    if (only === undefined) throw new Error("one delivery became no entry");
    return { isList: false, only };
  }
  const items = await listIn(renderer, each, delivery);
  if (typeof items === "string") return whole("refused", items);
  if (items.length === 0) return whole("skipped", saySource("noEntries"));
  if (items.length > maxEntries) {
    return whole(
      "refused",
      saySource("tooManyEntries", { most: maxEntries, number: items.length }),
    );
  }
  const idsWithout = idOfDelivery(delivery);
  const entries = await mapEntries(renderer, sourceId, mapping, {
    delivery,
    items,
    textFault,
    idsWithout,
  });
  return { isList: true, entries: withIdsApart(entries) };
}

async function listIn(
  renderer: Renderer,
  each: string,
  delivery: Delivery,
): Promise<unknown[] | string> {
  try {
    const list = await listOf(renderer, each, delivery);
    return list ?? saySource("noList", { path: each });
  } catch (error) {
    const fault = templateFault(error);
    if (fault === null) throw error;
    return saySource("eachNotApplied", { why: fault });
  }
}

async function mapEntries(
  renderer: Renderer,
  sourceId: string,
  mapping: SourceMapping,
  {
    delivery,
    items,
    textFault,
    idsWithout,
  }: { delivery: Delivery; items: unknown[]; textFault: TextFault; idsWithout: string | null },
): Promise<Mapped[]> {
  const faults = items.map(textFault);
  const templates = eventTemplatesOf(mapping).map(({ template }) => template);
  const good = items.filter((_item, index) => faults[index] === null);
  const rendered = await renderEach(renderer, templates, delivery, good);
  const mapped: Mapped[] = [];
  let next = 0;
  for (const [index, item] of items.entries()) {
    const fault = faults[index] ?? null;
    const values = fault === null ? rendered[next++] : undefined;
    if (values === undefined) {
      mapped.push({ outcome: "refused", reason: fault ?? saySource("cantBeRead"), ignored: [] });
    } else if ("failed" in values) {
      const reason = saySource("mappingNotApplied", { why: values.failed });
      mapped.push({ outcome: "refused", reason, ignored: [] });
    } else {
      const valueOf = (template: string | undefined): unknown =>
        template === undefined ? undefined : values.values.get(template);
      const idWithout = idsWithout === null ? null : `${idsWithout} ${index}`;
      const one = eventOf(sourceId, mapping, delivery, { item, valueOf, idWithout });
      mapped.push(await withOrder(renderer, mapping, delivery, item, checked(one, textFault)));
    }
  }
  return mapped;
}

/** A template may have taken a text from elsewhere in the body. */
function checked(mapped: Mapped, textFault: TextFault): Mapped {
  if (mapped.outcome !== "event") return mapped;
  const { params, keyValue, identities } = mapped.event;
  const fault = textFault([params, keyValue, identities, mapped.profile]);
  return fault === null ? mapped : { outcome: "refused", reason: fault, ignored: mapped.ignored };
}

async function withOrder(
  renderer: Renderer,
  { order }: SourceMapping,
  delivery: Delivery,
  item: unknown,
  mapped: Mapped,
): Promise<Mapped> {
  if (order === undefined || order === null || mapped.outcome !== "event") return mapped;
  const read = await orderFieldsOf(renderer, order, { ...delivery, item });
  if ("failed" in read) {
    const fault = { path: "order", message: saySource("orderNotRead", { why: read.failed }) };
    return { ...mapped, ignored: [...mapped.ignored, fault] };
  }
  const { contactId, email, phone, firstName, lastName } = mapped.told;
  const person = { externalCustomerId: contactId, email, phone, firstName, lastName };
  const told = Object.entries(person).filter(([, value]) => value !== undefined);
  const hasStatus = textOfValue(read.fields["status"]) !== "";
  return { ...mapped, order: hasStatus ? { ...Object.fromEntries(told), ...read.fields } : null };
}

/**
 * By what a list without ids of its own is known when it is sent again: what its provider calls the
 * delivery, else all that it says.
 */
function idOfDelivery({ topic, delivery, body }: Delivery): string {
  if (delivery !== "") return `${topic} ${delivery}`.trim();
  return createHash("sha256").update(JSON.stringify(body)).digest("base64url");
}

/** Entries of one delivery that differ are events of their own, even where a mapping calls them alike. */
function withIdsApart(entries: readonly Mapped[]): Mapped[] {
  const seen = new Map<string, Set<string>>();
  return entries.map((mapped) => {
    const id = mapped.outcome === "event" ? mapped.event.messageId : undefined;
    if (mapped.outcome !== "event" || id === undefined) return mapped;
    const { typeKey, keyValue, params, identities } = mapped.event;
    const says = JSON.stringify([typeKey, keyValue, params, identities]);
    const others = seen.get(id) ?? new Set();
    seen.set(id, others);
    if (others.size === 0 || others.has(says)) {
      others.add(says);
      return mapped;
    }
    others.add(says);
    const hash = createHash("sha256").update(says).digest("base64url");
    const event = { ...mapped.event, messageId: `${id.slice(0, 150)}#${hash}` };
    return { ...mapped, event };
  });
}
