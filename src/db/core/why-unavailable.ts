/** What is wrong with Postgres, as far as an error tells. */
export type Unavailability =
  | "unreachable"
  | "not_answering"
  | "starting_or_ending"
  | "sign_in_refused"
  | "no_database"
  | "no_connection_left"
  | "no_room"
  | "failing";

const byCode: Readonly<Record<string, Unavailability>> = {
  ECONNREFUSED: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOENT: "unreachable",
  ECONNRESET: "unreachable",
  EPIPE: "unreachable",
  ETIMEDOUT: "not_answering",
  "57P01": "starting_or_ending",
  "57P02": "starting_or_ending",
  "57P03": "starting_or_ending",
  "28P01": "sign_in_refused",
  "28000": "sign_in_refused",
  "3D000": "no_database",
  "53300": "no_connection_left",
  "53100": "no_room",
  "53200": "no_room",
};

export function whyUnavailable(error: unknown): Unavailability {
  // Of a name that leads to several addresses, each of which was tried.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return "failing";
  const { code } = first as { code?: unknown };
  const known = typeof code === "string" ? byCode[code] : undefined;
  if (known !== undefined) return known;
  if (first.message.includes("timeout exceeded when trying to connect")) return "not_answering";
  return first.message.includes("Connection terminated") ? "unreachable" : "failing";
}
