import { apiClient } from "../../replay/api-client.ts";
import { launches } from "../launches.ts";
import { inFlight, rawTemporal } from "../raw-temporal.ts";
import { inRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { makeLaunching } from "../workflows.ts";

const burst = 200;

/** Runs a second through the whole path, beside what Temporal does by itself. */
export const section: BenchSection = {
  name: "launches",
  title: "Launches",
  async run(servers, { rounds, runs }) {
    await makeLaunching(servers.db);
    const raw = await rawTemporal(servers.temporalAddress);
    const path = launches(apiClient(servers.url, servers.key), servers.db);
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
