import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "../../src/domain/local-path.ts";

test("signing in leads nowhere but to this site", () => {
  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "/\t/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "javascript:alert(1)",
    "",
    "evil.example",
    "/sign-in?next=%2Fsegments",
    "/\n/evil.example",
    undefined,
  ];
  for (const next of elsewhere) expect([next, localPath(next)]).toEqual([next, "/"]);
  expect(localPath("/inbox/1?a=b#c")).toBe("/inbox/1?a=b#c");
});

test("whatever is asked for, a browser stays on this site", () => {
  const piece = fc.constantFrom(
    ...["/", "\\", ".", "..", "//", "\t", "@", ":", "evil.example", "%2f", "?", "#", "a"],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const here = "https://here.example/sign-in";
      expect(new URL(localPath(pieces.join("")), here).origin).toBe("https://here.example");
    }),
    { numRuns: 5_000 },
  );
});
