import { FailedAttempts } from "./failed-attempts.ts";

/** Where an attempt comes from, and whose password is tried, if one is. */
export interface Attempt {
  address: string;
  account?: string;
}

/**
 * Slows the guessing of passwords, codes and keys down: 20 failures a minute from one address, 10
 * for one account from wherever. An address that nobody has is counted like one that somebody has.
 */
export class SignInAttempts {
  readonly #byAddress = new FailedAttempts(20);
  readonly #byAccount = new FailedAttempts(10);

  /**
   * An attempt counts while its end is open, else a thousand at once would all be let through.
   * @throws AppError `too_many_requests` instead of trying
   */
  async run<Result extends { outcome: string }>(
    { address, account }: Attempt,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const counts: [FailedAttempts, string][] = [[this.#byAddress, address]];
    if (account !== undefined) counts.push([this.#byAccount, account]);
    const now = Date.now();
    for (const [failed, name] of counts) failed.check(name, now);
    for (const [failed, name] of counts) failed.note(name, now);
    let wasRefused = false;
    try {
      const result = await attempt();
      wasRefused = result.outcome === "refused";
      return result;
    } finally {
      if (!wasRefused) for (const [failed, name] of counts) failed.takeBack(name);
    }
  }
}
