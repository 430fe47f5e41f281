import type { HoldBack } from "../domain/pressure/settings.ts";
import type { ContentSource } from "../domain/message-content.ts";

/** What the settings of every channel's messages have; a channel's own stand beside them. */
export interface MessageSettings {
  /** Liquid; absent: the contact's own address. */
  to?: string;
  /** Liquid; absent: the contact's. */
  language?: string;
  /** Liquid, by name. */
  data: Record<string, string>;
  transactional: boolean;
  topic?: string;
  /** What becomes of a message that reads a variable which has no value. */
  onMissing: "empty" | "skip" | "fail";
  /** Absent: as the workspace has it. */
  holdBack?: HoldBack | undefined;
}

/** A message that a block may send. */
export interface BlockMessage {
  /** The channel's name. */
  channel: string;
  /** Of a block with several messages: its place in their list. */
  slot?: number;
  settings: MessageSettings;
  source: MessageSource;
}

/** What a message says and reads, for a version to freeze. */
export interface MessageSource {
  /** A stored template in place of content of its own. */
  templateId: string | undefined;
  content: ContentSource;
  /** The stored template's content, with what the block says in its place. */
  over(stored: ContentSource): ContentSource;
  /** The names that it reads as `data.name`. */
  data: string[];
  /** Other Liquid that reads what the run knows. */
  expressions: string[];
}
