import { expect, test } from "vitest";
import type { EmailInput } from "../../src/rendering/jobs.ts";
import type { PoolOptions } from "../../src/rendering/pool.ts";
import { rendererPool } from "../../src/rendering/pool.ts";
import { afterwards } from "../support/afterwards.ts";
import { mailOf } from "./mail-of.ts";

function pool(options: PoolOptions = {}) {
  const made = rendererPool(options);
  afterwards(() => made.close());
  return made;
}

const refusal = (limit: string, message: RegExp) => ({
  name: "LimitExceeded",
  code: "unprocessable",
  limit,
  message: expect.stringMatching(message) as string,
});

/** Keeps a thread busy for two seconds, until Liquid's own limit, unless it is ended before. */
const loops = "{% for i in (1..20000) %}{% for j in (1..20000) %}{% endfor %}{% endfor %}";
const endless = (mark = ""): EmailInput => mailOf(`${mark}${loops}`);

test("content that takes too long is ended with its thread, told where, and refused at once the next time", async () => {
  const renderer = pool({ quickMs: 100, slowMs: 400 });
  await renderer.run("email", mailOf("<p>warm</p>"));
  await expect(renderer.run("email", endless())).rejects.toMatchObject(
    refusal("time", /^html: takes longer than 4 seconds/),
  );
  const began = performance.now();
  await expect(renderer.run("email", endless())).rejects.toMatchObject(refusal("time", /^html/));
  expect(performance.now() - began).toBeLessThan(100);
  // Its thread was replaced, and what is not like it is rendered.
  const { rendered } = await renderer.run("email", mailOf("<p>after</p>"));
  expect(rendered?.text).toBe("after");
});

test("content that needs too much memory is ended, and the process goes on", async () => {
  const renderer = pool({ memoryMb: 64, slowMs: 20_000, quickMs: 20_000 });
  // Each cell is a string of its own in the heap: more than twice what the thread may hold.
  const rows = `${"12345678,".repeat(20)}\n`.repeat(60_000);
  const text = `a,b,c,d,e,f,g,h,i,j\n${rows}`;
  await expect(
    renderer.run("csv", { text, isLast: true, state: null, delimiter: null }),
  ).rejects.toMatchObject(refusal("memory", /needs more than 256 MB/));
  const { rendered } = await renderer.run("email", mailOf("<p>after</p>"));
  expect(rendered?.text).toBe("after");
});

test("content that nests too deep, or comes to too much, is told so without being parsed", async () => {
  const renderer = pool();
  await expect(
    renderer.run("email", mailOf(`<p>one</p>\n${"<div>".repeat(30_000)}`)),
  ).rejects.toMatchObject(
    refusal("nesting", /^html: nests its elements deeper than 256 levels, at line 2/),
  );
  await expect(
    renderer.run("values", { templates: ["{% if a %}".repeat(20_000)], facts: {}, as: "text" }),
  ).rejects.toMatchObject(refusal("nesting", /is nested too deep to be read/));
  const long = "{% for i in (1..100) %}{% for j in (1..3000) %}0123456789{% endfor %}{% endfor %}";
  await expect(renderer.run("email", mailOf(long))).rejects.toMatchObject(
    refusal("size", /^html: comes to more than 2000000 characters/),
  );
});

test("ordinary mails do not wait behind content that takes long", async () => {
  // Long enough for an ordinary mail on a machine that does other work as well.
  const renderer = pool({ threads: 2, quickMs: 1_000, slowMs: 3_000 });
  await renderer.run("email", mailOf("<p>warm</p>"));
  let ended = 0;
  const evil = [0, 1, 2, 3].map((index) =>
    renderer
      .run("email", endless(`number ${index}`))
      .catch((error: Error) => error.name)
      .finally(() => ended++),
  );
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => renderer.run("email", mailOf(`<p>${index}</p>`))),
  );
  // Four times four seconds, one after the other.
  expect(ended).toBeLessThan(4);
  expect(await Promise.all(evil)).toEqual(Array(4).fill("LimitExceeded"));
});

test("what waits in the slow lane is bounded, and the same content again waits with it", async () => {
  const renderer = pool({ threads: 2, quickMs: 100, slowMs: 600 });
  const render = (contact: number) =>
    renderer
      .run("email", { ...endless(), facts: { ...endless().facts, vars: { contact } } })
      .catch((error: Error) => error.name);
  // Twice, and it begins in the slow lane from then on, for whomever it is.
  expect([await render(-1), await render(-2)]).toEqual(["LimitExceeded", "LimitExceeded"]);
  const names = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0].map(render));
  expect(names.slice(0, 5)).toEqual(Array(5).fill("LimitExceeded"));
  expect(names.slice(5, 8)).toEqual(Array(3).fill("RendererBusy"));
  expect(names.slice(8)).toEqual(Array(3).fill("LimitExceeded"));
});

test("a limit of Liquid's own is told as a limit, in which unit it is", async () => {
  const renderer = pool({ quickMs: 30_000, slowMs: 30_000 });
  const nested = `{% capture a %}${loops}{% endcapture %}`;
  await expect(renderer.run("email", mailOf(nested))).rejects.toMatchObject(
    refusal("time", /^html: its Liquid takes longer than 2 seconds/),
  );
  await expect(
    renderer.run("email", mailOf("{% assign a = (1..100000000) | join %}")),
  ).rejects.toMatchObject(refusal("memory", /^html: its Liquid needs more than 50 MB/));
  await expect(renderer.run("email", mailOf("x".repeat(1_000_001)))).rejects.toMatchObject(
    refusal("size", /^html: its Liquid has more than 1000000 characters/),
  );
});

test("a fault of a template is told in words, and is no limit", async () => {
  const renderer = pool();
  await expect(renderer.run("email", mailOf("{{ x | nothing }}"))).rejects.toMatchObject({
    name: "RenderingFailed",
    place: "html",
    message: expect.stringContaining("undefined filter: nothing") as string,
  });
});

test("a renderer that is closed tells so, and blames no content", async () => {
  const renderer = rendererPool({ quickMs: 5_000 });
  const running = renderer.run("email", endless()).catch((error: Error) => error.name);
  const waiting = renderer.run("email", mailOf("<p>x</p>")).catch((error: Error) => error.name);
  await renderer.close();
  expect(await running).toBe("RendererClosed");
  expect(["RendererClosed", undefined]).toContain(
    await waiting.then((name) => (typeof name === "string" ? name : undefined)),
  );
  await expect(renderer.run("email", mailOf("<p>x</p>"))).rejects.toMatchObject({
    name: "RendererClosed",
  });
});
