import type { z } from "zod";
import type {
  NewSuppressionGiven,
  suppressionImport,
  suppressionsImported,
} from "../../contract/api/suppressions.ts";
import { insertSuppressions } from "../../db/messages/suppressions.ts";
import { splitRows } from "../../domain/split-rows.ts";
import type { SuppressionReason } from "../../domain/suppression.ts";
import { suppressionReasons } from "../../domain/suppression.ts";
import type { ServiceContext } from "../context.ts";
import { addressFault } from "./channel-address.ts";
import { suppressionFrom } from "./suppressions.ts";

const together = 500;
const shownRefusals = 100;
const names = ["address", "email", "phone", "recipient"];

/** An entry of the list, or why it is none. */
interface Entry {
  position: number;
  given: NewSuppressionGiven | { fault: string };
}

/**
 * Suppresses a list of addresses. What is none is told by its place, and does not hold up the others;
 * done again, it changes nothing.
 */
export async function importSuppressions(
  context: ServiceContext,
  { channel, suppressions, csv }: z.output<typeof suppressionImport>,
): Promise<z.input<typeof suppressionsImported>> {
  const entries = csv === undefined ? (suppressions ?? []).map(entryOf) : entriesOf(csv);
  const refused: { position: number; reason: string }[] = [];
  const fine: NewSuppressionGiven[] = [];
  for (const { position, given } of entries) {
    const fault = "fault" in given ? given.fault : addressFault(channel, given.address);
    if (fault !== null) refused.push({ position, reason: fault });
    else if (!("fault" in given)) fine.push(given);
  }
  const added = await context.transaction(async ({ sql }) => {
    let count = 0;
    for (let from = 0; from < fine.length; from += together) {
      const part = fine.slice(from, from + together);
      const rows = part.map((given) => suppressionFrom(channel, given, context.now()));
      count += (await insertSuppressions(sql, rows)).length;
    }
    return count;
  });
  return {
    added,
    repeated: fine.length - added,
    refused: refused.slice(0, shownRefusals),
    refusedCount: refused.length,
  };
}

function entryOf(given: string | NewSuppressionGiven, index: number): Entry {
  const whole = typeof given === "string" ? { address: given, reason: "manual" as const } : given;
  return { position: index + 1, given: whole };
}

/** Rows of a CSV file; the first one may name the columns. */
function entriesOf(csv: string): Entry[] {
  const text = csv.replace(/^\uFEFF/, "");
  const [head = ""] = text.split(/[\r\n]/, 1);
  const delimiter = [";", "\t"].find((one) => head.includes(one) && !head.includes(",")) ?? ",";
  const { rows } = splitRows(text, delimiter, { line: 1, isSkipping: false }, true);
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const named = columnsOf(filled[0]?.cells ?? []);
  const columns = named ?? { address: 0, reason: -1, note: -1 };
  return filled.slice(named === null ? 0 : 1).map(({ line, cells, broken }): Entry => {
    const given = broken === null ? givenOf(cells, columns) : { fault: broken.reason };
    return { position: line, given };
  });
}

interface Columns {
  address: number;
  reason: number;
  note: number;
}

function columnsOf(cells: readonly string[]): Columns | null {
  const lower = cells.map((cell) => cell.trim().toLowerCase());
  const address = lower.findIndex((cell) => names.includes(cell));
  if (address === -1) return null;
  return { address, reason: lower.indexOf("reason"), note: lower.indexOf("note") };
}

function givenOf(cells: readonly string[], at: Columns): Entry["given"] {
  const address = cells[at.address]?.trim() ?? "";
  const reason = cells[at.reason]
    ?.trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  const note = cells[at.note]?.trim();
  if (reason !== undefined && reason !== "" && !isReason(reason)) {
    return { fault: `the reason must be one of ${suppressionReasons.join(", ")}` };
  }
  const given: NewSuppressionGiven = {
    address,
    reason: reason === undefined || reason === "" ? "manual" : reason,
  };
  return note === undefined || note === "" ? given : { ...given, note: note.slice(0, 2_000) };
}

function isReason(text: string): text is SuppressionReason {
  return suppressionReasons.some((reason) => reason === text);
}
