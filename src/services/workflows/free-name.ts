import { workflowIdByName } from "../../db/workflows/campaign-rows.ts";
import type { Sql } from "../../db/core/database.ts";

const maxLength = 200;

/** A name for a copy that no workflow has: `Welcome (2)`, `Welcome (3)`, … */
export async function freeName(sql: Sql, name: string): Promise<string> {
  const [, stem = name] = /^(.*) \(\d+\)$/.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const end = ` (${number})`;
    const free = `${stem.slice(0, maxLength - end.length)}${end}`;
    if ((await workflowIdByName(sql, free)) === undefined) return free;
  }
}
