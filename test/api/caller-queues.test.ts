import { expect, test } from "vitest";
import { CallerQueues } from "../../src/api/caller-queues.ts";

test("one caller's wait for one another, another's do not, and too many are told so", async () => {
  const turns = new CallerQueues();
  const order: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const first = turns.take("ada", async () => {
    await gate;
    order.push("ada 1");
  });
  const waiting = Array.from({ length: 10 }, (_, index) =>
    turns.take("ada", async () => void order.push(`ada ${index + 2}`)),
  );
  await turns.take("ben", async () => void order.push("ben"));
  await expect(turns.take("ada", async () => undefined)).rejects.toMatchObject({
    code: "too_many_requests",
    details: { retryAfterSeconds: 2 },
  });
  open();
  await Promise.all([first, ...waiting]);
  expect(order).toEqual(["ben", ...Array.from({ length: 11 }, (_, index) => `ada ${index + 1}`)]);
  // One that fails lets the next one in.
  await expect(turns.take("ada", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take("ada", () => Promise.resolve("yes"))).toBe("yes");
});
