import { apiProcess } from "../api-process.ts";
import { startChild } from "../child.ts";
import { makeContacts } from "../contacts.ts";
import type { Mark } from "../figures.ts";
import { figure } from "../figures.ts";
import type { HttpFigures, HttpTarget } from "../http.ts";
import { eventLists, singleEvents } from "../http.ts";
import { column, readInRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { makeOnce } from "../workflows.ts";

const bareBusy = "a route that parses the body and answers, 64 connections";
const busy = "single events, 64 connections";
const bareCalm = "a route that parses the body and answers, 4 connections";
const calm = "single events, 4 connections";
const alone = "single events, 1 connection";
const flooded = "the same, while lists come at 70 % of what is taken";

/** Single suppressed events over HTTP, beside what Node and Express do by themselves. */
export const section: BenchSection = {
  name: "http",
  title: "Suppressed events over HTTP",
  async run(servers, { contacts, milliseconds, rounds }) {
    await makeOnce(servers.apart.db);
    await makeContacts(servers.apart.db, contacts);
    const api = await apiProcess(servers.apart.url, servers.key);
    const parsing = await startChild("bench/parsing-server.ts");
    const target: HttpTarget = { url: api.url, key: servers.key, contacts };
    const bare: HttpTarget = { ...target, url: String(parsing.ready) };
    try {
      await singleEvents(target, 64, 1_000);
      const { perSecond: most } = await eventLists(target, milliseconds);
      const single = (of: HttpTarget, connections: number) => () =>
        singleEvents(of, connections, milliseconds);
      const readings = await readInRounds<HttpFigures>(
        [
          { name: bareBusy, run: single(bare, 64) },
          { name: busy, run: single(target, 64) },
          { name: bareCalm, run: single(bare, 4) },
          { name: calm, run: single(target, 4) },
          { name: alone, run: single(target, 1) },
          { name: flooded, run: () => underFlood(target, most * 0.7, single(target, 1)) },
        ],
        rounds,
      );
      const compared =
        (unit: string, key: keyof HttpFigures) => (name: string, to: string, mark?: Mark) => {
          const values = (of: string) => column(readings, of, key);
          const baseline = figure({ name: to, unit, values: values(to) });
          return [baseline, figure({ name, unit, values: values(name), baseline, mark })];
        };
      const rate = compared("requests/s", "perSecond");
      const p50 = compared("ms", "p50");
      const p99 = compared("ms", "p99");
      return [
        {
          title: this.title,
          figures: [...rate(busy, bareBusy, { atLeast: 0.85 }), ...rate(calm, bareCalm)],
        },
        {
          title: "How long the answer takes, median",
          figures: [...p50(busy, bareBusy), ...p50(calm, bareCalm), ...p50(flooded, alone)],
        },
        {
          title: "How long the answer takes, p99",
          figures: [
            ...p99(busy, bareBusy, { atMost: 1.3 }),
            ...p99(calm, bareCalm),
            ...p99(flooded, alone, { atMost: 3 }),
          ],
        },
      ];
    } finally {
      await parsing.stop();
      await api.stop();
    }
  },
};

async function underFlood(
  target: HttpTarget,
  perSecond: number,
  measure: () => Promise<HttpFigures>,
): Promise<HttpFigures> {
  let isOver = false;
  const flood = (async () => {
    while (!isOver) await eventLists(target, 1_000, Math.max(1, Math.round(perSecond)));
  })();
  try {
    return await measure();
  } finally {
    isOver = true;
    await flood;
  }
}
