import type { DeviceRow } from "../../db/contacts/contact-devices.ts";
import { dropDevices } from "../../db/contacts/contact-devices.ts";
import type { Database } from "../../db/core/database.ts";
import type { SendOutcome } from "../send-outcome.ts";
import { sentAs } from "../send-outcome.ts";

/**
 * Hands one message to all devices of its contact. Taken by one, it is sent: what the others said stands
 * beside it, and none of them is tried again, since the first would be shown it twice. Devices that
 * their push service does not know any more are forgotten at once.
 *
 * @param send to one device
 */
export async function sendToDevices(
  db: Database,
  devices: readonly DeviceRow[],
  send: (device: DeviceRow) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  if (devices.length === 0)
    return { outcome: "refused", message: "the contact has no device left" };
  const outcomes = await Promise.all(devices.map(send));
  const gone = devices.filter((_, index) => isGone(outcomes[index]));
  // One that stays is found to be gone by the next message.
  await dropDevices(
    db,
    gone.map(({ id }) => id),
  ).catch(() => undefined);
  return together(outcomes);
}

function isGone(outcome: SendOutcome | undefined): boolean {
  return outcome?.outcome === "refused" && outcome.isGone === true;
}

/** What becomes of a message of which each device has said something. */
export function together(outcomes: readonly SendOutcome[]): SendOutcome {
  const [first] = outcomes;
  if (first !== undefined && outcomes.length === 1) return first;
  const taken = outcomes.flatMap((one) => (one.outcome === "sent" ? [one] : []));
  const rest = outcomes.flatMap((one) => (one.outcome === "sent" ? [] : [one.message]));
  const words = [...new Set(rest)].join("; ");
  const [one] = taken;
  if (one !== undefined) {
    const count = `${taken.length} of ${outcomes.length} devices`;
    const response = `${count}: ${[one.response, words].filter((part) => part !== "").join("; ")}`;
    const { providerId } = one;
    return sentAs(response, providerId);
  }
  // Rather not again, where one may have taken it.
  if (outcomes.some(({ outcome }) => outcome === "unknown")) {
    return { outcome: "unknown", message: words };
  }
  const waits = outcomes.flatMap((each) => (each.outcome === "deferred" ? [each] : []));
  if (waits.length === 0) return { outcome: "refused", message: words };
  const pauses = waits.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  return pauses.length === 0
    ? { outcome: "deferred", message: words }
    : { outcome: "deferred", message: words, retryAfterMs: Math.max(...pauses) };
}
