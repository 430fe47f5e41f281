import type { ConversionGroup } from "../../contract/api/measuring.ts";
import type { ReportName, ReportQuery } from "../../contract/api/reports.ts";
import type { ServiceContext } from "../context.ts";
import { workflowConversions, workflowUplift } from "../goals/measure.ts";
import { workflowCohorts } from "./cohorts.ts";
import { blocksInOrder, workflowFunnel } from "./funnel.ts";

type Cell = string | number | null;
/** A line by the names of its columns: those of the first one are the table's. */
export type Line = Record<string, Cell>;

/** What makes the lines of a report, the widest one first where their columns differ. */
type Table = (context: ServiceContext, workflowId: string, query: ReportQuery) => Promise<Line[]>;

const funnel: Table = async (context, workflowId, { from, to, version }) => {
  const { runs, steps } = await workflowFunnel(context, workflowId, { from, to, version });
  return steps.map(({ blockId, name, kind, entered, waiting, done, failed }) => ({
    block: blockId,
    name,
    kind,
    entered,
    "share of launched": share(entered, runs.total),
    waiting,
    left: done,
    failed,
  }));
};

const messages: Table = async (context, workflowId, { from, to, version }) => {
  const { steps } = await workflowFunnel(context, workflowId, { from, to, version });
  return steps.flatMap(({ blockId, name, kind, messages: sent }) => {
    if (sent === null) return [];
    const { queued, skipped, failed, unknown, delivered, bounced, opened, clicked } = sent;
    return {
      block: blockId,
      name,
      kind,
      queued,
      "not sent": skipped,
      failed,
      unknown,
      sent: sent.sent,
      delivered,
      bounced,
      opened,
      "open rate": share(opened, sent.sent),
      clicked,
      "click rate": share(clicked, sent.sent),
    };
  });
};

const conversions: Table = async (context, workflowId, query) => {
  const names = await namesOf(context, workflowId);
  const all = await workflowConversions(context, workflowId, query);
  const currencies = currenciesOf([all]);
  return [
    { of: "workflow", block: "", name: "", ...groupCells(all, currencies) },
    ...all.versions.map((group) => ({
      of: "version",
      block: "",
      name: String(group.version),
      ...groupCells(group, currencies),
    })),
    ...all.messages.map((group) => ({
      of: "message",
      block: group.blockId,
      name: names(group.blockId),
      ...groupCells(group, currencies),
    })),
  ];
};

const splits: Table = async (context, workflowId, query) => {
  const names = await namesOf(context, workflowId);
  const { branches } = await workflowConversions(context, workflowId, query);
  const currencies = currenciesOf(branches);
  return branches.map(({ blockId, branch, besideFirst, ...group }) => {
    const beside = besideFirst?.rateDifference;
    return {
      block: blockId,
      name: names(blockId),
      branch,
      ...groupCells(group, currencies),
      "beside the first branch": beside?.difference ?? null,
      "difference low": beside?.low ?? null,
      "difference high": beside?.high ?? null,
      verdict: beside?.verdict ?? null,
    };
  });
};

const uplift: Table = async (context, workflowId, query) => {
  const { treated, heldOut, rateDifference, revenueDifferences } = await workflowUplift(
    context,
    workflowId,
    query,
  );
  const currencies = currenciesOf([treated, heldOut]);
  const none = { difference: null, "difference low": null, "difference high": null, verdict: null };
  return [
    { of: "treated", currency: "", ...groupCells(treated, currencies), ...none },
    { of: "held out", currency: "", ...groupCells(heldOut, currencies), ...none },
    ...[{ currency: "", ...rateDifference }, ...revenueDifferences].map(
      ({ currency, difference, low, high, verdict }) => ({
        of: currency === "" ? "rate, treated less held out" : "revenue per contact",
        currency,
        difference,
        "difference low": low,
        "difference high": high,
        verdict,
      }),
    ),
  ];
};

const cohorts: Table = async (context, workflowId, { weeks }) => {
  const { cohorts: all } = await workflowCohorts(context, workflowId, { weeks });
  const currencies = currenciesOf(all);
  return all.map(({ week, contacts, within, conversions: count, revenue }) => ({
    week: week.toISOString().slice(0, 10),
    contacts,
    ...Object.fromEntries(
      within.flatMap(({ weeks: after, converted, isOver }): [string, Cell][] => [
        [`converted within ${after} weeks`, converted],
        [`${after} weeks are over`, isOver ? "yes" : "no"],
      ]),
    ),
    conversions: count,
    ...moneyCells(revenue, currencies),
  }));
};

export const tables: Readonly<Record<ReportName, Table>> = {
  funnel,
  messages,
  conversions,
  splits,
  uplift,
  cohorts,
};

async function namesOf(context: ServiceContext, workflowId: string) {
  const blocks = await blocksInOrder(context, workflowId);
  const names = new Map(blocks.map(({ id, name }) => [id, name]));
  return (id: string): string => names.get(id) ?? id;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function groupCells(group: ConversionGroup, currencies: readonly string[]): Line {
  return {
    contacts: group.contacts,
    "converted contacts": group.convertedContacts,
    conversions: group.conversions,
    rate: group.rate.value,
    "rate low": group.rate.low,
    "rate high": group.rate.high,
    ...moneyCells(group.revenue, currencies),
  };
}

type Money = readonly { currency: string; total: number }[];

function currenciesOf(groups: readonly { revenue: Money }[]): string[] {
  return [...new Set(groups.flatMap(({ revenue }) => revenue.map(({ currency }) => currency)))];
}

/** A column for each currency: amounts in several can't be added up. */
function moneyCells(revenue: Money, currencies: readonly string[]): Line {
  const total = (of: string) => revenue.find(({ currency }) => currency === of)?.total ?? 0;
  return Object.fromEntries(currencies.map((currency) => [`revenue ${currency}`, total(currency)]));
}
