import { workflowsNamed } from "../../db/workflows/campaign-rows.ts";
import { workflowById } from "../../db/workflows/workflow-rows.ts";
import type { ServiceContext } from "../context.ts";

/** Workflows that others name, as one file has them. */
export interface Companions {
  /**
   * The name by which a file speaks of a workflow, and what its reader has to see to.
   * @param said what names it, up to the workflow: `Block "go" starts`
   */
  named(id: string, said: string): Promise<{ name?: string; warnings: string[] }>;
}

/** @param along the ids of those that go into the same file; `from` is the one that is exported */
export function companionsOf(
  { sql }: ServiceContext,
  from: string,
  along: ReadonlySet<string>,
): Companions {
  return {
    async named(id, said) {
      const name = (await workflowById(sql, id))?.name;
      if (name === undefined) {
        return { warnings: [`${said} a workflow that is gone: choose one there.`] };
      }
      const called = await workflowsNamed(sql, [name]);
      if (along.has(id) && called.filter((one) => along.has(one.id)).length === 1) {
        return { name, warnings: [] };
      }
      const live = called.filter(({ isArchived }) => !isArchived);
      if (live.length > 1) {
        return {
          name,
          warnings: [
            `${said} the workflow "${name}", and ${live.length} are called so: give each its own name, and export again.`,
          ],
        };
      }
      return {
        name,
        warnings: [
          `${said} the workflow "${name}", which is not in this file: have it there before this is loaded, or export both to one file (campanile export "${from}" "${name}").`,
        ],
      };
    },
  };
}
