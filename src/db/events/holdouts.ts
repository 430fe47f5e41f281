import type { HeldBy } from "../../domain/holdout.ts";
import { anyLength } from "../core/any-length.ts";
import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** A start that did not happen because its contact was held out. */
export interface HeldOutStart {
  id: string;
  /** The id in Temporal that the run would have had. */
  insteadOf: string;
  workflowId: string;
  versionId: string;
  /** Null: a block of another workflow would have started it. */
  bindingId: string | null;
  eventId: string;
  contactId: string;
  heldBy: HeldBy;
}

const holdoutInsert = bulkInsert<HeldOutStart>(
  "holdouts",
  {
    id: ["uuid", (start) => start.id],
    instead_of: ["text", (start) => start.insteadOf],
    workflow_id: ["uuid", (start) => start.workflowId],
    version_id: ["uuid", (start) => start.versionId],
    binding_id: ["uuid", (start) => start.bindingId],
    event_id: ["uuid", (start) => start.eventId],
    contact_id: ["uuid", (start) => start.contactId],
    held_by: ["text", (start) => start.heldBy],
  },
  { first: 2, fixed: { at: "$1::timestamptz" } },
);

/** Keeps when runs would have started; one that is kept already stays as it is. */
export async function insertHoldouts(
  sql: Sql,
  at: Date,
  starts: readonly HeldOutStart[],
): Promise<void> {
  if (starts.length === 0) return;
  await sql.query(
    {
      name: "insert-holdouts",
      text: `${holdoutInsert.text} on conflict (instead_of) do nothing`,
    },
    [at, ...holdoutInsert.values(starts)],
  );
}

/** As whom contacts are drawn that others were merged into; the rest are missing from the answer. */
export async function drawnAsOthers(
  sql: Sql,
  contactIds: readonly string[],
): Promise<Map<string, string>> {
  if (contactIds.length === 0) return new Map();
  const rows = await sql.query<{ id: string; drawnAs: string | null }>(
    {
      name: "drawn-as-others",
      text: `select id, drawn_as as "drawnAs" from contacts
              where id = any(${anyLength("$1", "uuid")}) and drawn_as is not null`,
    },
    [contactIds],
  );
  return new Map(rows.flatMap(({ id, drawnAs }) => (drawnAs === null ? [] : [[id, drawnAs]])));
}
