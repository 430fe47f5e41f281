import type { BlockMessage } from "../blocks/message.ts";
import type { Config } from "../platform/config/config.ts";
import type { Dispatcher } from "undici";
import type { Database } from "../db/core/database.ts";
import type { MessageRecord, TrackedLink } from "../db/messages/message-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { FrozenContent, TemplatePartial, Utm } from "../domain/message-content.ts";
import type { Connect } from "../platform/address-guard/socket.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import type { OpenProvider } from "./provider.ts";
import type { ApprovedTemplate } from "./chat-outgoing.ts";
import type { SendOutcome } from "./send-outcome.ts";

export type { SendOutcome } from "./send-outcome.ts";

/** What makes a channel's messages and sends them. */
export interface ChannelAdapter {
  /**
   * Once for each set-up and process; it need not reach anybody yet.
   *
   * @param setup null: of a channel that is built in, where nothing was set up
   */
  open(given: ChannelResources, setup: ChannelSetup | null): OpenChannel;
}

/** What a channel may use. */
export interface ChannelResources {
  db: Database;
  renderer: Renderer;
  links: LinkSigner;
  config: Pick<Config, "mail" | "publicUrl" | "secretsKeys">;
  /** Through the address guard: what a set-up names may not lead anywhere. */
  agent: Dispatcher;
  /** The same, for servers that want HTTP/2. */
  http2Agent: Dispatcher;
  /** The same, for whoever doesn't speak HTTP. */
  connect: Connect;
}

/** What a channel was set up with. */
export interface ChannelSetup {
  /** Sends what the channel has composed; the channel knows in which form. */
  provider: OpenProvider<never>;
  settings: Record<string, unknown>;
  limits: ChannelLimits;
}

export interface ChannelLimits {
  /** How many messages are sent at once: of a set-up by all workers, else by each. */
  concurrency: number;
  /** Without a set-up, too, all workers together keep to a limit, which the environment says. */
  areOfAll?: boolean;
  /** How many all workers send a second; undefined: as many as are taken. */
  perSecond: number | undefined;
}

export interface OpenChannel {
  limits: ChannelLimits;
  /**
   * Makes a message for one contact, or says why there is none to be sent. It leaves no trace: it may
   * be asked again until all that it has rendered is known (see `restarting`).
   * @throws RenderingFailed when a template fails, or lacks a variable that its block can't do without
   */
  compose(renderer: Renderer, composition: Composition): Promise<Composed>;
  /**
   * The same message for many contacts: of each, what `compose` would give or throw. Absent: they are
   * composed one by one.
   */
  composeEach?(
    renderer: Renderer,
    compositions: readonly Composition[],
  ): Promise<PromiseSettledResult<Composed>[]>;
  /** Who else gets a copy of a message, where the channel knows copies. */
  copies?: Copies;
  /**
   * Hands a message over. It may be asked again with a message that it has deferred, or of which it
   * was not known whether it was taken: the message's id is the same each time.
   */
  send(message: MessageRecord): Promise<SendOutcome>;
  /**
   * The same in two steps, where a message has to get something first (a file that it carries): while
   * it does, it is not on its way, so that being on its way lasts no longer than for others.
   */
  prepare?(message: MessageRecord): Promise<Prepared>;
  /** Sends a few words, to try the set-up or to notify its owner. Absent: it can't do so. */
  sendTest?(test: TestMessage): Promise<SendOutcome>;
  /** Of the provider, too, where it has opened none by itself. */
  close(): Promise<void>;
}

export type Prepared = { outcome: "ready"; send(): Promise<SendOutcome> } | SendOutcome;

export interface TestMessage {
  id: string;
  /** In the channel's form. */
  to: string;
  text: string;
  /** Of an e-mail its subject; absent: it says that this is a test. */
  title?: string;
  /** In place of the text, of a channel with templates that it has approved. */
  template?: ApprovedTemplate;
}

export interface Copies {
  /** By identities of the channel's kind. */
  of(content: unknown): string[];
  /** The content without copies to some of them. */
  without(content: unknown, refused: ReadonlySet<string>): unknown;
}

export interface Composition {
  /** The message's id. */
  id: string;
  message: BlockMessage;
  /** What the version says; null: it was published before that was kept. */
  content: FrozenContent | null;
  partials: Record<string, TemplatePartial>;
  utm: Utm;
  /** With the contact that it is for. */
  facts: Facts;
  isTest: boolean;
  /** Whether one who is to get a copy, by an identity of the channel's kind, has not refused it. */
  mayCopyTo(address: string): Promise<boolean>;
  /** Whether the contact has a device of this channel. Asked only by channels that write to devices. */
  hasDevice(): Promise<boolean>;
  /** When the contact was in its inbox last. Asked only by the channel whose messages are read there. */
  lastInInbox(): Promise<Date | undefined>;
}

export type Composed =
  | {
      outcome: "composed";
      /** The contact's address, or the one that the block names. */
      recipient: string;
      sender: string;
      /** What lists of messages show. */
      title: string;
      /** In the channel's own form, as JSON. */
      content: unknown;
      links: readonly TrackedLink[];
      /** Null: its content has one language only. */
      language: string | null;
    }
  | { outcome: "not sent"; detail: string };
