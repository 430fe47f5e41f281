import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { apiClient } from "../../replay/api-client.ts";
import { figure } from "../figures.ts";
import { liveHeapOf } from "../live-heap.ts";
import { memoryOf } from "../processes.ts";
import type { BenchSection } from "../section.ts";
import type { Servers } from "../servers.ts";

const megabyte = 1_048_576;
const host = "127.0.0.1";
const aMinute = { atMost: 60, of: "value" } as const;

interface Import {
  state: string;
  rows: number;
  made: number;
}

/**
 * Files of contacts behind links, taken by one worker: each larger than the one before, then one once
 * more, and one of other contacts with an event for each row.
 */
export const section: BenchSection = {
  name: "import",
  title: "Importing contacts from CSV files",
  needs: "nothing",
  async run(start, { isQuick }) {
    const sizes = isQuick ? [1_000, 5_000] : [5_000, 100_000, 300_000];
    const middle = sizes.at(-2) ?? 0;
    const file = createServer((request, response) => {
      const [, name = "", rows] = (request.url ?? "").split("/");
      response.end(csvOf(name, Number(rows)));
    });
    file.listen(0, host);
    await once(file, "listening");
    const address = `${host}:${(file.address() as AddressInfo).port}`;
    const link = (rows: number, name = "contacts"): string => `http://${address}/${name}/${rows}`;
    const liveHeap = liveHeapOf();
    try {
      const servers = await start({ WEBHOOK_ALLOW_PRIVATE_HOSTS: address });
      const worker = (): number => servers.processes()["worker"] ?? -1;
      const idle = memoryOf(worker()).resident / megabyte;
      const figures = [figure({ name: "worker's memory before", unit: "MB", values: [idle] })];
      for (const rows of sizes) {
        const { made, seconds, memory } = await importFrom(servers, link(rows), rows);
        if (made !== rows) throw new Error("not every row was taken once");
        const heap = (await liveHeap(worker())) / megabyte;
        const mark = rows === middle ? aMinute : undefined;
        const few = figures.find(({ name }) => name.endsWith("memory, at most"));
        figures.push(
          figure({
            name: `${rows} rows, all new`,
            unit: "s",
            values: [seconds],
            ...(mark && { mark }),
          }),
          figure({
            name: `${rows} rows: worker's memory, at most`,
            unit: "MB",
            values: [memory],
            ...(few && { baseline: few }),
          }),
          figure({ name: `${rows} rows: alive in its heap after`, unit: "MB", values: [heap] }),
        );
      }
      const again = await importFrom(servers, link(middle), middle);
      if (again.made !== 0) throw new Error("a row was taken twice");
      const told = await importFrom(servers, link(middle, "told"), middle, { events: "both" });
      if (told.made !== middle) throw new Error("not every row was taken once");
      const events = await importedEvents(servers);
      if (events !== middle) throw new Error(`${middle} rows have ${events} events`);
      const left = (await liveHeap(worker())) / megabyte;
      figures.push(
        figure({ name: `${middle} rows, all known`, unit: "s", values: [again.seconds] }),
        figure({
          name: `${middle} rows, all new, with an event each`,
          unit: "s",
          values: [told.seconds],
          mark: aMinute,
        }),
        figure({ name: "alive in its heap at the end", unit: "MB", values: [left] }),
      );
      return { title: this.title, figures };
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
  options: object = {},
): Promise<{ seconds: number; memory: number; made: number }> {
  const api = apiClient(servers.url, servers.key);
  const began = performance.now();
  const { id } = (await api.post("/contact-imports", { link, ...options })) as { id: string };
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

/** Events that tell of imported contacts. */
async function importedEvents({ db }: Servers): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*) as count from events e
       join event_types t on t.id = e.type_id where t.key = 'contactImported'`,
  );
  return row?.count ?? 0;
}

/** Others' contacts by each name and length. */
function csvOf(name: string, rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `ada${n}@${name}${rows}.example,Ada ${n},Lovelace,${name}${rows}-${n},gold,${n % 97}`,
  );
  return ["email,firstName,lastName,contactId,tier,visits", ...lines].join("\n");
}
