/**
 * Two requests within this many seconds are one click too many: the second of a pair must not do to
 * the next wait, or the next failure, what was meant for the one before.
 */
export const sameClickSeconds = 2;
