import { beforeAll, expect, test } from "vitest";
import type { Asked, Question } from "../../bench/growth/asking.ts";
import { answers, filtersOf, listRoutes } from "../../bench/growth/asking.ts";
import { questions } from "../../bench/growth/lists.ts";
import { load } from "../../bench/growth/load.ts";
import { nodesOf, planOf, rowsLookedAt } from "../../bench/growth/plans.ts";
import { makeScene } from "../../bench/growth/scene.ts";
import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import { testConfig } from "../api/test-app.ts";
import { testDatabase } from "../support/database.ts";
import { renderer } from "../support/renderer.ts";

/** More than a page may look at, so that whoever reads a whole table is found out. */
const size = 50_000;
const mostLookedAt = 30_000;
/** Figures are counts of the rows of 20,000 runs. */
const mostCounted = 150_000;
/** Tables of which no statement may read more than this from the beginning to the end. */
const small = 5_000;

let db: Database;
let asked: { question: Question; statements: Asked[] }[];
let filters: Awaited<ReturnType<typeof questions>>["filters"];

beforeAll(async () => {
  ({ db } = await testDatabase());
  const until = new Date();
  const since = new Date(until.getTime() - 60 * 86_400_000);
  const loaded = { events: size, contacts: size, runs: size, since, until };
  await makeScene(db);
  await load(db, loaded, () => undefined);
  // Postgres is to plan as for tables of millions.
  await db.query(
    `update pg_class set reltuples = reltuples * 100
      where relkind in ('r', 'i') and reltuples > 5000 and relnamespace = 'public'::regnamespace`,
  );
  const made = await questions(db, loaded, "one");
  const api = answers(db, renderer, testConfig());
  asked = [];
  for (const question of made.questions) {
    asked.push({ question, statements: (await api.ask(question)).asked });
  }
  filters = made.filters;
});

test("no page of a list reads a large table through, or looks at more rows than a bound, whatever its filters", async () => {
  const found: string[] = [];
  for (const { question, statements } of asked) {
    for (const statement of statements) {
      const plan = await planOf(db, statement);
      const rows = rowsLookedAt(plan);
      const scanned = nodesOf(plan)
        .filter((node) => node["Node Type"] === "Seq Scan")
        .filter((node) => rowsLookedAt({ ...node, Plans: [] }) > small)
        .map((node) => node["Relation Name"]);
      const isCounted = /\/(figures|funnel)$/.test(question.path);
      const most = isCounted ? mostCounted : mostLookedAt;
      if (rows > most || scanned.length > 0) {
        const { path, query } = question;
        found.push(`${path} ${JSON.stringify(query)}: ${rows} rows, reads ${scanned.join()}`);
      }
    }
  }
  expect(found).toEqual([]);
});

/** Of these there are as many as people make, or they are cut by their parent's id. */
const short = [
  "/contact-imports",
  "/contacts/:id/inbox",
  "/promo-pools",
  "/promo-pools/:id/codes",
  "/workflows/:id/versions",
  "/workflows/:id/history",
  "/templates",
  "/partials",
  "/inbox-mails",
  "/secrets",
  "/sources",
  "/notification-rules",
  "/notification-targets",
  "/webhooks",
  "/webhooks/:id/deliveries",
  "/api-keys",
  "/people",
];
/** Filters that are asked beside one that they need. */
const withAnother = ["version", "blockId", "blockState"];

test("every list and every filter of the API is asked", () => {
  const missing = listRoutes().flatMap((route) => {
    if (short.includes(route.path)) return [];
    const questionsTo = asked.filter(({ question }) => question.path === route.path);
    const used = new Set(questionsTo.flatMap(({ question }) => Object.keys(question.query)));
    return Object.keys(filtersOf(route))
      .filter((filter) => !["limit", "after"].includes(filter) && !used.has(filter))
      .map((filter) => `${route.path} ${filter}`);
  });
  expect(missing).toEqual([]);
  expect(Object.keys(filters["/runs"] ?? {})).not.toEqual(expect.arrayContaining(withAnother));
});

test("pages that end after looking through enough come to all rows, each once", async () => {
  const api = answers(db, renderer, testConfig());
  const wanted = await db.query<{ id: string; workflowId: string }>(
    `select r.id, r.workflow_id as "workflowId" from runs r join workflows w on w.id = r.workflow_id
      where w.name = 'Growth 0' and r.status = 'completed' and r.event_key like 'order-1%'
      order by r.id desc`,
  );
  const found: string[] = [];
  let empty = 0;
  for (let after: string | null = ""; after !== null;) {
    const workflowId = required(wanted[0], "a run").workflowId;
    const query = { workflowId, status: "completed", search: "order-1", limit: "500" };
    const { body } = await api.ask({
      path: "/runs",
      query: after === "" ? query : { ...query, after },
    });
    const page = JSON.parse(body) as { items: { id: string }[]; next: string | null };
    if (page.items.length === 0) empty++;
    found.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  expect(found).toEqual(wanted.map(({ id }) => id));
  expect(empty).toBeGreaterThan(1);
});
