import type { ScryptOptions } from "node:crypto";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AppError } from "../../contract/errors.ts";
import { serialQueue } from "./serial-queue.ts";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** 128 MiB and a good part of a second: what OWASP's cheat sheet asks of scrypt at least. */
const today = { ln: 17, r: 8, p: 1 };
const bytes = 32;

interface Kept {
  ln: number;
  r: number;
  p: number;
  salt: Buffer;
  hash: Buffer;
}

/** One at a time, as each takes a thread of the four that Node has for files and names too. */
const turns = serialQueue({
  most: 20,
  refuse: () =>
    new AppError("too_many_requests", "too many are signing in at once; try again", {
      details: { retryAfterSeconds: 5 },
    }),
});

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

/** In one Unicode form, as keyboards differ in how they write an accent. */
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
