import { AppError } from "../contract/errors.ts";

/** What others' content may cost. A mail's rendering takes 2 to 20 ms; these are for the rest. */
export const limits = {
  /** Longer than this, a job leaves the lane of the ordinary ones. */
  quickMs: 500,
  /** Then it is ended together with its thread. */
  slowMs: 4_000,
  /** Of a thread's heap. */
  memoryMb: 256,
  /** Of elements in one another. Browsers draw 512 levels, mail programs far less. */
  elements: 256,
  /** Characters that one rendering may give. */
  output: 2_000_000,
} as const;

export type Limit = "time" | "memory" | "nesting" | "size";

/** Content that costs more than content may. It would at every repetition: nobody tries it again. */
export class LimitExceeded extends AppError {
  readonly limit: Limit;

  /** @param place what was worked on: a JSON path below the content, or words */
  constructor(limit: Limit, message: string, place: string) {
    const where = place === "" ? message : `${place}: ${message}`;
    super("unprocessable", where, {
      details: { limit },
      ...(place !== "" && { faults: [{ path: place, message }] }),
    });
    this.name = "LimitExceeded";
    this.limit = limit;
  }
}

const seconds = limits.slowMs / 1_000;

export const limitMessage = {
  time: `takes longer than ${seconds} seconds to process`,
  memory: `needs more than ${limits.memoryMb} MB to process`,
  size: `comes to more than ${limits.output} characters`,
  recursion: "is nested too deep to be read",
} as const;
