import type { ServiceContext } from "../context.ts";
import type { BindingAnswer } from "../../contract/api/binding.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingById } from "../../db/workflows/binding-rows.ts";
import { presentBinding } from "./present.ts";

export async function getBinding(context: ServiceContext, id: string): Promise<BindingAnswer> {
  const row = await bindingById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no binding ${id}`);
  return presentBinding(row);
}
