import type { BulkPreview } from "../../contract/api/bulk-action.ts";
import type { ChannelAnswer, ChannelStateAnswer } from "../../contract/api/channels.ts";
import { channelParams, newPause } from "../../contract/api/channels.ts";
import { parse } from "../../contract/parse.ts";
import { listChannels } from "../../services/channel-setups/list.ts";
import { pauseChannel, resumeChannel } from "../../services/channel-setups/pause.ts";
import type { Answer } from "../answer.ts";
import { configOrThrow, withContext } from "../with-database.ts";
import { askFor, numberOf } from "./runs.ts";

export interface PauseOptions {
  reason: string;
  until?: string;
  transactional: string;
}

export function showChannels(): Promise<Answer> {
  const config = configOrThrow();
  return withContext(async (context) => {
    const { items } = await listChannels(context, config);
    const channels = items.map(({ channel, name, available, why, setup, pause, waiting }) => ({
      channel,
      name,
      provider: setup?.provider ?? null,
      available,
      why,
      pause,
      waiting,
    }));
    return { json: { channels }, text: items.map(lineOf) };
  });
}

export function pauseOne(
  name: string,
  { reason, until, transactional }: PauseOptions,
): Promise<Answer> {
  const { channel } = parse(channelParams, { channel: name }, "the command");
  const pause = parse(newPause, { reason, until, transactional }, "the command");
  return withContext(async (context) => answerOf(await pauseChannel(context, channel, pause)));
}

export function resumeOne(name: string): Promise<Answer> {
  const { channel } = parse(channelParams, { channel: name }, "the command");
  return withContext(async (context) => answerOf(await resumeChannel(context, channel)));
}

export interface DrainOptions {
  reason: string;
  dryRun: boolean;
  atMost?: string;
  workflow?: string;
}

export function drainOne(
  channel: string,
  { reason, dryRun, atMost, workflow }: DrainOptions,
): Promise<Answer> {
  const body = {
    action: "drain",
    messages: { channel, ...(workflow !== undefined && { workflowId: workflow }) },
    reason,
    ...(atMost !== undefined && { atMost: numberOf(atMost) }),
  };
  return askFor(body, { dryRun, text: drainText });
}

function drainText({ found, workflows }: BulkPreview): string {
  const ofEach = workflows.map(({ name, runs: messages }) => `  ${messages}  ${name}`);
  return [`${found} messages`, ...ofEach].join("\n");
}

type Stood = Pick<ChannelStateAnswer, "pause" | "waiting">;

function lineOf({ channel, setup, builtIn, available, why, ...stood }: ChannelAnswer): string {
  const provider = setup?.provider ?? (builtIn ? "built in" : "-");
  const state = available ? "ready" : (why ?? "not available");
  return [
    channel,
    provider,
    stood.pause === null ? state : pauseText(stood.pause),
    ...waitText(stood),
  ].join("  ");
}

function answerOf(state: ChannelStateAnswer): Answer {
  const { channel, pause, onTheirWay } = state;
  const is = pause === null ? "not paused" : pauseText(pause);
  const words = [`${channel}  ${is}`, ...waitText(state)];
  if (onTheirWay > 0) words.push(`${onTheirWay} on their way`);
  return { json: state, text: words.join("  ") };
}

function pauseText({
  pausedAt,
  until,
  transactional,
  reason,
}: NonNullable<Stood["pause"]>): string {
  const end = until === null ? "" : ` until ${until.toISOString()}`;
  const but = transactional === "send" ? ", but for transactional messages" : "";
  return `paused since ${pausedAt.toISOString()}${end}${but}: ${reason}`;
}

function waitText({ waiting: { messages, broadcasts } }: Stood): string[] {
  return [
    ...(messages > 0 ? [`${messages} messages wait`] : []),
    ...(broadcasts > 0 ? [`${broadcasts} messages to segments wait`] : []),
  ];
}
