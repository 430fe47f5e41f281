import type { ScryptOptions } from "node:crypto";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { PasswordChange } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteSessionsOf } from "../../db/access/browser-sessions.ts";
import { withdrawInvitation } from "../../db/access/invitations.ts";
import { passwordOf, replacePassword } from "../../db/access/passwords.ts";
import { passwordError } from "../../domain/password.ts";
import type { ServiceContext } from "../context.ts";
import { hashOfSecret } from "../sessions/sessions.ts";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** 128 MiB and a good part of a second: what OWASP's cheat sheet asks of scrypt at least. */
const today = { ln: 17, r: 8, p: 1 };
const bytes = 32;

/** One at a time, as each takes a thread of the four that Node has for files and names too. */
const turns = serialQueue({
  most: 20,
  refuse: () =>
    new AppError("too_many_requests", "too many are signing in at once; try again", {
      details: { retryAfterSeconds: 5 },
    }),
});

export type PasswordChanged = { outcome: "changed" } | { outcome: "refused" };

/**
 * Gives a person another password, and ends their sessions but the one of `token`.
 * @throws AppError `invalid` for a next one that is easily guessed
 */
export async function changePassword(
  context: ServiceContext,
  who: { personId: string; token: string },
  { current, next }: PasswordChange,
): Promise<PasswordChanged> {
  const person = await passwordOf(context.sql, who.personId);
  const from = person?.passwordHash ?? null;
  if (person === null || from === null || !(await isPassword(current, from))) {
    return { outcome: "refused" };
  }
  requireGoodPassword(next, person.email, "next");
  const to = await hashOfPassword(next);
  return context.transaction(async (context) => {
    if (!(await replacePassword(context.sql, person.id, { from, to }))) {
      throw new AppError("conflict", "the password was changed meanwhile: try again with that one");
    }
    await deleteSessionsOf(context.sql, person.id, hashOfSecret(who.token));
    // A link to reset what has just been set has no use but a bad one.
    await withdrawInvitation(context.sql, person.id);
    return { outcome: "changed" };
  });
}

interface Kept {
  ln: number;
  r: number;
  p: number;
  salt: Buffer;
  hash: Buffer;
}

/** What is kept of a password, with the parameters by which it was made: `$scrypt$ln=…,r=…,p=…$salt$hash`. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await scrypted(password, { ...today, salt });
  return `$scrypt$ln=${today.ln},r=${today.r},p=${today.p}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Whether a password is the one that was kept. Where none was (an unknown address, somebody who
 * hasn't chosen one), as much time goes by as if it were wrong.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  if (kept === null) {
    await scrypted(password, { ...today, salt: randomBytes(16) });
    return false;
  }
  const { hash, ...how } = parsed(kept);
  return timingSafeEqual(hash, await scrypted(password, how));
}

/** @throws AppError `invalid` at `path` for a password that is easily guessed */
export function requireGoodPassword(password: string, email: string, path: string): void {
  const message = passwordError(password, email);
  if (message === null) return;
  throw new AppError("invalid", "the password can't be taken", { faults: [{ path, message }] });
}

/**
 * Runs work one after the other, in this process. What would wait behind more than `most` is refused
 * with an error of `refuse`.
 */
export function serialQueue({ most, refuse }: { most: number; refuse: () => Error }) {
  let last: Promise<unknown> = Promise.resolve();
  let begun = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (begun > most) throw refuse();
    begun++;
    const mine = last.then(work).finally(() => begun--);
    // Who comes next waits for the end of this one, whichever it is.
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Passwords are brought into one Unicode form, as keyboards differ in how they write an accent. */
function scrypted(password: string, { ln, r, p, salt }: Omit<Kept, "hash">): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  return turns(() => derive(password.normalize("NFKC"), salt, bytes, options));
}

function parsed(kept: string): Kept {
  const found = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(kept);
  if (found === null)
    throw new Error("a password's hash is not in the form in which they are kept");
  const [, ln, r, p, salt = "", hash = ""] = found;
  const buffer = (text: string) => Buffer.from(text, "base64");
  return { ln: Number(ln), r: Number(r), p: Number(p), salt: buffer(salt), hash: buffer(hash) };
}

function base64(buffer: Buffer): string {
  return buffer.toString("base64").replaceAll("=", "");
}
