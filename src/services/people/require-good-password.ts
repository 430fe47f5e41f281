import { AppError } from "../../contract/errors.ts";
import { passwordError } from "../../domain/password.ts";

/** @throws AppError `invalid` at `path` for a password that is easily guessed */
export function requireGoodPassword(password: string, email: string, path: string): void {
  const message = passwordError(password, email);
  if (message === null) return;
  throw new AppError("invalid", "the password can't be taken", { faults: [{ path, message }] });
}
