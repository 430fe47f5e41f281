import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderer } from "../../support/renderer.ts";
import { sample } from "./sample.ts";

/** A bounce as `hard 5.1.1` or `soft 4.2.2`; anything else as it is called. */
const findings: Record<string, string[]> = {
  "arf-abuse": ["complained"],
  "arf-auth-failure": [],
  "arf-headers-only": ["complained"],
  "arf-not-spam": [],
  "arf-opt-out": ["unsubscribed"],
  "arf-unsigned": ["complained"],
  "cut-off": ["hard 5.1.1"],
  "exact-words-vague-status": ["hard 5.1.1"],
  "exchange-2003": ["hard 5.1.1"],
  "exchange-not-allowed": ["soft 5.7.133"],
  "exchange-not-found": ["hard 5.1.10"],
  "exim-refused": ["hard 550"],
  "exim-retry-timeout": ["soft null"],
  "exim-unrouteable": ["hard null"],
  "forged-token": ["hard 5.1.1"],
  "gmail-no-such-user": ["hard 5.1.1"],
  "gmail-over-quota": ["soft 5.2.2"],
  "in-base64": ["hard 5.2.1"],
  "out-of-office": [],
  "person-quotes-a-bounce": [],
  "postfix-delayed": [],
  "postfix-delivered": ["delivered"],
  "postfix-domain-unknown": ["hard 5.4.4"],
  "postfix-expired": ["soft 4.4.1"],
  "postfix-relayed": [],
  "postfix-user-unknown": ["hard 5.1.1"],
  "qmail-no-mailbox": ["hard 5.1.1"],
  "qmail-over-quota": ["soft 5.2.2"],
  "qmail-remote-refused": ["hard 550"],
  "read-receipt": [],
  "refused-as-spam": ["soft 5.7.1"],
  "sendmail-plain": ["hard 5.1.1"],
  "sendmail-two-recipients": ["hard 5.1.1", "soft 4.2.2"],
  "too-large": ["soft 5.3.4"],
  "vague-status": ["hard 5.0.0"],
  "without-action": ["hard 5.1.1"],
  challenge: [],
  "exim-warning": [],
  forwarded: ["hard 5.1.1"],
  internationalized: ["hard 5.1.1"],
};
const names = { id: "0190b6a4-0000-7000-8000-000000000000", token: "tok", unsubscribe: "unsub" };

test("every sample is expected to come to something", () => {
  const files = readdirSync(join(import.meta.dirname, "samples"));
  const known = Object.keys(findings).map((name) => `${name}.eml`);
  expect(files.toSorted()).toEqual(known.toSorted());
});

test.each(Object.entries(findings))("%s is read as %j", async (name, expected) => {
  const raw = new TextEncoder().encode(sample(name, names));
  const report = await renderer.run("mailReport", { raw });
  const told = report.findings.map(({ kind, permanent, code }) =>
    kind === "bounced" ? `${permanent ? "hard" : "soft"} ${code}` : kind,
  );
  expect(told).toEqual(expected);
});
