import { FailedAttempts } from "./failed-attempts.ts";

/** Where an attempt comes from, and what is tried. */
export interface Attempt {
  address: string;
  /** Whose password it is. Without one it is a key or a code, which nobody guesses. */
  account?: string;
  /** A browser in which this account has signed in before: it proves so by its cookie. */
  knownBrowser?: string | null;
}

/**
 * Slows the guessing of passwords down, without letting anybody close the door on others: what fails
 * is counted by account and address together, 10 a minute, and by address alone, 50, which is many
 * people's behind a proxy that is not told of. A browser in which the account has signed in before is
 * counted by itself, so that it is not made to pause by strangers, wherever they are.
 *
 * A key or a code has 192 bits. It is looked up first, and only a wrong one counts: a right one is
 * never made to pause by those that others try.
 */
export class SignInAttempts {
  readonly #byAddress = new FailedAttempts(50);
  readonly #byAccount = new FailedAttempts(10);
  readonly #wrongSecrets = new FailedAttempts(20);

  /**
   * An attempt counts while its end is open, else a thousand at once would all be let through.
   * @throws AppError `too_many_requests` instead of trying
   */
  async run<Result extends { outcome: string }>(
    attempt: Attempt,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (attempt.account === undefined) return this.#lookUp(attempt.address, work);
    const counts = this.#countsOf(attempt, attempt.account);
    const now = Date.now();
    for (const [failed, name] of counts) failed.check(name, now);
    for (const [failed, name] of counts) failed.note(name, now);
    let wasRefused = false;
    try {
      const result = await work();
      wasRefused = result.outcome === "refused";
      return result;
    } finally {
      if (!wasRefused) for (const [failed, name] of counts) failed.takeBack(name);
    }
  }

  #countsOf({ address, knownBrowser }: Attempt, account: string): [FailedAttempts, string][] {
    return typeof knownBrowser === "string"
      ? [[this.#byAccount, `${account} in ${knownBrowser}`]]
      : [
          [this.#byAccount, `${account} at ${address}`],
          [this.#byAddress, address],
        ];
  }

  async #lookUp<Result extends { outcome: string }>(
    address: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const result = await work();
    if (result.outcome !== "refused") return result;
    const now = Date.now();
    this.#wrongSecrets.check(address, now);
    this.#wrongSecrets.note(address, now);
    return result;
  }
}
