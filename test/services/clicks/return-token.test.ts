import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { linkSigner } from "../../../src/services/clicks/link-signer.ts";

const url = "https://campanile.example";
const signer = linkSigner(randomBytes(32), url);

test("a return path names its message, also where a server has folded its case, in 64 octets", () => {
  for (const id of [newId(), "00000000-0000-4000-8000-000000000000"]) {
    const token = signer.returnToken(id);
    expect(signer.messageOfReturn(token)).toBe(id);
    expect(signer.messageOfReturn(token.toUpperCase())).toBe(id);
    expect(`bounces+${token}`.length).toBeLessThanOrEqual(64);
  }
});

test("what was forged names nothing: another key's, another purpose's, other digits", () => {
  const id = newId();
  const token = signer.returnToken(id);
  const last = token.endsWith("0") ? "1" : "0";
  const others = linkSigner(randomBytes(32), url).returnToken(id);
  const ofALink = signer.unsubscribeUrl(id).split("/u/")[1] ?? "";
  for (const forged of [
    others,
    ofALink,
    token.slice(0, -1) + last,
    token.slice(1),
    `${token}0`,
    "v".repeat(52),
    "",
    "-".repeat(52),
  ]) {
    expect(signer.messageOfReturn(forged)).toBeNull();
  }
});
