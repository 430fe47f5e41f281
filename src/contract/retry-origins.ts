/** Where a failed run goes on. */
export const retryOrigins = ["failedBlock", "start"] as const;
export type RetryOrigin = (typeof retryOrigins)[number];
