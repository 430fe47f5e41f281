import type { Placement } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { planOfVersion } from "../../db/runs/run-moves.ts";
import type { ServiceContext } from "../context.ts";

/** The version has the blocks that people are moved to. @throws AppError `invalid` */
export async function requireTargets(
  { sql }: ServiceContext,
  version: { id: string; number: number },
  places: Readonly<Record<string, Placement>>,
): Promise<void> {
  const plan = await planOfVersion(sql, version.id);
  for (const [from, placement] of Object.entries(places)) {
    if (placement.do !== "move" || plan?.blocks[placement.to] !== undefined) continue;
    const { number } = version;
    throw invalid(`places.${from}.to`, `version ${number} has no block "${placement.to}"`);
  }
}

export function invalid(path: string, message: string): AppError {
  return new AppError("invalid", "the bulk action has a fault", { faults: [{ path, message }] });
}
