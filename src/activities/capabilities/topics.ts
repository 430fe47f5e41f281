import type { TopicsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { markContacts } from "../../db/segment-rules/rows.ts";
import { maxHops } from "../../domain/hops.ts";
import { sayWord } from "../../services/topics/say.ts";

export function topicsCapability(sql: Sql, run: RunRecord): TopicsCapability {
  const { contactId } = run;
  const hops = Math.min(run.hops + 1, maxHops + 1);
  return {
    say: async (word) => {
      const origin = { source: "block", runId: run.id, hops } as const;
      const changed = (await sayWord(sql, [contactId], word, origin)).length > 0;
      // Its hops are told with it, so that workflows that move people to and fro come to an end.
      const what = word.topic === null ? "contact" : "topics";
      if (changed) await markContacts(sql, [{ contactId, what, hops }]);
      return changed;
    },
  };
}
