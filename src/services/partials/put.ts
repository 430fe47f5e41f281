import type { PartialBody } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/database.ts";
import type { PartialRow } from "../../db/partials.ts";
import { putPartial as putRow } from "../../db/partials.ts";
import { templateProblem } from "../../domain/template.ts";

/**
 * Makes a partial, or gives it another content. Published versions keep the one they were published
 * with.
 * @throws AppError `invalid` for faulty Liquid
 */
export async function putPartial(sql: Sql, name: string, body: PartialBody): Promise<PartialRow> {
  const faults = (["html", "text"] as const).flatMap((path) => {
    const message = templateProblem(body[path] ?? "");
    return message === null ? [] : [{ path, message }];
  });
  if (faults.length > 0) throw new AppError("invalid", "the body has faults", { faults });
  return putRow(sql, name, body);
}
