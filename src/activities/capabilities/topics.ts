import type { TopicsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { maxHops } from "../../domain/hops.ts";
import { sayWord } from "../../services/topics/say.ts";

export function topicsCapability(sql: Sql, run: RunRecord): TopicsCapability {
  const hops = Math.min(run.hops + 1, maxHops + 1);
  return {
    say: async (word) => {
      const origin = { source: "block", runId: run.id, hops } as const;
      return (await sayWord(sql, [run.contactId], word, origin)).length > 0;
    },
  };
}
