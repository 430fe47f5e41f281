import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processIdentity } from "./process-identity.ts";

const claimContent = z.object({
  pid: z.int(),
  identity: z.string(),
  /** A claim becomes a hold once its owner has seen no other. */
  holds: z.boolean(),
  address: z.string().nullable(),
});
type Claim = z.infer<typeof claimContent> & { file: string };

export interface InstanceLock {
  /** Tells a second start where this one can be reached. */
  announce(address: string): void;
  release(): void;
}

export type LockResult =
  | { outcome: "held"; lock: InstanceLock }
  | { outcome: "taken"; pid: number; address: string | null };

/**
 * One start per data folder. Every start puts a claim of its own into a folder, then looks at the
 * others': of two at once at least the one that looks last sees the other, so that never both hold
 * it. A claim whose process is gone counts for nothing; no file is ever shared, so there is none to
 * be taken over, and a claim removed as stale can't be somebody's fresh one.
 */
export async function takeInstanceLock(dataDir: string): Promise<LockResult> {
  const folder = join(dataDir, "lock");
  mkdirSync(folder, { recursive: true });
  const own = ownClaim(folder);
  write(own);
  for (;;) {
    const others = livingClaims(folder).filter(({ file }) => file !== own.file);
    const ahead = others.find(({ holds, file }) => holds || file < own.file);
    if (ahead !== undefined) {
      rmSync(own.file, { force: true });
      return { outcome: "taken", pid: ahead.pid, address: ahead.address };
    }
    if (others.length === 0) break;
    // The others are behind us: each gives way, or held it before we came.
    await sleep(20);
  }
  own.holds = true;
  write(own);
  return { outcome: "held", lock: lockOf(own) };
}

function lockOf(own: Claim): InstanceLock {
  return {
    announce: (address) => {
      own.address = address;
      write(own);
    },
    release: () => rmSync(own.file, { force: true }),
  };
}

function ownClaim(folder: string): Claim {
  const identity = processIdentity(process.pid) ?? "unknown";
  const name = `${process.pid}-${randomBytes(4).toString("hex")}.json`;
  return { file: join(folder, name), pid: process.pid, identity, holds: false, address: null };
}

/** Whole or not at all: a reader never sees half a claim. */
function write({ file, ...claim }: Claim): void {
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(claim));
  renameSync(draft, file);
}

function livingClaims(folder: string): Claim[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => readClaim(join(folder, name)))
    .filter((claim) => claim !== undefined)
    .filter((claim) => {
      const alive = processIdentity(claim.pid) === claim.identity;
      if (!alive) rmSync(claim.file, { force: true });
      return alive;
    });
}

function readClaim(file: string): Claim | undefined {
  try {
    return { ...claimContent.parse(JSON.parse(readFileSync(file, "utf8"))), file };
  } catch {
    // Given up between the listing and now.
    return undefined;
  }
}
