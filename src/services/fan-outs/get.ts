import type { ServiceContext } from "../context.ts";
import type { FanOutAnswer } from "../../contract/api/fan-out.ts";
import { AppError } from "../../contract/errors.ts";
import { fanOutById } from "../../db/queue/fan-outs.ts";
import { presentFanOut } from "./present.ts";

/** @throws AppError `not_found` */
export async function getFanOut(context: ServiceContext, id: string): Promise<FanOutAnswer> {
  const row = await fanOutById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no fan-out ${id}`);
  return presentFanOut(row);
}
