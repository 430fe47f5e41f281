import { conditionText } from "../../../../forms/condition/model/condition-text.ts";
import { readCondition } from "../../../../forms/condition/model/read.ts";
import { newGroup as conditionGroup } from "../../../../forms/condition/model/tree.ts";
import type { Describe } from "../../../../forms/condition/model/condition-text.ts";
import { describedBy } from "../../../../forms/condition/scope.ts";
import type { FactGroup } from "../../../../forms/facts/facts.ts";
import { locale, t } from "../../../../i18n/i18n.ts";
import type { Comparison, Group, Item, Measured, Period } from "./tree.ts";
import { isTimed, lackOf } from "./tree.ts";

const lists = {
  and: new Intl.ListFormat(locale, { type: "conjunction" }),
  or: new Intl.ListFormat(locale, { type: "disjunction" }),
};

/** A rule as a sentence; "" where it says nothing yet. */
export function ruleText(group: Group, facts: readonly FactGroup[]): string {
  const said = groupText(group, facts);
  return said === "" ? "" : t("segments:words.who", { said });
}

function groupText({ join, not, items }: Group, facts: readonly FactGroup[]): string {
  const parts = items.map((item) => itemText(item, facts)).filter((text) => text !== "");
  if (parts.length === 0) return "";
  const said = lists[join].format(parts);
  return not ? t("segments:words.not", { said }) : said;
}

function itemText(item: Item, facts: readonly FactGroup[]): string {
  if (item.kind === "group") {
    const said = groupText(item, facts);
    return said === "" || item.items.length < 2 || item.not
      ? said
      : t("segments:words.group", { said });
  }
  if (lackOf(item) !== null) return "";
  switch (item.kind) {
    case "rule":
      return bare(conditionText(conditionGroup([item]), describedIn(facts)));
    case "code":
      return t("segments:words.code");
    case "segments": {
      const names = lists.or.format(item.names.map((name) => t("segments:words.name", { name })));
      return t(item.not ? "segments:words.notIn" : "segments:words.in", { names });
    }
    case "anniversary": {
      const { label } = describedIn(facts)(item.path);
      return item.days === 0
        ? t("segments:words.today", { label })
        : t("segments:words.anniversary", { label, count: item.days });
    }
    case "events":
    case "orders":
    case "messages":
      break;
  }
  return measuredText(item, facts);
}

/** As the pickers call it; a path that none of them knows, by its last name. */
function describedIn(facts: readonly FactGroup[]): Describe {
  const describe = describedBy(facts);
  return (path) => {
    const { label, type } = describe(path);
    return { type, label: label === path ? path.slice(path.lastIndexOf(".") + 1) : label };
  };
}

function measuredText(item: Measured, facts: readonly FactGroup[]): string {
  const { ask } = item;
  const isNarrowed = item.where !== null || item.item !== null;
  const what = isNarrowed
    ? t("segments:words.narrowed", { what: whatText(item), where: whereText(item, facts) })
    : whatText(item);
  if (isTimed(ask)) {
    const span = t(`segments:spans.${ask.unit}`, { count: ask.amount ?? 0 });
    const way = `${ask.measure === "first" ? "first" : "last"}${ask.ago === "over" ? "Over" : "Within"}`;
    return t(`segments:words.${way as "firstOver"}`, { what, span });
  }
  const when = periodText(item.period);
  if (ask.measure === "count") {
    const count = ask.value ?? 0;
    const isNever = count === 0 && ask.operator === "==";
    if (isNever) return t("segments:words.never", { what, when });
    return t(`segments:words.count.${nameOf(ask.operator)}`, { what, when, count });
  }
  const measure = t(`segments:measures.${ask.measure as "sum"}`);
  return t(`segments:words.amount.${nameOf(ask.operator)}`, {
    measure,
    what,
    when,
    value: ask.value ?? 0,
  });
}

function whatText({ kind, types, what, channel }: Measured): string {
  if (kind === "orders") return t("segments:words.order");
  if (kind === "messages") {
    const by = t(`segments:words.message.${what}`);
    return channel === "" ? by : t("segments:words.byChannel", { what: by, channel });
  }
  return lists.or.format(types.map((name) => t("segments:words.name", { name })));
}

function whereText({ where, item }: Measured, facts: readonly FactGroup[]): string {
  const texts = [where, item].flatMap((rule) =>
    rule === null ? [] : bare(conditionText(readCondition(rule), describedIn(facts))),
  );
  return lists.and.format(texts);
}

/** Within a longer sentence. */
const bare = (sentence: string): string => sentence.replace(/\.$/, "");

const names = {
  ">=": "atLeast",
  "<=": "atMost",
  "==": "exactly",
  ">": "moreThan",
  "<": "lessThan",
  "!=": "not",
} as const;
const nameOf = (operator: Comparison) => names[operator];

function periodText({ last, from = "", to = "" }: Period): string {
  if (last !== undefined) {
    return t("segments:words.last", {
      span: t(`segments:spans.${last.unit}`, { count: last.amount }),
    });
  }
  if (from !== "" && to !== "") return t("segments:words.between", { from, to });
  if (from !== "") return t("segments:words.since", { from });
  return to === "" ? t("segments:words.ever") : t("segments:words.until", { to });
}
