import { describe, expect, test } from "vitest";
import type { SendOutcome } from "../../src/channels/adapter.ts";
import type { OpenProvider } from "../../src/channels/provider.ts";
import { providerHttp } from "../../src/channels/provider-http.ts";
import { guardedAgent } from "../../src/platform/address-guard/agent.ts";
import { guardedConnect } from "../../src/platform/address-guard/socket.ts";
import { newId } from "../../src/platform/new-id.ts";
import { afterwards } from "../support/afterwards.ts";
import { renderer } from "../support/renderer.ts";
import type { FakeProvider } from "./fake-provider.ts";
import { fakeProvider } from "./fake-provider.ts";
import type { ProviderCase } from "./provider-case.ts";

/**
 * What every provider keeps to, against a server that speaks its form and fails in its ways. The kill
 * between "taken" and "noted" is in test/faults/channel-kills.slow.test.ts, for all of them.
 */
export function conforms(one: ProviderCase): void {
  const { description, isIdempotent } = one;

  describe(`${description.name} as every provider`, () => {
    test("what it has taken is sent, with what it calls it", async () => {
      const { fake, send } = await opened(one);
      const outcome = await send(newId());
      expect(outcome).toMatchObject({ outcome: "sent", response: expect.any(String) as string });
      if (one.namesMessages !== false) expect(outcome).toHaveProperty("providerId");
      expect(fake.received).toHaveLength(1);
    });

    test("what it refuses is refused, with its words and none of our secrets", async () => {
      const { fake, send } = await opened(one);
      fake.answer = () => one.answers.rejected;
      expect(await send(newId())).toMatchObject({ outcome: "refused" });
      fake.answer = () => ({ status: 400, body: `no: ${Object.values(one.secrets).join(" ")}` });
      const told = JSON.stringify(await send(newId()));
      for (const secret of Object.values(one.secrets)) expect(told).not.toContain(secret);
    });

    test("over its rate nothing is taken, and it says for how long", async () => {
      const { fake, send } = await opened(one);
      fake.answer = () => one.answers.limited;
      const outcome = await send(newId());
      expect(outcome).toMatchObject({ outcome: "deferred" });
      expect((outcome as { retryAfterMs?: number }).retryAfterMs).toBeGreaterThan(0);
    });

    test("what it does not answer in time may have been taken", async () => {
      const { fake, send } = await opened(one, 300);
      fake.answer = () => "hang";
      expect(await send(newId())).toMatchObject({ outcome: "unknown" });
    });

    test("where the line breaks behind the request it may have been taken", async () => {
      const { fake, send } = await opened(one);
      fake.answer = () => "cut";
      expect(await send(newId())).toMatchObject({ outcome: "unknown" });
    });

    test("what can't reach it has not been taken", async () => {
      const { send } = await opened(one, undefined, "http://127.0.0.1:1");
      expect(await send(newId())).toMatchObject({ outcome: "deferred" });
    });

    test("it is asked again for what may have been taken only if it knows messages by their ids", async () => {
      const { url } = await fakeProvider(one);
      const settings = description.settings.parse(one.settings(url));
      expect(description.knowsIdsForMs?.(settings) !== undefined).toBe(isIdempotent);
    });

    test("the same message that is given again has the same id", async () => {
      const { fake, send } = await opened(one);
      const [first, second] = [newId(), newId()];
      for (const id of [first, first, second]) await send(id);
      expect(fake.received.map(one.idOf)).toEqual([first, first, second]);
    });
  });
}

/** A provider as it is set up for its tests, and the server that it speaks to. */
export async function opened(
  one: ProviderCase,
  longestMs?: number,
  url?: string,
): Promise<{ fake: FakeProvider; send(id: string): Promise<SendOutcome> }> {
  const fake = await fakeProvider(one);
  const baseUrl = url ?? fake.url;
  const agent = guardedAgent({ allowed: [new URL(baseUrl).host] });
  const secrets = one.description.secrets.parse(one.secrets) as Record<string, string>;
  const adapter =
    (longestMs === undefined ? undefined : one.hasty?.(longestMs)) ??
    (await one.description.adapter());
  const provider = adapter.open({
    settings: one.description.settings.parse(one.settings(baseUrl)),
    secrets,
    connect: guardedConnect([new URL(baseUrl).host]),
    http: providerHttp(agent, Object.values(secrets), longestMs),
    renderer,
    publicUrl: "https://campanile.example",
    hookUrl: "https://campanile.example/hooks/channels/token",
  }) as OpenProvider<unknown>;
  afterwards(async () => {
    await provider.close();
    await agent.close();
  });
  return { fake, send: (id) => provider.send(one.outgoing(id)) };
}
