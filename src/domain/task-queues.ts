/** Runs and their Postgres-only blocks. */
export const runTaskQueue = "campanile";
/** E-mail, with a rate and a concurrency of its own. */
export const emailTaskQueue = "campanile-email";
