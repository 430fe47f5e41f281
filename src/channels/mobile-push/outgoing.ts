import type { Platform } from "../../domain/device.ts";
import type { SendOutcome } from "../send-outcome.ts";

/** One notification for one phone. */
export interface OutgoingMobilePush {
  id: string;
  token: string;
  platform: Platform;
  title: string;
  text: string;
  image: string | null;
  /** What the app is given beside it: where a touch leads, and whom to tell of it. */
  data: Record<string, string>;
  ttlSeconds: number;
  /** Whether the phone wakes up for it. */
  isUrgent: boolean;
  /** A later one with the same takes the place of an earlier one. */
  replaces: string;
}

export type SendPush = (message: OutgoingMobilePush) => Promise<SendOutcome>;
