import { apiClient } from "../../replay/api-client.ts";
import { launches } from "../launches.ts";
import { inFlight, rawTemporal } from "../raw-temporal.ts";
import { inRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { makeMailing } from "../workflows.ts";

/** E-mails a second through the whole path. */
export const section: BenchSection = {
  name: "mail-rate",
  title: "E-mails through the whole path",
  async run(servers, { rounds, runs }) {
    await makeMailing(servers.db);
    const raw = await rawTemporal(servers.temporalAddress);
    const path = launches(apiClient(servers.url, servers.key), servers.db, "benchMail");
    try {
      await path.perSecond(inFlight, inFlight);
      await raw.eagerRuns(inFlight);
      const figures = await inRounds(
        [
          {
            name: "raw: empty runs, eager, with a worker",
            unit: "runs/s",
            run: () => raw.eagerRuns(runs),
          },
          {
            name: `event to e-mail sent, ${inFlight} in flight`,
            unit: "mails/s",
            run: () => path.perSecond(runs, inFlight),
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
