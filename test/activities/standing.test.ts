import { expect, test } from "vitest";
import { standingOf } from "../../src/activities/message-delivery.ts";

test("what was being sent when its worker died goes again where that can't make two of it", () => {
  const standing = (channel: string, transactional: boolean) =>
    standingOf("sending", { channel, transactional });
  expect(standing("email", false)).toBe("lost");
  expect(standing("email", true)).toBe("open");
  expect(standing("inApp", false)).toBe("open");
  expect(standingOf("unknown", { channel: "inApp", transactional: false })).toBe("settled");
});
