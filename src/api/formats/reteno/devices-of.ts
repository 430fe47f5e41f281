import type { WrittenDevice } from "../../../contract/api/devices.ts";
import { writtenDevice } from "../../../contract/api/devices.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { registerDeviceOf } from "../../../services/devices/devices.ts";
import type { ContactForm } from "./contact-form.ts";

type GivenChannel = NonNullable<ContactForm["channels"]>[number];

/** Registers what a contact takes notifications by; what nothing could be sent to is left aside. */
export async function registerDevices(
  context: ServiceContext,
  contactId: string,
  { channels }: ContactForm,
): Promise<void> {
  for (const channel of channels ?? []) {
    const device = deviceOf(channel);
    if (device !== undefined) await registerDeviceOf(context, contactId, device);
  }
}

/**
 * A phone that says what it is: otherwise nobody knows by whom to send to it. Of a browser, its
 * subscription as JSON: a token of another push service is nothing that we could send to.
 */
function deviceOf({ type, value, device }: GivenChannel): WrittenDevice | undefined {
  const about = objectOf(device);
  const common = { app: filled(about["appId"]), language: filled(about["locale"]) };
  const kind = type.toLowerCase();
  if (kind === "mobilepush") return read({ platform: platformOf(about), token: value, ...common });
  if (kind !== "webpush") return undefined;
  return read({ platform: "web", subscription: jsonOf(value ?? ""), ...common });
}

function read(device: object): WrittenDevice | undefined {
  const parsed = writtenDevice.safeParse(device);
  return parsed.success ? parsed.data : undefined;
}

/** Under the names that its SDKs and clients have for it. */
function platformOf(about: Record<string, unknown>): string | undefined {
  const given = about["osType"] ?? about["os"] ?? about["platform"];
  return typeof given === "string" ? given.toLowerCase() : undefined;
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const filled = (value: unknown): unknown => (value === null || value === "" ? undefined : value);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
