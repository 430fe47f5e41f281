import type { ChatIdentity } from "../../domain/address-need.ts";
import type { RuleValue } from "../../domain/segment-rules/rule.ts";
import { required } from "../../domain/required.ts";
import type { Parts } from "./asking.ts";

type Variable = Extract<RuleValue, { kind: "variable" }>;

/** The one that chats write to. */
function newestIdentity(kind: ChatIdentity): string {
  return `(select to_jsonb(i.value) from contact_identities i
            where i.contact_id = c.id and i.kind = '${kind}' order by i.created_at desc limit 1)`;
}

const contactColumns: Record<string, string> = {
  id: "to_jsonb(c.id::text)",
  email: "to_jsonb(c.email)",
  phone: "to_jsonb(c.phone)",
  firstName: "to_jsonb(c.first_name)",
  lastName: "to_jsonb(c.last_name)",
  language: "to_jsonb(c.language)",
  timeZone: "to_jsonb(c.time_zone)",
  createdAt: "to_jsonb(c.created_at)",
  emailConfirmed: "to_jsonb(coalesce(c.confirmed_email = c.email, false))",
  unsubscribed: "to_jsonb(c.unsubscribed_at is not null)",
  topics: `(select coalesce(jsonb_agg(t.key), '[]') from contact_topics ct join topics t on t.id = ct.topic_id
             where ct.contact_id = c.id and ct.state = 'subscribed')`,
  topicsByChannel: `(select coalesce(jsonb_agg(t.key || '/' || b.channel order by t.key, b.channel), '[]')
                       from contact_topic_channels b join topics t on t.id = b.topic_id
                      where b.contact_id = c.id and b.state = 'subscribed')`,
  unsubscribedChannels: `(select coalesce(jsonb_agg(u.channel order by u.channel), '[]') from contact_channels u
                           where u.contact_id = c.id)`,
  devices: `(select coalesce(jsonb_agg(distinct d.platform), '[]') from contact_devices d
              where d.contact_id = c.id)`,
  "chats.telegram": newestIdentity("telegram"),
  "chats.viber": newestIdentity("viber"),
  "chats.slack": newestIdentity("slack"),
};
const rfmColumns: Record<string, string> = {
  class: "r.class",
  recency: "r.recency",
  frequency: "r.frequency",
  monetary: "r.monetary",
  since: "r.since",
};
const orderColumns: Record<string, string> = {
  externalId: "external_id",
  status: "status",
  totalCost: "total_cost",
  currency: "currency",
  date: "ordered_at",
  items: "items",
};

/** What a variable is in SQL, as jsonb. Names are looked up or are parameters: none becomes text. */
export function variableSql(compiler: Parts, { scope, path, isExact }: Variable): string {
  const [field = "", ...below] = path;
  const column = (columns: Record<string, string>, name: string): string =>
    required(Object.hasOwn(columns, name) ? columns[name] : undefined, `a column for ${name}`);
  switch (scope) {
    case "contact":
      if (field === "attributes") return pathSql(compiler, "c.attributes", below, isExact);
      if (field === "suppressedChannels") return suppressedChannels(compiler);
      if (field !== "rfm") return column(contactColumns, path.join("."));
      return `(select to_jsonb(${column(rfmColumns, below.join("."))}) from contact_rfm r where r.contact_id = c.id)`;
    case "event":
      return field === "params"
        ? pathSql(compiler, "e.params", below, isExact)
        : "to_jsonb(e.key_value)";
    case "order":
    case "lastOrder": {
      const table = scope === "order" ? "o" : "lo";
      return field === "details"
        ? pathSql(compiler, `${table}.details`, below, isExact)
        : `to_jsonb(${table}.${column(orderColumns, field)})`;
    }
    case "item":
      break;
  }
  return pathSql(compiler, "i.item", path, isExact);
}

/** The channels that have an address of the contact which nothing, or no marketing, is sent to now. */
function suppressedChannels({ now }: Parts): string {
  return `(select coalesce(jsonb_agg(distinct s.channel), '[]')
             from contact_identities i
             join suppressions s on s.address_hash = sha256(convert_to(i.value, 'UTF8'))
            where i.contact_id = c.id and (s.until is null or s.until > ${now}))`;
}

/**
 * The value at a path, as `valueAt` finds it: a name may have dots of its own, and an object inside goes
 * before such a name.
 */
function pathSql(
  compiler: Parts,
  column: string,
  path: readonly string[],
  isExact: boolean,
): string {
  const ways = isExact ? [[...path]] : waysOf(path);
  const found = ways.map((way) => `${column} #> ${compiler.parameter(way, "text[]")}`);
  return found.length === 1 ? `(${found.join("")})` : `coalesce(${found.join(", ")})`;
}

/** All ways to read a path's parts as names with and without dots, the shortest names first. */
function waysOf([first, ...rest]: readonly string[]): string[][] {
  if (first === undefined) return [[]];
  const [second, ...others] = rest;
  const apart = waysOf(rest).map((way) => [first, ...way]);
  return second === undefined ? apart : [...apart, ...waysOf([`${first}.${second}`, ...others])];
}
