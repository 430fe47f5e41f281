import { expect, test } from "vitest";
import { restarting } from "../../src/rendering/restarting.ts";
import { renderer } from "../support/renderer.ts";
import { testDatabase } from "../support/database.ts";

const text = (template: string) => ({
  templates: [template],
  facts: { x: "y" },
  as: "text" as const,
});

test("a transaction that needs something rendered rolls back, and is done once with it", async () => {
  const { db } = await testDatabase(1);
  await db.query("create table noted (what text)");
  let begun = 0;
  const made = await restarting(renderer, (here) =>
    db.tx(async (sql) => {
      begun++;
      await sql.query("insert into noted values ('before')");
      const [first] = await here.run("values", text("{{ x }}1"));
      // With one connection: it would wait for ever for a transaction that is held meanwhile.
      const [second] = await here.run("values", text(`${String(first)}{{ x }}2`));
      await sql.query("insert into noted values ($1)", [second]);
      return second;
    }),
  );
  expect([made, begun]).toEqual(["y1y2", 3]);
  expect(await db.query("select what from noted")).toEqual([{ what: "before" }, { what: "y1y2" }]);
});

test("no connection is held while content is rendered", async () => {
  const { db } = await testDatabase(1);
  const watching = {
    run: async (...[kind, input]: Parameters<typeof renderer.run>) => {
      // The only connection is free.
      await db.query("select 1");
      return renderer.run(kind, input);
    },
  };
  const [made] = await restarting(watching, (here) =>
    db.tx(() => here.run("values", text("{{ x }}"))),
  );
  expect(made).toBe("y");
});

test("what is asked for at once is rendered in one restart, and its faults are the work's to tell", async () => {
  let begun = 0;
  const made = await restarting(renderer, async (here) => {
    begun++;
    const asked = ["{{ x }}", "{{ x | nothing }}"].map((one) => here.run("values", text(one)));
    const [good, faulty] = await Promise.allSettled(asked);
    if (good?.status === "rejected") throw good.reason;
    return [good?.value, faulty?.status];
  });
  expect([made, begun]).toEqual([[["y"], "rejected"], 2]);
});

test("work within work begins again as a whole", async () => {
  let outer = 0;
  const made = await restarting(renderer, async (here) => {
    outer++;
    return restarting(here, (inner) => inner.run("values", text("{{ x }}")));
  });
  expect([made, outer]).toEqual([["y"], 2]);
});
