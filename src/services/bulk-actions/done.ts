/** What a page has come to. */
export interface Done {
  changed: number;
  /** Runs that were left as they were, by why. */
  skipped: Record<string, number>;
}
