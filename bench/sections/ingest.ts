import { createIngest } from "../../src/ingest/create.ts";
import { makeContacts } from "../contacts.ts";
import { rawInserts } from "../raw-inserts.ts";
import { inRounds } from "../rounds.ts";
import type { BenchSection } from "../section.ts";
import { suppressedBatches } from "../suppressed.ts";
import { makeOnce } from "../workflows.ts";

/** Suppressed events a second, beside what Postgres takes of rows as wide. */
export const section: BenchSection = {
  name: "ingest",
  title: "Suppressed events (once, 98 % and more suppressed)",
  async run(servers, sizes) {
    const { db } = servers.apart;
    await makeOnce(db);
    await makeContacts(db, sizes.contacts);
    const ingest = createIngest(db);
    try {
      const raw = await rawInserts(db, sizes.milliseconds);
      const figures = await inRounds([...raw, ...suppressedBatches(ingest, sizes)], sizes.rounds);
      return { title: this.title, figures };
    } finally {
      await ingest.close();
    }
  },
};
