import type { Sql } from "../db/core/database.ts";
import { drawnAsOthers } from "../db/events/holdouts.ts";
import type { NamedDraw } from "../domain/holdout.ts";
import { isDrawn } from "../domain/holdout.ts";
import type { Candidate, Evaluated } from "./evaluate.ts";
import type { KnownEvent } from "./known-event.ts";

/** Who holds the contact of a start out, and by which draw. @returns null: nobody does */
export type FindHeldOut = (candidate: Candidate, known: KnownEvent) => NamedDraw | null;

/** Reads what the draws of a batch's starts need: nothing where no workflow of it holds anybody out. */
export async function readHeldOut(sql: Sql, evaluated: readonly Evaluated[]): Promise<FindHeldOut> {
  const drawn = evaluated.flatMap(({ known, verdict }) =>
    "candidate" in verdict && drawsOf(verdict.candidate, known).length > 0
      ? [verdict.candidate.contactId]
      : [],
  );
  const drawnAs = await drawnAsOthers(sql, [...new Set(drawn)]);
  return (candidate, known) => {
    const { contactId } = candidate;
    const as = drawnAs.get(contactId) ?? contactId;
    return drawsOf(candidate, known).find(({ draw }) => isDrawn(draw, as)) ?? null;
  };
}

function drawsOf({ binding }: Candidate, { controlGroup }: KnownEvent): NamedDraw[] {
  const draws: NamedDraw[] = [];
  if (binding.holdout !== null) draws.push({ heldBy: "workflow", draw: binding.holdout });
  if (binding.obeysWorkspace && controlGroup !== null) {
    draws.push({ heldBy: "workspace", draw: controlGroup });
  }
  return draws;
}
