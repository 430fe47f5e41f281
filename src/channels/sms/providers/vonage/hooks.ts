import { createHash } from "node:crypto";
import { jwtVerify } from "jose";
import { z } from "zod";
import type { HookAnswer, HookRequest, ProviderHooks, ProviderSetup } from "../../../provider.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { reportOfReceipt, reportOfReply } from "../../reports.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";

const number = z.union([z.string(), z.object({ number: z.string() }).transform((to) => to.number)]);

const hook = z.object({
  message_uuid: z.string().min(1),
  from: number.optional(),
  to: number.optional(),
  timestamp: z.string().optional(),
  /** Of a message that we have sent. */
  status: z.string().optional(),
  client_ref: z.string().optional(),
  error: z
    .object({
      type: z.coerce.string().optional(),
      title: z.coerce.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
  /** Of a message that somebody has sent us. */
  text: z.string().optional(),
});

/** Webhooks of Vonage's Messages API: JSON, signed by a JWT. */
export const vonageHooks: ProviderHooks = {
  receive: async (setup, request): Promise<HookAnswer> => {
    if (!(await isSigned(setup, request))) return { outcome: "not genuine" };
    const read = hook.safeParse(jsonIn(request.body));
    if (!read.success) return { outcome: "unreadable", message: "it is no webhook of Vonage" };
    const { message_uuid: id, from, to, status, client_ref: ref, error, text } = read.data;
    const at = instantOf(read.data.timestamp) ?? request.at;
    if (status === undefined) {
      if (from === undefined) return { outcome: "unreadable", message: "it has no sender" };
      const words = replyWordsOf(setup.settings);
      const report = reportOfReply({ id, from, text: text ?? "", at }, words);
      return { outcome: "reports", reports: [report], answer: { status: 200 } };
    }
    const kind = kinds[status];
    const receipt = {
      providerId: id,
      messageId: messageIdIn(ref),
      to: to ?? null,
      code: error?.title ?? null,
      words: error?.detail ?? (kind === "failed" ? status : null),
      at,
    };
    // The others are steps on the way.
    const reports = kind === undefined ? [] : [reportOfReceipt({ kind, ...receipt })];
    return { outcome: "reports", reports, answer: { status: 200 } };
  },
};

const kinds: Record<string, "delivered" | "failed"> = {
  delivered: "delivered",
  read: "delivered",
  rejected: "failed",
  undeliverable: "failed",
};

/** The token is signed with the signature secret, and names the hash of the body. */
async function isSigned(
  { secrets }: ProviderSetup,
  { headers, body, at }: HookRequest,
): Promise<boolean> {
  const secret = secrets["signatureSecret"];
  const [, token] = /^Bearer\s+(\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  if (secret === undefined || token === undefined) return false;
  try {
    const { payload } = await jwtVerify(token, Buffer.from(secret), {
      algorithms: ["HS256"],
      currentDate: at,
      clockTolerance: 300,
    });
    return payload["payload_hash"] === createHash("sha256").update(body).digest("hex");
  } catch {
    return false;
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

function instantOf(text: string | undefined): Date | undefined {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? undefined : at;
}
