import { apiClient } from "../../replay/api-client.ts";
import { figure, quantile } from "../figures.ts";
import { mailLatencies } from "../mail-latency.ts";
import type { BenchSection } from "../section.ts";
import { makeMailing } from "../workflows.ts";

/** From an event's answer to its mail in the inbox, with nothing else to do. */
export const section: BenchSection = {
  name: "mail",
  title: "From accepted event to received mail",
  async run(servers, { isQuick }) {
    await makeMailing(servers.db);
    const api = apiClient(servers.url, servers.key);
    await mailLatencies(api, servers.db, 3);
    const mails = isQuick ? 10 : 60;
    const values = await mailLatencies(api, servers.db, mails);
    const at = (name: string, share: number) =>
      figure({ name, unit: "ms", values: [quantile(values, share)] });
    return {
      title: `From accepted event to received mail (${mails} events, two a second)`,
      figures: [at("p50", 0.5), at("p99", 0.99)],
    };
  },
};
