import type { ServiceContext } from "../context.ts";
import { workflowIdByName } from "../../db/workflows/campaign-rows.ts";
const maxLength = 200;

/** A name for a copy that no workflow has: `Welcome (2)`, `Welcome (3)`, … */
export async function freeName(context: ServiceContext, name: string): Promise<string> {
  const [, stem = name] = /^(.*) \(\d+\)$/.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const end = ` (${number})`;
    const free = `${stem.slice(0, maxLength - end.length)}${end}`;
    if ((await workflowIdByName(context.sql, free)) === undefined) return free;
  }
}
