/** How many of a group have done something. */
export interface Proportion {
  converted: number;
  contacts: number;
}

/** What a group's contacts have spent, those who spent nothing among them. */
export interface Spending {
  contacts: number;
  sum: number;
  sumOfSquares: number;
}

/** An interval that holds the true value in 95 of 100 cases. */
export interface Interval {
  low: number;
  high: number;
}

export interface Difference extends Interval {
  difference: number;
}

/** The 0.975 quantile of the normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's score interval of a proportion, without continuity correction (Wilson, 1927; method 3 in
 * Newcombe, Statistics in Medicine 17, 1998, 857-872).
 */
export function wilsonInterval({ converted, contacts }: Proportion): Interval {
  if (contacts === 0) return { low: 0, high: 1 };
  const centre = 2 * converted + z * z;
  const spread = z * Math.sqrt(z * z + 4 * converted * (1 - converted / contacts));
  const whole = 2 * (contacts + z * z);
  return {
    low: converted === 0 ? 0 : (centre - spread) / whole,
    high: converted === contacts ? 1 : (centre + spread) / whole,
  };
}

/**
 * The difference of two proportions with Newcombe's hybrid score interval (method 10 in Newcombe,
 * Statistics in Medicine 17, 1998, 873-890): made of both Wilson intervals, good for small groups and
 * for proportions near 0.
 */
export function rateDifference(treated: Proportion, heldOut: Proportion): Difference {
  const [a, b] = [rateOf(treated), rateOf(heldOut)];
  const [ofA, ofB] = [wilsonInterval(treated), wilsonInterval(heldOut)];
  return {
    difference: a - b,
    low: a - b - Math.hypot(a - ofA.low, ofB.high - b),
    high: a - b + Math.hypot(ofA.high - a, b - ofB.low),
  };
}

export function rateOf({ converted, contacts }: Proportion): number {
  return contacts === 0 ? 0 : converted / contacts;
}

/**
 * The difference of what a contact of each group has spent, with Welch's interval, for groups of any two
 * sizes and variances. @throws RangeError for a group with less than two contacts
 */
export function spendingDifference(treated: Spending, heldOut: Spending): Difference {
  const [a, b] = [momentsOf(treated), momentsOf(heldOut)];
  const difference = a.mean - b.mean;
  const variance = a.ofMean + b.ofMean;
  if (variance === 0) return { difference, low: difference, high: difference };
  const freedom =
    variance ** 2 /
    (a.ofMean ** 2 / (treated.contacts - 1) + b.ofMean ** 2 / (heldOut.contacts - 1));
  const half = studentQuantile(freedom) * Math.sqrt(variance);
  return { difference, low: difference - half, high: difference + half };
}

/** The mean, and the variance of the mean. */
function momentsOf({ contacts, sum, sumOfSquares }: Spending): { mean: number; ofMean: number } {
  if (contacts < 2) throw new RangeError("a variance needs two contacts");
  const mean = sum / contacts;
  // Rounding may leave a little less than nothing.
  const variance = Math.max(0, sumOfSquares - sum * mean) / (contacts - 1);
  return { mean, ofMean: variance / contacts };
}

/**
 * The 0.975 quantile of Student's distribution, by its expansion in powers of 1 / degrees of freedom
 * (Abramowitz and Stegun, 26.7.5): to four decimals from ten degrees on.
 */
export function studentQuantile(freedom: number): number {
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1_482 * z ** 5 - 1_920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}

export const verdicts = ["not_enough", "no_difference", "more", "less"] as const;
export type Verdict = (typeof verdicts)[number];

/** Below, nothing is said of a difference: intervals of few purchases look surer than they are. */
export const enough = { contacts: 30, conversions: 10 };

/** What can be said of conversions: enough of them in both groups together. */
export function rateVerdict(treated: Proportion, heldOut: Proportion): Verdict {
  const isEnough =
    Math.min(treated.contacts, heldOut.contacts) >= enough.contacts &&
    treated.converted + heldOut.converted >= enough.conversions;
  return isEnough ? verdictOf(rateDifference(treated, heldOut)) : "not_enough";
}

/** What can be said of money: enough contacts who have spent some in each of both groups. */
export function spendingVerdict(
  treated: Spending & { spenders: number },
  heldOut: Spending & { spenders: number },
): Verdict {
  const isEnough = [treated, heldOut].every(
    ({ contacts, spenders }) => contacts >= enough.contacts && spenders >= enough.conversions,
  );
  return isEnough ? verdictOf(spendingDifference(treated, heldOut)) : "not_enough";
}

function verdictOf({ low, high }: Interval): Verdict {
  if (low > 0) return "more";
  return high < 0 ? "less" : "no_difference";
}
