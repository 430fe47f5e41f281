const looksAgainMs = 24 * 3_600_000;

/**
 * When what waits for a pause to end looks by itself. Whoever resumes a run, or a channel, tells what
 * waits for it: this is for a word that got lost.
 */
export const looksAgainAt = (now: Date): Date => new Date(now.getTime() + looksAgainMs);
