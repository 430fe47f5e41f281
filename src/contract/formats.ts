/** The wire formats of others that the API speaks beside its own; the setting FORMATS names which. */
export const formatNames = [
  "reteno",
  "segment",
  "customerio",
  "posthog",
  "dittofeed",
  "cloudevents",
] as const;
export type FormatName = (typeof formatNames)[number];
