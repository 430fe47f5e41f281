import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ChannelAnswer,
  ChannelStateAnswer,
  channelHealth,
  newPause,
  TestAnswer,
} from "../../../src/contract/api/channels.ts";
import type { DomainCheckAnswer } from "../../../src/contract/api/domain-check.ts";
import { channelsInReadersLanguage } from "../i18n/load-api-texts.ts";
import { get, post, put } from "./client.ts";
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

/** Pauses a channel, and has it go on. */
export function useChannelPause(channel: string) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: channelsQuery.queryKey });
  const pause = useMutation({
    mutationFn: (body: z.input<typeof newPause>) =>
      post<Wire<ChannelStateAnswer>>(`${pathOf(channel)}/pause`, body),
    onSuccess,
  });
  const resume = useMutation({
    mutationFn: () => post<Wire<ChannelStateAnswer>>(`${pathOf(channel)}/resume`),
    onSuccess,
  });
  return { pause, resume };
}
