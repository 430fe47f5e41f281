/**
 * A log, one JSON object a line.
 * @throws Error with the line that is none
 */
export function entriesOf(log: string): Record<string, unknown>[] {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      try {
        return JSON.parse(line) as Record<string, unknown>;
      } catch (error) {
        throw new Error(`not JSON: ${line.slice(0, 300)}`, { cause: error });
      }
    });
}
