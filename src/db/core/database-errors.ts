/** The connection went away while COMMIT was in progress: it may or may not have happened. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super("the connection was lost while committing", { cause });
    this.name = "CommitUnknown";
  }
}

const lostConnection = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // This process or machine has no descriptor left for a connection.
  "EMFILE",
  "ENFILE",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "08001",
  "08004",
  "25006",
  // A password or a database that is being changed: nothing is wrong with the request.
  "28P01",
  "28000",
  "3D000",
  // Postgres could not read or write a file.
  "58030",
]);

/** True when Postgres can't be reached or can't take writes now: worth trying again later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  // 53: it is short of disk, memory or connections.
  if (code !== undefined && (lostConnection.has(code) || /^53...$/.test(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
    error.message,
  );
}

/** True when Postgres has no disk to write on, or no memory. */
export function isShortOfRoom(error: unknown): boolean {
  const code = codeOf(error);
  return code === "53100" || code === "53200";
}

/**
 * True for whatever may be gone at the next try: Postgres away or short of something (memory,
 * disk, connections), a lock or a statement that took too long, a race.
 */
export function isTransient(error: unknown): boolean {
  if (isUnavailable(error) || isRetryable(error)) return true;
  const code = codeOf(error);
  return code !== undefined && /^(08|40|53|55|57|58)/.test(code);
}

/** Another transaction was first; a new one sees what it wrote. */
export class LostRace extends Error {
  constructor(what: string) {
    super(`lost a race for ${what}`);
    this.name = "LostRace";
  }
}

/** True for a deadlock, a serialization failure or a lost race: the same transaction may simply be run again. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const code = codeOf(error);
  return code === "40P01" || code === "40001";
}

/** True when a statement waited for a lock longer than `lock_timeout` allows. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === "55P03";
}

/** True when a statement took longer than `statement_timeout` allows. */
export function isQueryCancelled(error: unknown): boolean {
  return codeOf(error) === "57014";
}

/** True when a statement failed because a unique value is taken. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === "23505";
}

/** True when a statement failed because a row that it names is not there (any more). */
export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === "23503";
}

/** The SQLSTATE of an error of Postgres, or the code of one of the operating system. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
