import type { z } from "zod";
import type { source as sourceSchema } from "../../contract/api/sources.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { schemeOf } from "./scheme.ts";

/** A source without what nobody may see; with its token only where that was just made. */
export function presentSource(
  row: SourceRow,
  publicUrl: string,
  token?: string,
): z.input<typeof sourceSchema> {
  const { id, name, preset, signature, enabled, mapping, lastReceivedAt, createdAt, updatedAt } =
    row;
  return {
    id,
    name,
    preset,
    signature,
    enabled,
    lastReceivedAt,
    createdAt,
    updatedAt,
    mapping: { ...mapping, contact: { ...mapping.contact } },
    verification: schemeOf(row) === null ? "token" : "signature",
    address: `${publicUrl}/in/${id}${token === undefined ? "" : `/${token}`}`,
    hasSecret: row.secret !== null,
  };
}
