/** One line of the doctor's report. */
export interface Finding {
  what: string;
  ok: boolean;
  /** How it is, or what is wrong and what to do. */
  says: string;
}

/** Asks how something is: the answer is good news, a failure goes on with what to do about it. */
export async function find(
  what: string,
  ask: () => Promise<string>,
  remedy?: string,
): Promise<Finding> {
  try {
    return { what, ok: true, says: await ask() };
  } catch (error) {
    const says = reasonOf(error);
    return { what, ok: false, says: remedy === undefined ? says : `${says}: ${remedy}` };
  }
}

/** Node reports a name with several addresses as one error per address, and none of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
