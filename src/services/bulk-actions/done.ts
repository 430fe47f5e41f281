/** What a page has come to. */
export interface Done {
  changed: number;
  /** Runs that were left as they were, or events that started nothing, by why. */
  skipped: Record<string, number>;
}

export function skip({ skipped }: Pick<Done, "skipped">, why: string, count = 1): void {
  if (count > 0) skipped[why] = (skipped[why] ?? 0) + count;
}
