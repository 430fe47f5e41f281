import { apiClient } from "../../replay/api-client.ts";
import { launches } from "../launches.ts";
import { inFlight, rawTemporal } from "../raw-temporal.ts";
import { inRounds } from "../rounds.ts";
import { runsOf } from "../runs-of.ts";
import type { BenchSection } from "../section.ts";
import { makeLaunching, makeStarting } from "../workflows.ts";

const burst = 200;

/** Runs a second through the whole path, beside what Temporal does by itself. */
export const section: BenchSection = {
  name: "launches",
  title: "Launches",
  async run(servers, { rounds, runs }) {
    await makeLaunching(servers.db);
    await makeStarting(servers.db);
    const api = apiClient(servers.url, servers.key);
    const starts = runsOf(api, servers.db, "benchStart");
    const raw = await rawTemporal(servers.temporalAddress);
    const path = launches(api, servers.db);
    try {
      // Once before it counts: connections, prepared statements, compiled code.
      await path.perSecond(inFlight, inFlight);
      await raw.eagerRuns(inFlight);
      const unit = "runs/s";
      const figures = await inRounds(
        [
          { name: "raw: empty runs, eager, with a worker", unit, run: () => raw.eagerRuns(runs) },
          { name: "raw: StartWorkflow, no worker", unit: "starts/s", run: () => raw.starts(runs) },
          {
            name: `accepted to started, ${runs} at once, runs without a block`,
            unit: "starts/s",
            mark: { atLeast: 0.95 },
            run: async () => {
              const began = performance.now();
              await starts.send(runs);
              await starts.until("started");
              return (runs * 1_000) / (performance.now() - began);
            },
          },
          {
            name: `event to completed run, ${inFlight} in flight`,
            unit,
            run: () => path.perSecond(runs, inFlight),
          },
          {
            name: `event to completed run, ${burst} in flight`,
            unit,
            run: () => path.perSecond(runs, burst),
          },
        ],
        rounds,
      );
      return { title: this.title, figures };
    } finally {
      await path.close();
      await raw.close();
    }
  },
};
