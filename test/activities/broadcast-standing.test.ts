import fc from "fast-check";
import { expect, test } from "vitest";
import { memberStanding } from "../../src/activities/broadcast-standing.ts";
import type { MemberMessage } from "../../src/db/messages/broadcasts.ts";

const states = ["queued", "sending", "sent", "failed", "unknown", "held", "dropped"] as const;
const messages = fc.array(
  fc.record({
    state: fc.constantFrom(...states),
    transactional: fc.boolean(),
    maybeTakenAt: fc.constantFrom(null, new Date("2026-03-01T06:00:00Z")),
  }),
  { maxLength: 4 },
);

test("whatever is left of a member's messages: one goes at most, and none is left over", () => {
  fc.assert(
    fc.property(messages, fc.integer({ min: -1, max: 3 }), (given, underWay) => {
      const kept = given.map((one, index): MemberMessage => ({
        ...one,
        id: `${index}`,
        contactId: "c",
        channel: "sms",
        drained: null,
      }));
      const isUnderWay = (id: string): boolean => id === `${underWay}`;
      const { at, id, lost, spare } = memberStanding(
        "1",
        kept,
        isUnderWay,
        (message) => message.transactional,
      );
      const wasTaken = kept.some(
        ({ state, transactional, maybeTakenAt }) =>
          ["sent", "unknown"].includes(state) ||
          (!transactional &&
            (state === "sending" || (state === "queued" && maybeTakenAt !== null))),
      );
      if (wasTaken) expect(at).toBe("settled");
      if (kept.length === 0) expect(at).toBe("none");
      expect(id === undefined).toBe(at === "none" || at === "settled");
      // Each that waits, or whose worker died, is the one that goes, is given up, or is told as lost.
      for (const { id: one, state } of kept) {
        const dealtWith = [id === one, spare.includes(one), lost.some((each) => each.id === one)];
        const isLeft = ["queued", "sending", "held"].includes(state) && !isUnderWay(one);
        expect(dealtWith.filter(Boolean)).toHaveLength(isLeft ? 1 : 0);
      }
    }),
  );
});
