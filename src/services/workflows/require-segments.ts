import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { lockSegmentByName } from "../../db/contacts/segments-by-name.ts";
import type { StopRule } from "../../domain/stop-rule.ts";

/**
 * The segments that stop rules name must exist: nobody is in one that doesn't, and a rule about
 * leaving it would end every run. Named, they can't be renamed or deleted.
 * @throws AppError `invalid`
 */
export async function requireSegments(
  context: ServiceContext,
  rules: readonly StopRule[],
): Promise<void> {
  for (const [index, rule] of rules.entries()) {
    if (
      rule.kind !== "segment" ||
      (await lockSegmentByName(context.sql, rule.segment)) !== undefined
    )
      continue;
    throw new AppError("invalid", `there is no segment "${rule.segment}"`, {
      faults: [{ path: `stopRules[${index}].segment`, message: "must be the name of a segment" }],
    });
  }
}
