/** A token that is asked for at the first need, and again when it is old or was refused. */
export interface KeptToken {
  get(): Promise<string>;
  /** It was refused: the next one is asked for. */
  drop(token: string): void;
}

export interface FreshToken {
  token: string;
  forMs: number;
}

/** @param make is asked once for however many wait for it */
export function keptToken(
  make: () => Promise<FreshToken>,
  now: () => number = Date.now,
): KeptToken {
  let kept: { token: string; until: number } | undefined;
  let making: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const { token, forMs } = await make();
    kept = { token, until: now() + forMs };
    return token;
  }

  return {
    get: async () => {
      if (kept !== undefined && now() < kept.until) return kept.token;
      making ??= renew().finally(() => (making = undefined));
      return making;
    },
    drop: (token) => {
      if (kept?.token === token) kept = undefined;
    },
  };
}
