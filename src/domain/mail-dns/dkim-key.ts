import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { tagsIn } from "./tags.ts";
import { sayDomain } from "../sentences/domain-sentences.ts";

export type DkimKey =
  | { outcome: "key"; key: KeyObject; bits: number; isTest: boolean }
  | { outcome: "revoked" }
  | { outcome: "unreadable"; why: string };

/** What a DKIM record says (RFC 6376, 3.6.1; RFC 8463 for Ed25519). */
export function dkimKeyIn(record: string): DkimKey {
  const tags = tagsIn(record);
  if (tags === null) return unreadable(sayDomain("noTags"));
  const version = tags.get("v");
  if (version !== undefined && version.toUpperCase() !== "DKIM1") {
    return unreadable(sayDomain("otherVersion", { version: version.slice(0, 20) }));
  }
  const written = tags.get("p")?.replaceAll(/\s+/g, "");
  if (written === undefined) return unreadable(sayDomain("hasNoKey"));
  if (written === "") return { outcome: "revoked" };
  const type = (tags.get("k") ?? "rsa").toLowerCase();
  if (type !== "rsa" && type !== "ed25519") {
    return unreadable(sayDomain("otherKind", { kind: type.slice(0, 20) }));
  }
  const key = type === "rsa" ? rsaKey(written) : ed25519Key(written);
  if (key === null) return unreadable(sayDomain("brokenKey"));
  const isTest = (tags.get("t") ?? "").split(":").some((flag) => flag.trim() === "y");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 256;
  return { outcome: "key", key, bits, isTest };
}

const unreadable = (why: string): DkimKey => ({ outcome: "unreadable", why });

/** Either as DKIM says (SPKI), or by itself, as some write it. */
function rsaKey(base64: string): KeyObject | null {
  const der = Buffer.from(base64, "base64");
  for (const type of ["spki", "pkcs1"] as const) {
    try {
      const key = createPublicKey({ key: der, format: "der", type });
      if (key.asymmetricKeyType === "rsa") return key;
    } catch {
      // The other form, or none.
    }
  }
  return null;
}

const ed25519Head = Buffer.from("302a300506032b6570032100", "hex");

function ed25519Key(base64: string): KeyObject | null {
  const raw = Buffer.from(base64, "base64");
  if (raw.length !== 32) return null;
  const der = Buffer.concat([ed25519Head, raw]);
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

/** A key as a record has it, to be published. */
export function dkimRecord(key: KeyObject): string {
  const der = key.export({ type: "spki", format: "der" });
  return key.asymmetricKeyType === "ed25519"
    ? `v=DKIM1; k=ed25519; p=${der.subarray(ed25519Head.length).toString("base64")}`
    : `v=DKIM1; k=rsa; p=${der.toString("base64")}`;
}

export function isSameKey(one: KeyObject, other: KeyObject): boolean {
  return one.equals(other);
}
