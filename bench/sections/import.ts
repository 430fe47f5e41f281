import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { apiClient } from "../../replay/api-client.ts";
import { figure } from "../figures.ts";
import { memoryOf } from "../processes.ts";
import type { BenchSection } from "../section.ts";
import type { Servers } from "../servers.ts";

const megabyte = 1_048_576;
const host = "127.0.0.1";

interface Import {
  state: string;
  rows: number;
  made: number;
}

/** A file of contacts behind a link, taken by a worker: first all are new, then all are there already. */
export const section: BenchSection = {
  name: "import",
  title: "Importing contacts from a CSV file",
  needs: "nothing",
  async run(start, { isQuick }) {
    const rows = isQuick ? 5_000 : 100_000;
    const file = createServer((_request, response) => void response.end(csvOf(rows)));
    file.listen(0, host);
    await once(file, "listening");
    const address = `${host}:${(file.address() as AddressInfo).port}`;
    const link = `http://${address}/contacts.csv`;
    try {
      const servers = await start({ WEBHOOK_ALLOW_PRIVATE_HOSTS: address });
      const idle = memoryOf(servers.processes().worker).resident / megabyte;
      const fresh = await importFrom(servers, link, rows);
      const again = await importFrom(servers, link, rows);
      if (fresh.made !== rows || again.made !== 0) throw new Error("not every row was taken once");
      const before = figure({ name: "worker's memory before", unit: "MB", values: [idle] });
      const made = figure({
        name: "all new",
        unit: "s",
        values: [fresh.seconds],
        mark: { atMost: 60, of: "value" },
      });
      return {
        title: `${this.title}, ${rows} rows`,
        figures: [
          made,
          figure({ name: "all known", unit: "s", values: [again.seconds], baseline: made }),
          before,
          figure({
            name: "worker's memory, at most",
            unit: "MB",
            values: [Math.max(fresh.memory, again.memory)],
            baseline: before,
          }),
        ],
      };
    } finally {
      file.close();
    }
  },
};

/** @returns how long it took, and the most memory that the worker had meanwhile */
async function importFrom(
  servers: Servers,
  link: string,
  rows: number,
): Promise<{ seconds: number; memory: number; made: number }> {
  const api = apiClient(servers.url, servers.key);
  const began = performance.now();
  const { id } = (await api.post("/contact-imports", { link })) as { id: string };
  let memory = 0;
  for (;;) {
    await sleep(200);
    memory = Math.max(memory, memoryOf(servers.processes().worker).resident / megabyte);
    const [one] = await servers.db.query<Import>(
      "select state, rows, made from contact_imports where id = $1",
      [id],
    );
    if (one?.state === "failed") throw new Error("the import has failed");
    if (one?.state !== "done") continue;
    if (one.rows !== rows) throw new Error(`${one.rows} of ${rows} rows were read`);
    return { seconds: (performance.now() - began) / 1_000, memory, made: one.made };
  }
}

function csvOf(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `ada${n}@bench.example,Ada ${n},Lovelace,customer-${n},gold,${n % 97}`,
  );
  return ["email,firstName,lastName,contactId,tier,visits", ...lines].join("\n");
}
