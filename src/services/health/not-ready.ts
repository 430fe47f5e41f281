/** Parts of what a campaign needs, and what of them can be wrong: for machines. */
export const notReadyCodes = [
  "postgres_unreachable",
  "postgres_not_answering",
  "postgres_starting_or_ending",
  "postgres_sign_in_refused",
  "postgres_no_database",
  "postgres_no_connection_left",
  "postgres_no_room",
  "postgres_failing",
  "temporal_unreachable",
  "temporal_not_answering",
  "temporal_not_let_in",
  "temporal_unknown_namespace",
  "worker_never_seen",
  "worker_silent",
  "worker_not_known",
  "schema_unknown",
  "log_not_written",
  "stopping",
] as const;

/** Why a part is not ready. Anybody may read it: no addresses, no names of users, no words of others. */
export interface NotReady {
  code: (typeof notReadyCodes)[number];
  /** What is wrong, and what to do. */
  reason: string;
}
