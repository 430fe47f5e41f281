import { apiClient } from "../../replay/api-client.ts";
import { figure } from "../figures.ts";
import { overload } from "../overload.ts";
import type { BenchSection } from "../section.ts";
import { makeMailing } from "../workflows.ts";

/** More than it can carry. */
export const section: BenchSection = {
  name: "overload",
  title: "More than it can carry, with mails",
  async run(servers, { isQuick }) {
    await makeMailing(servers.db);
    // For how long it is sent what it can carry, then twice as much; and what then lies there at once.
    const [seconds, backlog] = isQuick ? [10, 300] : [120, 10_000];
    const api = apiClient(servers.url, servers.key);
    const seen = await overload(api, servers.db, { seconds, backlog });
    const unit = "runs/s";
    const steady = figure({ name: "as many as it can carry", unit, values: [seen.steady] });
    const row = (name: string, value: number) =>
      figure({ name, unit, values: [value], baseline: steady });
    const opening = { name: "open first tasks, at most", unit: "runs", values: [seen.maxOpening] };
    return {
      title: this.title,
      figures: [
        row(steady.name, seen.steady),
        row(`twice as many for ${seconds} s, slowest 20 s`, seen.flooded),
        row("when the flood has ended", seen.drained),
        row(`a backlog of ${backlog}`, seen.backlogDrained),
        figure(opening),
      ],
    };
  },
};
