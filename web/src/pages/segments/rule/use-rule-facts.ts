import { useQuery } from "@tanstack/react-query";
import { factPathsQuery } from "../../../api/fact-paths.ts";
import type { FactGroup, FactPath } from "../../../forms/facts/facts.ts";
import { t } from "../../../i18n/i18n.ts";

const contactFields = [
  ["email", "text"],
  ["phone", "text"],
  ["firstName", "text"],
  ["lastName", "text"],
  ["language", "text"],
  ["timeZone", "text"],
  ["createdAt", "date"],
  ["topics", "list"],
  ["unsubscribed", "boolean"],
  ["emailConfirmed", "boolean"],
  ["topicsByChannel", "list"],
  ["unsubscribedChannels", "list"],
  ["suppressedChannels", "list"],
  ["devices", "list"],
  ["chats.telegram", "text"],
  ["chats.viber", "text"],
  ["chats.slack", "text"],
  ["rfm.class", "text"],
  ["rfm.recency", "number"],
  ["rfm.frequency", "number"],
  ["rfm.monetary", "number"],
  ["rfm.since", "date"],
  ["id", "text"],
] as const;

const orderFields = [
  ["externalId", "text"],
  ["status", "text"],
  ["totalCost", "number"],
  ["currency", "text"],
  ["date", "date"],
  ["items", "list"],
] as const;

const examples: Readonly<Record<string, readonly string[]>> = {
  devices: ["web", "android", "ios"],
  unsubscribedChannels: ["email", "sms"],
  suppressedChannels: ["email", "sms"],
};

interface RuleFacts {
  contact: FactGroup[];
  order: FactGroup[];
  orderItem: FactGroup[];
}

/** What a rule can ask for: the fixed fields, and the attributes and details that were seen lately. */
export function useRuleFacts(): RuleFacts {
  const { data } = useQuery(factPathsQuery);
  const seenOf = (root: string) => data?.groups.find((group) => group.root === root)?.paths ?? [];
  const [contact, order] = [seenOf("contact"), seenOf("order")];
  const attributes = contact.filter(({ path }) => path.startsWith("contact.attributes."));
  const ofOrder = (root: "order" | "lastOrder") => [
    ...orderFields.map(([name, type]) =>
      factOf(
        `${root}.${name}`,
        t(`segments:orderFields.${name}`),
        type,
        examplesAt(order, `order.${name}`),
      ),
    ),
    ...order
      .filter(({ path }) => path.startsWith("order.details."))
      .map((fact) => ({ ...fact, path: fact.path.replace(/^order/, root) })),
  ];
  const itemFields = order.find(({ path }) => path === "order.items")?.fields ?? [];
  return {
    contact: [
      group("contact", t("segments:facts.attributes"), attributes),
      group("event", t("segments:facts.contact"), contactFacts(contact)),
      group("order", t("segments:facts.lastOrder"), ofOrder("lastOrder")),
    ].filter(({ paths }) => paths.length > 0),
    order: [group("order", t("segments:facts.order"), ofOrder("order"))],
    orderItem: [
      group(
        "order",
        t("segments:facts.item"),
        itemFields.map((name) => factOf(`item.${name}`, name, "unknown")),
      ),
    ],
  };
}

const contactFacts = (seen: readonly FactPath[]): FactPath[] =>
  contactFields.map(([name, type]) =>
    factOf(
      `contact.${name}`,
      t(`segments:fields.${name}`),
      type,
      examples[name] ?? examplesAt(seen, `contact.${name}`),
    ),
  );

const group = (root: FactGroup["root"], label: string, paths: FactPath[]): FactGroup => ({
  root,
  label,
  paths,
});

function factOf(
  path: string,
  label: string,
  type: FactPath["type"],
  known: readonly FactPath["examples"][number][] = [],
): FactPath {
  return { path, template: path, label, type, examples: [...known] };
}

const examplesAt = (facts: readonly FactPath[], path: string): FactPath["examples"] =>
  facts.find((fact) => fact.path === path)?.examples ?? [];
