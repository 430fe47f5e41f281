import { AppError } from "../../contract/errors.ts";

/** What a page has come to. */
export interface Done {
  changed: number;
  /** Runs that were left as they were, or events that started nothing, by why. */
  skipped: Record<string, number>;
}

export function skip({ skipped }: Pick<Done, "skipped">, why: string, count = 1): void {
  if (count > 0) skipped[why] = (skipped[why] ?? 0) + count;
}

/** Ends an action that can't go on, whoever tries it again. Its message says why, in words. */
export class CantGoOn extends AppError {
  constructor(message: string) {
    super("conflict", message);
  }
}
