import { expect, test } from "vitest";
import { hashOfPassword, isPassword, serialQueue } from "../../src/services/people/password.ts";

test("a password is known again, another isn't, and two of the same are kept differently", async () => {
  const kept = await hashOfPassword("correct horse battery");
  expect(kept).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await isPassword("correct horse battery", kept)).toBe(true);
  expect(await isPassword("correct horse Battery", kept)).toBe(false);
  expect(await hashOfPassword("correct horse battery")).not.toBe(kept);
});

test("an accent that a keyboard writes in two characters is the same accent", async () => {
  const kept = await hashOfPassword("caf\u00e9 \u00e0 la carte");
  expect(await isPassword("cafe\u0301 a\u0300 la carte", kept)).toBe(true);
});

test("where no password is kept, as much is computed as for a wrong one", async () => {
  const cpuOf = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const kept = await hashOfPassword("correct horse battery");
  const wrong = await cpuOf(() => isPassword("wrong", kept));
  const nobody = await cpuOf(() => isPassword("wrong", null));
  expect(nobody).toBeGreaterThan(wrong / 2);
  expect(await isPassword("wrong", null)).toBe(false);
});

test("work is done one after the other, also behind work that failed; a crowd is refused", async () => {
  const turns = serialQueue({ most: 2, refuse: () => new Error("crowd") });
  let under = 0;
  const work = (fails: boolean) => async () => {
    under++;
    await Promise.resolve();
    expect(under).toBe(1);
    under--;
    if (fails) throw new Error("failed");
    return "done";
  };
  const all = [turns(work(true)), turns(work(false)), turns(work(false)), turns(work(false))];
  const ends = (await Promise.allSettled(all)).map((end) =>
    end.status === "fulfilled" ? end.value : (end.reason as Error).message,
  );
  expect(ends).toEqual(["failed", "done", "done", "crowd"]);
  expect(await turns(work(false))).toBe("done");
});
