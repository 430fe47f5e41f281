import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { messageIdOf } from "../../../src/domain/run-id.ts";
import type { TestApi } from "./api.ts";
import { activeWorkflow, send, testApi } from "./api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ TEMPORAL_UI_URL: "https://temporal.example.com/" });
});

/** All items of a list, page by page; `between` runs after each page. */
async function allPages(path: string, between: () => Promise<unknown> = async () => undefined) {
  const items: { id: string }[] = [];
  for (let after = ""; ;) {
    const { status, body } = await api.get(`${path}${after}`);
    expect(status).toBe(200);
    items.push(...body.items);
    if (body.next === null) return items;
    after = `&after=${encodeURIComponent(body.next)}`;
    await between();
  }
}

describe("the history of events", () => {
  test("pages show every event once, newest first, while new ones come in", async () => {
    const sent: string[] = [];
    for (let n = 0; n < 12; n++) sent.push((await send(api, "paged", `p${n}@example.com`)).eventId);
    const seen = await allPages("/events?typeKey=paged&limit=5", () =>
      send(api, "paged", "late@example.com"),
    );
    expect(seen.map(({ id }) => id)).toEqual(sent.toReversed());
  });

  test("it is filtered by type, outcome, key, contact, workflow and time", async () => {
    const { workflowId } = await activeWorkflow(api, {
      typeKey: "filtered",
      frequency: { kind: "once" },
    });
    const first = await send(api, "filtered", "f@example.com", "A%_1");
    const second = await send(api, "filtered", "f@example.com", "A%_2");
    await send(api, "filtered", "g@example.com", "AB_1");
    const idsOf = async (query: string) =>
      (await api.get(`/events?typeKey=filtered&${query}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await idsOf("outcome=suppressed")).toEqual([second.eventId]);
    expect(await idsOf("outcome=no_contact,suppressed")).toEqual([second.eventId]);
    expect(await idsOf("outcome=launched,suppressed")).toHaveLength(3);
    expect((await api.get("/events?outcome=launched,gone")).status).toBe(400);
    expect(await idsOf("keyPrefix=A%25_")).toEqual([second.eventId, first.eventId]);
    expect(await idsOf(`contactId=${first.contactId}`)).toHaveLength(2);
    expect(await idsOf(`workflowId=${workflowId}`)).toHaveLength(3);
    expect(await idsOf(`workflowId=${v7()}`)).toEqual([]);
    const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
    expect(await idsOf(`from=${hour(-1)}&to=${hour(1)}`)).toHaveLength(3);
    expect(await idsOf(`from=${hour(1)}`)).toEqual([]);
    expect(await idsOf(`to=${hour(-1)}`)).toEqual([]);
    expect((await api.get("/events?typeKey=neverSent")).body).toEqual({ items: [], next: null });
  });

  test("events, runs and messages name their contact, and are found by anything it is known by", async () => {
    await activeWorkflow(api, { typeKey: "named" });
    const { body } = await api.post("/contacts/upsert", {
      email: "ada.named@example.com",
      phone: "+34600100200",
      contactId: "customer-4711",
      anonymousId: "browser-77",
      firstName: "Ada",
      lastName: "Named",
    });
    const { id } = body.contact;
    const ofAda = await send(api, "named", "ada.named@example.com", "N-1");
    const ofBea = await send(api, "named", "bea.named@example.com", "N-2");
    const runId: string = ofAda.decisions[0].runId;
    for (const path of [`/events/${ofAda.eventId}`, `/runs/${runId}`]) {
      expect((await api.get(path)).body).toMatchObject({ contactId: id, contactName: "Ada Named" });
    }
    expect((await api.get(`/events/${ofBea.eventId}`)).body.contactName).toBe(
      "bea.named@example.com",
    );
    const found = async (path: string, search: string): Promise<string[]> => {
      const query = `${path}&search=${encodeURIComponent(search)}`;
      return (await api.get(query)).body.items.map((item: { id: string }) => item.id);
    };
    const ways = ["ADA.named", "+34 600", "customer-47", "Ada N", "named", "browser-77", id];
    for (const search of ways) {
      expect(await found("/events?typeKey=named", search), search).toEqual([ofAda.eventId]);
      expect(await found("/runs?typeKey=named", search), search).toEqual([runId]);
    }
    expect(await found("/events?typeKey=named", "N-2")).toEqual([ofBea.eventId]);
    expect(await found("/events?typeKey=named", "N-")).toEqual([ofBea.eventId, ofAda.eventId]);
    for (const search of ["browser-7", "nobody@example.com", "%"]) {
      expect(await found("/events?typeKey=named", search), search).toEqual([]);
      expect(await found("/runs?typeKey=named", search), search).toEqual([]);
      expect(await found("/messages?limit=5", search), search).toEqual([]);
    }
  });

  test("an event tells what it did to every workflow, why and until when", async () => {
    const daily = { kind: "period", every: 1, unit: "days" };
    const { workflowId } = await activeWorkflow(api, { typeKey: "told", frequency: daily });
    const launched = await send(api, "told", "t@example.com");
    const suppressed = await send(api, "told", "t@example.com");
    const { body } = await api.get(`/events/${suppressed.eventId}`);
    expect(body).toMatchObject({
      type: { key: "told" },
      key: "t@example.com",
      contactMade: false,
      runs: [],
      decisions: [{ workflow: { id: workflowId }, outcome: "suppressed", role: "start" }],
    });
    expect(Date.parse(body.decisions[0].until)).toBeGreaterThan(Date.now());
    expect(body.decisions[0].reason).not.toBe("");
    const { items } = (await api.get("/events?typeKey=told")).body;
    expect(items.map(({ workflows }: { workflows: unknown }) => workflows)).toMatchObject([
      [{ id: workflowId, outcome: "suppressed", until: body.decisions[0].until, runId: null }],
      [{ id: workflowId, outcome: "launched", until: null, runId: launched.decisions[0].runId }],
    ]);
    const first = (await api.get(`/events/${launched.eventId}`)).body;
    expect(first.runs).toMatchObject([
      { status: "pending", version: 1, workflow: { id: workflowId } },
    ]);
  });

  test("an event keeps its type's name when the type is deleted", async () => {
    const { eventId } = await send(api, "shortLived", "s@example.com");
    const { body } = await api.get("/event-types?search=shortLived");
    expect((await api.delete(`/event-types/${body.items[0].id}`)).status).toBe(204);
    expect((await api.get(`/events/${eventId}`)).body.type.key).toBe("shortLived");
    expect((await api.get("/events?typeKey=shortLived")).body.items).toHaveLength(1);
  });

  test("a cursor that this list never gave is refused", async () => {
    for (const path of ["/events", "/runs", "/messages", "/workflows"]) {
      for (const after of ["x", "WyIxIiwiMiJd", "WyJ4Il0"]) {
        expect((await api.get(`${path}?after=${after}`)).status).toBe(400);
      }
    }
  });
});

describe("runs", () => {
  test("a run shows its way, what it sent, and its page in Temporal's Web UI", async () => {
    await activeWorkflow(api, { typeKey: "ran" });
    const { eventId, decisions } = await send(api, "ran", "r@example.com");
    const runId: string = decisions[0].runId;
    await api.db.query(
      "update runs set status = 'running', temporal_run_id = 'abc' where id = $1",
      [runId],
    );
    await api.db.query(
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome)
       values ($1, 'mail', 1, 1, 'sendEmail', 'next', '{"note": "E-mail sent", "state": "sent"}')`,
      [runId],
    );
    const { body } = await api.get(`/runs/${runId}`);
    expect(body).toMatchObject({
      status: "running",
      event: { id: eventId, typeKey: "ran", key: "r@example.com" },
      visits: [{ blockId: "mail", note: "E-mail sent", outcome: { state: "sent" }, endedAt: null }],
      messages: [],
      stops: [],
    });
    expect(body.temporalUrl).toBe(
      `https://temporal.example.com/namespaces/default/workflows/${encodeURIComponent(body.temporalId)}/abc/history`,
    );
  });

  test("stopping a run by hand asks it once, and an ended run not at all", async () => {
    await activeWorkflow(api, { typeKey: "stopped" });
    const { decisions } = await send(api, "stopped", "s@example.com");
    const path = `/runs/${decisions[0].runId}`;
    expect((await api.post(`${path}/stop`, { reason: "Wrong offer" })).body.outcome).toBe(
      "requested",
    );
    const again = await api.post(`${path}/stop`, {});
    expect([again.status, again.body.outcome]).toEqual([202, "requested_before"]);
    expect((await api.get(path)).body.stops).toMatchObject([
      { by: "hand", eventId: null, reason: "Wrong offer", state: "pending" },
    ]);
    await api.db.query("update runs set status = 'completed', ended_at = now() where id = $1", [
      decisions[0].runId,
    ]);
    expect((await api.post(`${path}/stop`, {})).status).toBe(409);
    expect((await api.post(`/runs/${v7()}/stop`, {})).status).toBe(404);
  });

  test("the list is filtered by workflow, contact and status, and paged", async () => {
    const { workflowId } = await activeWorkflow(api, { typeKey: "listedRuns" });
    const runs: string[] = [];
    for (let n = 0; n < 5; n++) {
      runs.push((await send(api, "listedRuns", "x@example.com", `k${n}`)).decisions[0].runId);
    }
    const { contactId } = await send(api, "listedRuns", "y@example.com");
    const seen = await allPages(`/runs?workflowId=${workflowId}&limit=2`);
    expect(seen).toHaveLength(6);
    expect(seen.map(({ id }) => id).slice(1)).toEqual(runs.toReversed());
    expect(await allPages(`/runs?contactId=${contactId}&status=pending`)).toHaveLength(1);
    expect(await allPages(`/runs?contactId=${contactId}&status=failed`)).toEqual([]);
  });
});

describe("messages", () => {
  test("pages show every message once though many were queued in the same instant", async () => {
    const { workflowId } = await activeWorkflow(api, { typeKey: "sent" });
    const { contactId, decisions } = await send(api, "sent", "m@example.com");
    const runId: string = decisions[0].runId;
    const ids = Array.from({ length: 9 }, (_, visit) =>
      messageIdOf({ runId, blockId: "mail", visit }),
    );
    // Microseconds count: three instants within one millisecond, three messages each.
    await api.db.query(
      `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                             subject, html, body_text, links, transactional, state, queued_at)
       select id, $2, 'mail', n, $3, $4, 'email', 'm@example.com', 'x@example.com', 'S', '<p>', 'T',
              '[{"name": "Learn more", "url": "https://example.com/"}]', false, 'sent',
              '2026-01-01T00:00:00.000100Z'::timestamptz + (n % 3) * interval '100 microseconds'
         from unnest($1::uuid[]) with ordinality as u (id, n)`,
      [ids, runId, workflowId, contactId],
    );
    const seen = await allPages(`/messages?workflowId=${workflowId}&state=sent&limit=2`);
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids));
    expect(seen).toHaveLength(ids.length);
    await api.db.query("insert into message_log (message_id, state) values ($1, 'sent')", [ids[0]]);
    const { body } = await api.get(`/messages/${ids[0]}`);
    expect(body).toMatchObject({
      html: "<p>",
      links: [{ name: "Learn more" }],
      log: [{ state: "sent" }],
    });
  });
});
