import { reasonOf } from "../../platform/reason.ts";
import type { Subject } from "./subjects.ts";

/** One line of the doctor's report. */
export interface Finding {
  what: Subject;
  ok: boolean;
  /** Works, but may not be what is meant. */
  doubtful?: boolean;
  /** How it is, or what is wrong and what to do. */
  says: string;
}

/** Asks how something is: the answer is good news, a failure goes on with what to do about it. */
export async function find(
  what: Subject,
  ask: () => Promise<string>,
  remedy?: string | ((error: unknown) => string),
): Promise<Finding> {
  try {
    return { what, ok: true, says: await ask() };
  } catch (error) {
    const says = reasonOf(error);
    const help = typeof remedy === "function" ? remedy(error) : remedy;
    return { what, ok: false, says: help === undefined ? says : `${says}: ${help}` };
  }
}
