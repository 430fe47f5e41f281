import { expect, test } from "vitest";
import { activeWorkflow, send, testApi } from "./workflows/api.ts";

test("once per contact: a start by hand is suppressed until the frequency is reset, and the time line tells both", async () => {
  const api = await testApi();
  const frequency = { kind: "once" };
  const { workflowId, bindingId } = await activeWorkflow(api, { typeKey: "cartLeft", frequency });
  const { contactId } = await send(api, "cartLeft", "ada@example.com");
  const path = `/contacts/${contactId}`;
  const start = () => api.post(`${path}/workflows/${workflowId}/start`, { bindingId });
  expect((await start()).body.outcome).toBe("suppressed");
  const why = await api.get(`${path}/workflows/${workflowId}/explanation`);
  expect(why.body).toMatchObject({ answer: "decided", triggers: [{ closed: { opensAt: null } }] });
  expect((await api.post(`/bindings/${bindingId}/reset`, { contactId })).body).toEqual({
    opened: 1,
  });
  expect((await start()).body.outcome).toBe("launched");
  const { status, body } = await api.get(`${path}/timeline?kind=run,reset`);
  expect(status).toBe(200);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(["run", "reset", "run"]);
});
