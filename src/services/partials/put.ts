import type { ServiceContext } from "../context.ts";
import type { PartialBody } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import type { PartialRow } from "../../db/messages/partials.ts";
import { putPartial as putRow } from "../../db/messages/partials.ts";

/**
 * Makes a partial, or gives it another content. Published versions keep the one they were published
 * with.
 * @throws AppError `invalid` for faulty Liquid
 */
export async function putPartial(
  context: ServiceContext,
  name: string,
  body: PartialBody,
): Promise<PartialRow> {
  const parts = ["html", "text"] as const;
  const templates = parts.map((part) => body[part] ?? "");
  const problems = await context.renderer.run("templateProblems", { templates });
  const faults = parts.flatMap((path, index) => {
    const message = problems[index] ?? null;
    return message === null ? [] : [{ path, message }];
  });
  if (faults.length > 0) throw new AppError("invalid", "the body has faults", { faults });
  return putRow(context.sql, name, body);
}
