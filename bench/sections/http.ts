import { apiProcess } from "../api-process.ts";
import { makeContacts } from "../contacts.ts";
import { figure } from "../figures.ts";
import type { HttpFigures, HttpTarget } from "../http.ts";
import { bareAnswers, singleEvents } from "../http.ts";
import { column, readInRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { makeOnce } from "../workflows.ts";

const bare = "a route that only answers, 64 connections";
const busy = "single events, 64 connections";
const calm = "single events, 4 connections";

/** Single suppressed events over HTTP, beside what Node and Express do by themselves. */
export const section: BenchSection = {
  name: "http",
  title: "Suppressed events over HTTP",
  async run(servers, { contacts, milliseconds, rounds }) {
    await makeOnce(servers.apart.db);
    await makeContacts(servers.apart.db, contacts);
    const api = await apiProcess(servers.apart.url, servers.key);
    const target: HttpTarget = { url: api.url, key: servers.key, contacts };
    try {
      await singleEvents(target, 64, 1_000);
      const readings = await readInRounds<HttpFigures>(
        [
          { name: bare, run: () => bareAnswers(target, 64, milliseconds) },
          { name: busy, run: () => singleEvents(target, 64, milliseconds) },
          { name: calm, run: () => singleEvents(target, 4, milliseconds) },
        ],
        rounds,
      );
      const rate = (name: string) => ({
        name,
        unit: "requests/s",
        values: column(readings, name, "perSecond"),
      });
      const baseline = figure(rate(bare));
      const latency = (name: string, key: "p50" | "p99") =>
        figure({ name: `${name}, ${key}`, unit: "ms", values: column(readings, name, key) });
      return [
        {
          title: this.title,
          figures: [bare, busy, calm].map((name) => figure({ ...rate(name), baseline })),
        },
        {
          title: "How long a single event's answer takes",
          figures: [calm, busy].flatMap((name) => [latency(name, "p50"), latency(name, "p99")]),
        },
      ];
    } finally {
      await api.stop();
    }
  },
};
