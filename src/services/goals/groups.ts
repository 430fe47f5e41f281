import type { ConversionGroup, UpliftAnswer } from "../../contract/api/measuring.ts";
import type { GroupFigures, GroupMoney } from "../../db/workflows/conversion-figures.ts";
import type { Verdict } from "../../domain/uplift.ts";
import {
  enough,
  rateDifference,
  rateOf,
  rateVerdict,
  spendingDifference,
  spendingVerdict,
  wilsonInterval,
} from "../../domain/uplift.ts";

type Figures = Pick<GroupFigures, "contacts" | "converted" | "conversions">;
type Money = Pick<GroupMoney, "currency" | "sum" | "sumOfSquares" | "spenders">;

/** A group of contacts with what they have done and spent. */
export interface Group extends Figures {
  money: Money[];
}

/** Which rows belong to a group. */
export type Belongs = (row: Omit<GroupFigures, keyof Figures>) => boolean;

/** Adds up groups that have no contact in common. */
export function groupOf(
  figures: readonly GroupFigures[],
  money: readonly GroupMoney[],
  belongs: Belongs,
): Group {
  const group: Group = { contacts: 0, converted: 0, conversions: 0, money: [] };
  for (const row of figures.filter(belongs)) {
    group.contacts += row.contacts;
    group.converted += row.converted;
    group.conversions += row.conversions;
  }
  for (const { currency, sum, sumOfSquares, spenders } of money.filter(belongs)) {
    const before = group.money.find((each) => each.currency === currency);
    if (before === undefined) group.money.push({ currency, sum, sumOfSquares, spenders });
    else {
      before.sum += sum;
      before.sumOfSquares += sumOfSquares;
      before.spenders += spenders;
    }
  }
  return group;
}

export function presentGroup(group: Group): ConversionGroup {
  const { contacts, converted, conversions, money } = group;
  return {
    contacts,
    convertedContacts: converted,
    conversions,
    rate: { value: rateOf(group), ...wilsonInterval(group) },
    revenue: money.map(({ currency, sum }) => ({
      currency,
      total: cents(sum),
      perContact: contacts === 0 ? 0 : sum / contacts,
    })),
  };
}

type Compared = Pick<UpliftAnswer, "rateDifference" | "revenueDifferences">;

/**
 * What two groups differ by, and what can be said of it.
 * @param who what the first group is, in words
 */
export function compare(treated: Group, heldOut: Group, who = "the workflow"): Compared {
  const verdict = rateVerdict(treated, heldOut);
  const rate = rateDifference(treated, heldOut);
  const currencies = [...treated.money, ...heldOut.money].map(({ currency }) => currency);
  const points = (value: number): string => `${(value * 100).toFixed(2)} percentage points`;
  return {
    rateDifference: { ...rate, verdict, words: inWords(verdict, "conversions", rate, points, who) },
    revenueDifferences: [...new Set(currencies)]
      .toSorted()
      .map((currency) => compareMoney(currency, treated, heldOut, who)),
  };
}

function compareMoney(
  currency: string,
  treated: Group,
  heldOut: Group,
  who: string,
): Compared["revenueDifferences"][number] {
  const [a, b] = [spendingIn(treated, currency), spendingIn(heldOut, currency)];
  if (Math.min(a.contacts, b.contacts) < 2) {
    const words = inWords("not_enough", "revenue", { low: 0, high: 0 }, String, who);
    return { currency, difference: null, low: null, high: null, verdict: "not_enough", words };
  }
  const difference = spendingDifference(a, b);
  const verdict = spendingVerdict(a, b);
  const amount = (value: number): string => `${value.toFixed(2)} ${currency} per contact`;
  return {
    currency,
    ...difference,
    verdict,
    words: inWords(verdict, "revenue", difference, amount, who),
  };
}

function spendingIn({ contacts, money }: Group, currency: string) {
  const spent = money.find((each) => each.currency === currency);
  const { sum, sumOfSquares, spenders } = spent ?? { sum: 0, sumOfSquares: 0, spenders: 0 };
  return { contacts, sum, sumOfSquares, spenders };
}

function inWords(
  verdict: Verdict,
  what: "conversions" | "revenue",
  { low, high }: { low: number; high: number },
  show: (value: number) => string,
  who: string,
): string {
  if (verdict === "not_enough") {
    const { contacts, conversions } = enough;
    const number = what === "conversions" ? "in both together who converted" : "in each who spent";
    return `not enough yet to tell: it takes ${contacts} contacts in each group, and ${conversions} ${number}`;
  }
  const span = `between ${show(low)} and ${show(high)}`;
  return verdict === "no_difference"
    ? `no difference can be told from chance: it is ${span}`
    : `${who} brings ${verdict} ${what}: ${span}`;
}

function cents(sum: number): number {
  return Math.round(sum * 10_000) / 10_000;
}
