import { connectionErrorMessage } from "../db/core/connection-error.ts";
import { isUnavailable } from "../db/core/database-errors.ts";
import { reasonOf } from "../platform/reason.ts";
import { UnavailableError } from "./failures.ts";

/** An error of Postgres's for an operator: what is wrong, and what to do. Any other as it is. */
export function postgresErrorText(error: unknown): unknown {
  const fault = connectionErrorMessage(error);
  if (fault !== undefined) return new UnavailableError(fault, { cause: error });
  if (!isUnavailable(error)) return error;
  const remedy = "see that it runs and that DATABASE_URL has its address, user and password";
  return new UnavailableError(`Postgres can't be reached (${reasonOf(error)}): ${remedy}`, {
    cause: error,
  });
}
