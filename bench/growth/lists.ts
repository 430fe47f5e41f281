import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import { timelineKinds } from "../../src/contract/api/contact-timeline.ts";
import type { Question } from "./asking.ts";
import type { Loaded } from "./ids.ts";
import { idsOf } from "./ids.ts";
import { rareType, typeKey, unusedType, workflowName } from "./scene.ts";

type Filters = Record<string, string[]>;

interface Parts {
  /** The contact with one event in a hundred, and an ordinary one. */
  busy: string;
  ordinary: string;
  /** The workflow with six runs in ten, and an ordinary one. */
  large: string;
  small: string;
  everybody: string;
  few: string;
  nobody: string;
  early: string;
  middle: string;
}

/** The values of each list's filters: a common one, and those that are hard because hardly anything has them. */
function filtersOfLists(parts: Parts): Record<string, Filters> {
  const { busy, ordinary, large, small, nobody, early, middle, few, everybody } = parts;
  const contactId = [busy, ordinary, nobody];
  const workflowId = [large, small, nobody];
  return {
    "/events": {
      typeKey: [typeKey(0), typeKey(20), rareType, unusedType],
      from: [middle],
      to: [early, middle],
      outcome: ["suppressed", "launched", "too_old", "loop", "filtered,too_old"],
      keyPrefix: ["order-1", "order-77", "same", "nothing"],
      search: ["order-1", "order-77", "c", "c77", "Last9", "customer-1", "nothing"],
      contactId,
      workflowId,
    },
    "/runs": {
      workflowId,
      contactId,
      status: ["completed", "running", "failed", "pending"],
      test: ["true", "false"],
      paused: ["true", "false"],
      from: [middle],
      to: [early, middle],
      typeKey: [typeKey(0), typeKey(20), rareType, unusedType],
      search: ["order-1", "order-77", "same", "c", "Last9", "nothing"],
    },
    "/messages": {
      workflowId,
      search: ["c", "c77", "Last9", "nothing"],
      contactId,
      state: ["sent", "failed", "queued"],
      channel: ["email", "sms"],
      transactional: ["true", "false"],
      from: [middle],
      to: [early, middle],
      test: ["true", "false"],
    },
    "/contacts/search": {
      email: ["c5@growth.example"],
      phone: ["+4915112345678"],
      contactId: ["customer-5", ordinary],
      search: ["c", "c77", "First", "Last9", "customer-1", "nobody"],
      segment: ["Everybody", "Few", "None", everybody, few],
    },
    "/orders": {
      contactId,
      search: ["order-1", "order-77", "c", "Last9", "nothing"],
      status: ["DELIVERED", "CANCELLED", "INITIALIZED"],
      from: [middle],
      to: [early, middle],
    },
    "/products": {
      search: ["Lamp 5", "nothing"],
      category: ["Category 1", "nothing"],
      inStock: ["true", "false"],
    },
    "/audit-log": {
      actorKind: ["key", "person"],
      actorId: [nobody],
      entity: ["contact", "workflow", "order"],
      entityId: [ordinary],
      action: ["created", "deleted", "updated"],
      from: [middle],
      to: [early, middle],
    },
    "/notifications": { ruleId: [nobody], state: ["open", "ended"] },
    "/fan-outs": { workflowId, state: ["done", "failed", "running"] },
    "/broadcasts": { workflowId, state: ["running", "ended", "stopped"] },
    "/bulk-actions": { state: ["done", "running"] },
    "/segments": { search: ["very"], kind: ["rule"] },
    "/topics": { search: ["row"] },
    "/suppressions": {
      channel: ["email", "sms"],
      reason: ["hard_bounce", "manual"],
      search: ["example.com"],
    },
    "/event-types": {
      search: ["Type1"],
      category: ["other"],
      source: ["api", "system"],
      dependency: ["start", "none"],
      sort: ["lastEventAt", "key"],
    },
    "/workflows": {
      search: ["Growth"],
      tag: ["none"],
      status: ["active", "draft"],
      sort: ["name", "updatedAt"],
    },
  };
}

/**
 * Each list by itself, with each value of each filter, and with each pair of filters: of all their
 * values, or only one pair of values for each.
 */
export async function questions(
  db: Database,
  loaded: Loaded,
  pairs: "all" | "one" = "all",
): Promise<{ questions: Question[]; filters: Record<string, Filters> }> {
  const parts = await partsOf(db, loaded);
  const filters = filtersOfLists(parts);
  const made: Question[] = Object.entries(filters).flatMap(([path, byName]) =>
    combinations(byName, pairs).map((query) => ({ path, query })),
  );
  const { large, everybody, ordinary, busy } = parts;
  const ofWorkflow = (query: Record<string, string>): Question => ({
    path: "/runs",
    query: { workflowId: large, ...query },
  });
  made.push(
    ofWorkflow({ version: "1" }),
    ofWorkflow({ version: "2" }),
    ...["waiting", "done", "failed", "entered"].flatMap((blockState) =>
      ["start", "mail", "none"].map((blockId) => ofWorkflow({ blockId, blockState })),
    ),
    ...[everybody, parts.few].flatMap((id) =>
      [undefined, "c", "Last9"].map((search): Question => ({
        path: "/segments/:id/members",
        params: { id },
        query: search === undefined ? {} : { search },
      })),
    ),
    { path: "/segments/:id/history", params: { id: everybody }, query: { days: "90" } },
    { path: "/segments/:id/uses", params: { id: everybody }, query: {} },
    ...["/segments/:id", "/workflows/:id/figures", "/workflows/:id/funnel"].map((path) => ({
      path,
      params: { id: path.startsWith("/segments") ? everybody : large },
      query: {},
    })),
    ...[ordinary, busy].map((id) => ({ path: "/contacts/:id", params: { id }, query: {} })),
    ...[ordinary, busy].flatMap((id) =>
      [undefined, ...timelineKinds].map((kind): Question => ({
        path: "/contacts/:id/timeline",
        params: { id },
        query: kind === undefined ? {} : { kind },
      })),
    ),
    ...["", "c", "c77", "Last9", "customer-1", "order-1", "Growth", "nothing", ordinary].map(
      (query) => ({ path: "/search", query: { query } }),
    ),
    { path: "/instance", query: {} },
  );
  return { questions: made, filters };
}

function combinations(byName: Filters, pairsOf: "all" | "one"): Record<string, string>[] {
  const names = Object.keys(byName);
  const single = names.flatMap((name) => (byName[name] ?? []).map((value) => ({ [name]: value })));
  const firsts = names.map((name) => ({
    [name]: required(byName[name]?.[0], `a value of ${name}`),
  }));
  const lasts = names.map((name) => ({
    [name]: required(byName[name]?.at(-1), `a value of ${name}`),
  }));
  const pairs = (pairsOf === "all" ? single : firsts).flatMap((one) =>
    (pairsOf === "all" ? single : lasts)
      .filter((other) => names.indexOf(nameOf(one)) < names.indexOf(nameOf(other)))
      .map((other) => ({ ...one, ...other })),
  );
  return [{}, ...single, ...pairs];
}

const nameOf = (one: Record<string, string>): string => required(Object.keys(one)[0], "a filter");

async function partsOf(db: Database, loaded: Loaded): Promise<Parts> {
  const ids = idsOf(loaded);
  const [row] = await db.query<Omit<Parts, "nobody" | "early" | "middle">>(
    `select ${ids.contact("1")} as busy, ${ids.contact("77")} as ordinary,
            (select id from workflows where name = '${workflowName(0)}') as large,
            (select id from workflows where name = '${workflowName(5)}') as small,
            (select id from segments where name = 'Everybody') as everybody,
            (select id from segments where name = 'Few') as few`,
  );
  const at = (share: number): string => {
    const span = loaded.until.getTime() - loaded.since.getTime();
    return new Date(loaded.since.getTime() + span * share).toISOString();
  };
  return {
    ...required(row, "what was loaded"),
    nobody: "0190b6a4-0000-7000-8000-000000000000",
    early: at(0.01),
    middle: at(0.5),
  };
}
