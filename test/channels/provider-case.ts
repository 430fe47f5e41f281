import type { ProviderAdapter } from "../../src/channels/provider.ts";
import type { ProviderDescription } from "../../src/channels/provider-description.ts";
import type { WrittenDevice } from "../../src/contract/api/devices.ts";
import type { IdentityKind } from "../../src/domain/identity.ts";
import type { ReceivedRequest } from "../support/http-server.ts";

/** What a provider's server answers. */
export interface FakeAnswer {
  status: number;
  headers?: Record<string, string>;
  /** A text as it is; anything else as JSON. */
  body?: unknown;
  /** It is said when this resolves. */
  after?: Promise<void>;
}

/** A server that takes messages as a provider's does. */
export interface FakeProvider {
  url: string;
  host: string;
  /** Every request for a message, in its order. */
  received: ReceivedRequest[];
  /** For requests to come. Hang: it takes it and never says so; cut: it takes it and hangs up. */
  answer(request: ReceivedRequest): FakeAnswer | "hang" | "cut";
}

/** A provider as its tests need it: how it is set up, and what its server says. */
export interface ProviderCase {
  channel: string;
  description: ProviderDescription;
  settings(baseUrl: string): Record<string, unknown>;
  secrets: Record<string, string>;
  /** A message in the form that the channel gives its providers. */
  outgoing(id: string): unknown;
  answers: {
    taken(request: ReceivedRequest): FakeAnswer;
    /** This message, for good. */
    rejected: FakeAnswer;
    /** Over its rate, with the time to wait as it tells that. */
    limited: FakeAnswer;
  };
  /** Its server, where it doesn't speak HTTP; what it answers stands in `answers` all the same. */
  server?(): Promise<FakeProvider>;
  /** Where not all that it does ends by the way out over HTTP: the same, which gives up sooner. */
  hasty?(longestMs: number): ProviderAdapter;
  /** What is asked of the same server beside messages, such as access tokens. */
  beside?(request: ReceivedRequest): FakeAnswer | undefined;
  /** The message's id as it stands in the request: its idempotency key, or what reports bring back. */
  idOf(request: ReceivedRequest): string;
  /** It takes a message with the same id only once, whatever becomes of the answer. */
  isIdempotent: boolean;
  /** False: it gives taken messages no name. */
  namesMessages?: boolean;
  /** A block that sends by it, and what an event says of a contact whom it reaches. */
  block: { kind: string; config: Record<string, unknown> };
  contact: { email?: string; identities?: { kind: IdentityKind; value: string }[] };
  /** Of a channel that writes to devices: the contact's. */
  device?: WrittenDevice;
}
