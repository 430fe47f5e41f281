/** Seconds: from what Postgres alone takes to what a slow mail server or a large segment takes. */
export const longBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Seconds: of what answers within a request. */
export const shortBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** How a histogram of seconds is divided. */
export const divided = (buckets: number[]) => ({ advice: { explicitBucketBoundaries: buckets } });
