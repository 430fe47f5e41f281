import { beforeAll, describe, test } from "vitest";
import type { Front } from "./front.ts";
import { pythonClients, whyNoPython } from "./python-clients.ts";
import type { ClientRun } from "./run-client.ts";
import { startClients } from "./troubled-clients.ts";

export interface FormatClients {
  node: ReadonlyMap<string, ClientRun>;
  python: ReadonlyMap<string, ClientRun>;
  /** Those that repeat nothing by themselves: their API answers well. */
  untroubled?: ReadonlyMap<string, ClientRun>;
}

const promise = "lost answers, 429, 503 and a restart lose and double nothing";

/** The runs of a script of clients, by the client's name. */
export function runsOf(
  names: readonly string[],
  run: (name: string) => ClientRun,
): Map<string, ClientRun> {
  return new Map(names.map((name) => [name, run(name)]));
}

/**
 * Declares a test for each client of a format, each with an API of its own whose answers go wrong:
 * whatever happens on the way, `expectAllOnce` finds there all that the client sent.
 * @returns the API of a client whose answers did not go wrong, once the client has ended
 */
export function testClients(
  { node, python, untroubled = new Map() }: FormatClients,
  expectAllOnce: (front: Front, client: string) => Promise<void>,
): (client: string) => Promise<Front> {
  const noPython = whyNoPython();
  let ended: (name: string) => Promise<Front>;
  let withoutTrouble: (name: string) => Promise<Front>;
  beforeAll(async () => {
    if (noPython === null) pythonClients();
    ended = await startClients(new Map([...node, ...(noPython === null ? python : [])]));
    withoutTrouble = await startClients(untroubled, []);
  });
  const expectEnded = async (name: string) => expectAllOnce(await ended(name), name);

  describe(`Node.js: ${promise}`, () => {
    test.each([...node.keys()])("%s", expectEnded);
  });
  describe.skipIf(noPython !== null)(`Python: ${promise} ${noPython ?? ""}`, () => {
    test.each([...python.keys()])("%s", expectEnded);
  });
  return (client) => withoutTrouble(client);
}
