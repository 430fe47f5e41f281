import type { ChannelReport } from "../domain/channel-report.ts";
import type { Connect } from "../platform/address-guard/socket.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { SendOutcome } from "./send-outcome.ts";
import type { ProviderHttp } from "./provider-http.ts";

/** What speaks to a provider: sends messages in its form, and reads what it says of them. */
export interface ProviderAdapter {
  /** Once for each set-up and process; it need not reach anybody yet. */
  open(given: ProviderResources): OpenProvider<never>;
  /** Absent: it tells nothing of its messages after it has taken them. */
  hooks?: ProviderHooks;
}

/** A set-up as it was read: settings and secrets have passed the description's schemas. */
export interface ProviderSetup {
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

export interface ProviderResources extends ProviderSetup {
  /** The way out, by which every provider that speaks HTTP has to send. */
  http: ProviderHttp;
  /** The way out for whoever speaks something else, through the address guard, too. */
  connect: Connect;
  /** For templates of the set-up (`rendered`). */
  renderer: Renderer;
  /** Of this deployment, without a path: part of Message-IDs and links. */
  publicUrl: string;
  /** Where the provider has to send its webhooks, for those that are told with each message. */
  hookUrl: string;
}

/** @typeParam Outgoing a message in the form that all providers of a channel are given */
export interface OpenProvider<Outgoing> {
  /**
   * Hands a message over. It may be asked again with the same id, when it has deferred it or it was
   * not known whether it was taken: whatever the provider knows messages again by is made of the id.
   */
  send(message: Outgoing): Promise<SendOutcome>;
  close(): Promise<void>;
}

/** A provider's request to the address of its webhooks. */
export interface HookRequest {
  method: "GET" | "POST";
  /** As the provider was told it, with its query: some sign it. */
  url: string;
  query: URLSearchParams;
  /** Names in lower case; of several, joined by commas. */
  headers: Record<string, string>;
  /** As it came: signatures are of these bytes. */
  body: Buffer;
  at: Date;
}

export type HookAnswer =
  /** It is genuine; `answer` where something else than 204 is expected. */
  | { outcome: "reports"; reports: ChannelReport[]; writers?: ChatWriter[]; answer?: HookReply }
  /** What proves to the provider that somebody listens: a challenge. */
  | { outcome: "answer"; answer: HookReply }
  /** Not signed as it has to be. */
  | { outcome: "not genuine" }
  /** It can't be read: said with 400. */
  | { outcome: "unreadable"; message: string };

/** Somebody who has written in a chat, or has opened it. */
export interface ChatWriter {
  /** In the channel's form. */
  address: string;
  at: Date;
  /** Of the link by which they came into the chat: it says who they are. */
  token: string | null;
  /** What the chat says of them. */
  firstName?: string;
  lastName?: string;
  language?: string;
}

interface HookReply {
  status: number;
  /** Its media type, and what it says. */
  type?: string;
  body?: string;
}

export interface ProviderHooks {
  receive(setup: ProviderSetup, request: HookRequest): HookAnswer | Promise<HookAnswer>;
}
