import type { Fate, Front } from "./front.ts";
import { troubledApi, troubles } from "./front.ts";
import type { ClientRun } from "./run-client.ts";

/**
 * Starts clients, each with an API of its own, and all at once: they spend their time waiting before
 * they try again. Call it in a `beforeAll`.
 * @returns the client's API, once the client has ended well
 */
export async function startClients(
  runs: ReadonlyMap<string, ClientRun>,
  fates: readonly Fate[] = troubles,
): Promise<(name: string) => Promise<Front>> {
  const fronts = new Map<string, Front>();
  for (const name of runs.keys()) fronts.set(name, await troubledApi(fates));
  const ended = new Map<string, Promise<Front>>();
  for (const [name, run] of runs) {
    const front = fronts.get(name);
    if (front === undefined) throw new Error(`${name} has no API`);
    const end = run(front).then(() => front);
    // Told by the test that waits for it.
    end.catch(() => undefined);
    ended.set(name, end);
  }
  return async (name) => {
    const end = ended.get(name);
    if (end === undefined) throw new Error(`${name} was not started`);
    return end;
  };
}
