import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ChannelAnswer,
  channelHealth,
  TestAnswer,
} from "../../../src/contract/api/channels.ts";
import type { DomainCheckAnswer } from "../../../src/contract/api/domain-check.ts";
import { channelsInReadersLanguage } from "../i18n/load-api-texts.ts";
import { get, put } from "./client.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Wire } from "./wire.ts";

type Answer = Wire<ChannelAnswer>;
export type ChannelProvider = Omit<Answer["providers"][number], "settings" | "secrets"> & {
  settings: JsonSchema;
  secrets: JsonSchema;
};
export type Channel = Omit<Answer, "providers"> & { providers: ChannelProvider[] };
export type ChannelTest = Wire<TestAnswer>;
export type DomainCheck = Wire<DomainCheckAnswer>;
type Health = Wire<z.input<typeof channelHealth>>;

export const channelsQuery = queryOptions({
  queryKey: ["/channels"],
  queryFn: async ({ signal }) => {
    const { items } = await get<{ items: Channel[] }>("/channels", {}, signal);
    return { items: await channelsInReadersLanguage(items) };
  },
});

export const channelHealthQuery = queryOptions({
  queryKey: ["/channels/health"],
  queryFn: ({ signal }) => get<Health>("/channels/health", {}, signal),
  refetchInterval: 30_000,
});

export const channelQuery = (channel: string) =>
  queryOptions({
    queryKey: ["/channels", channel],
    queryFn: async ({ signal }) =>
      inReadersLanguage(await get<Channel>(pathOf(channel), {}, signal)),
  });

async function inReadersLanguage(channel: Channel): Promise<Channel> {
  const [said = channel] = await channelsInReadersLanguage([channel]);
  return said;
}

const pathOf = (channel: string): string => `/channels/${encodeURIComponent(channel)}`;

/** Sets a channel up. */
export const setUpChannel = async (channel: string, setup: object): Promise<Channel> =>
  inReadersLanguage(await put<Channel>(pathOf(channel), setup));
