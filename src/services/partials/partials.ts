import type { Page } from "../../contract/api/page.ts";
import type { PartialBody } from "../../contract/api/template.ts";
import { AppError } from "../../contract/errors.ts";
import type { PartialRow } from "../../db/messages/partials.ts";
import {
  deletePartial as deleteRow,
  partialByName,
  partialsAbove,
  putPartial as putRow,
} from "../../db/messages/partials.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageByText } from "../pages.ts";

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

/** @throws AppError `not_found` */
export async function getPartial(context: ServiceContext, name: string): Promise<PartialRow> {
  const partial = await partialByName(context.sql, name);
  if (partial === undefined) throw noPartial(name);
  return partial;
}

/** Partials by name. */
export async function listPartials(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<PartialRow>> {
  const nameOf = ({ name }: PartialRow) => name;
  return pageByText(request, nameOf, (count, above) => partialsAbove(context.sql, count, above));
}

/**
 * Deletes a partial. Published versions have copies; what is published next and renders it is
 * refused.
 * @throws AppError `not_found`
 */
export async function deletePartial(context: ServiceContext, name: string): Promise<void> {
  if (!(await deleteRow(context.sql, name))) throw noPartial(name);
}

const noPartial = (name: string) => new AppError("not_found", `there is no partial "${name}"`);
