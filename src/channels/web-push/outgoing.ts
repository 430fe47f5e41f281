import type { DeviceKeys } from "../../db/contacts/contact-devices.ts";

/** One notification for one browser. */
export interface OutgoingWebPush {
  id: string;
  /** The address of the browser's subscription. */
  endpoint: string;
  keys: DeviceKeys;
  /** JSON, for the service worker. */
  payload: string;
  ttlSeconds: number;
  urgency: "very-low" | "low" | "normal" | "high";
  /** Of two with the same, only the later one is delivered. Absent: each is. */
  topic?: string;
}
