import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { newPause } from "../../../src/contract/api/channels.ts";
import { pauseChannel, resumeChannel } from "../../../src/services/channel-setups/pause.ts";
import { wakeForChannels } from "../../../src/services/channel-setups/wake-waiting.ts";
import { waitForChannel } from "../../../src/services/pressure/wait-for-channel.ts";
import { observePausedChannels } from "../../../src/worker/observe/paused-channels.ts";
import { wishesOf } from "../../services/pressure/people.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { scrape } from "../../support/scrape.ts";
import { testTelemetry } from "../../support/telemetry.ts";

test("/metrics says for how long a channel is paused and how many messages wait for it, and 0 of both once it is resumed", async () => {
  const telemetry = await testTelemetry();
  const { db } = await testDatabase();
  const context = contextOf(db);
  const stop = observePausedChannels(db, telemetry, pino({ level: "silent" }));
  const told = async (channel: string) => {
    const series = await scrape(telemetry.metricsPort);
    return {
      seconds: series.get(`campanile_channel_operator_pause_seconds{channel="${channel}"}`),
      messages: series.get(`campanile_channel_messages_waiting{channel="${channel}"}`),
    };
  };
  expect(await told("email")).toEqual({ seconds: 0, messages: 0 });

  await pauseChannel(context, "email", newPause.parse({ reason: "blocked" }));
  await db.query("update paused_channels set paused_at = now() - interval '90 seconds'");
  const wish = await wishesOf(db);
  const pause = {
    channel: "email",
    reason: "blocked",
    transactional: "wait",
    until: null,
  } as const;
  for (const contactId of [randomUUID(), randomUUID()]) {
    await waitForChannel(db, await wish({ contactId }), pause);
  }
  const paused = await told("email");
  expect(paused.seconds).toBeGreaterThanOrEqual(90);
  expect(paused.seconds).toBeLessThan(900);
  expect(paused.messages).toBe(2);
  expect(await told("sms")).toEqual({ seconds: 0, messages: 0 });

  await resumeChannel(context, "email");
  await wakeForChannels(context, new AbortController().signal);
  expect(await told("email")).toEqual({ seconds: 0, messages: 0 });
  stop();
});
