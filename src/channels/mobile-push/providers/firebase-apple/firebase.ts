import { SignJWT, importPKCS8 } from "jose";
import type { z } from "zod";
import type { Answered, ProviderHttp } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import type { OutgoingMobilePush, SendPush } from "../../outgoing.ts";
import type { firebaseAppleSettings, serviceAccount } from "./description.ts";
import type { FreshToken } from "./kept-token.ts";
import { keptToken } from "./kept-token.ts";

type Account = z.output<typeof serviceAccount>;
type Settings = Pick<z.output<typeof firebaseAppleSettings>, "baseUrl" | "tokenUrl">;

const scope = "https://www.googleapis.com/auth/firebase.messaging";
/** Renewed so long before it ends. */
const aheadMs = 300_000;

/** No access token: nothing was sent. */
class NoToken extends Error {
  readonly outcome: SendOutcome;
  constructor(outcome: SendOutcome) {
    super("no access token");
    this.outcome = outcome;
  }
}

/** Firebase Cloud Messaging, HTTP v1. It would deliver a message that it is given twice twice. */
export function openFirebase(
  http: ProviderHttp,
  { baseUrl, tokenUrl }: Settings,
  account: Account,
): SendPush {
  const access = keptToken(() => accessToken(http, tokenUrl, account));
  const url = `${baseUrl}/v1/projects/${encodeURIComponent(account.project_id)}/messages:send`;
  return async (message) => {
    let token: string;
    try {
      token = await access.get();
    } catch (error) {
      if (error instanceof NoToken) return error.outcome;
      // The account's key can't be read: to be mended, as a wrong password is.
      return { outcome: "deferred", message: "the service account's key can't be used" };
    }
    const answer = await http.call({
      url,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ message: bodyOf(message) }),
    });
    if (answer.outcome === "answered" && answer.status === 401) access.drop(token);
    const outcome = sendOutcome(answer, {
      taken: (taken) => {
        const { name } = (jsonOf(taken) ?? {}) as { name?: unknown };
        const response = `${taken.status}: taken by Firebase`;
        return sentAs(response, name);
      },
      words: wordsOf,
    });
    const isGone = answer.outcome === "answered" && isDead(answer);
    return isGone && outcome.outcome === "refused" ? { ...outcome, isGone } : outcome;
  };
}

function bodyOf({ token, title, text, image, data, ...message }: OutgoingMobilePush): object {
  const { id, ttlSeconds, isUrgent, replaces } = message;
  const tag = replaces === "" ? id : replaces;
  const expiration = Math.floor(Date.now() / 1_000) + ttlSeconds;
  return {
    token,
    notification: image === null ? { title, body: text } : { title, body: text, image },
    data,
    android: {
      ttl: `${ttlSeconds}s`,
      priority: isUrgent ? "HIGH" : "NORMAL",
      collapse_key: tag,
      notification: { tag },
    },
    apns: {
      headers: {
        "apns-expiration": String(expiration),
        "apns-priority": isUrgent ? "10" : "5",
        "apns-collapse-id": tag,
      },
    },
  };
}

interface FirebaseError {
  status?: string;
  message?: string;
  details?: { errorCode?: string }[];
}

function errorOf(answer: Answered): FirebaseError {
  return ((jsonOf(answer) ?? {}) as { error?: FirebaseError }).error ?? {};
}

function codeOf({ status, details = [] }: FirebaseError): string | undefined {
  return details.map(({ errorCode }) => errorCode).find((code) => code !== undefined) ?? status;
}

function wordsOf(answer: Answered): string {
  const error = errorOf(answer);
  return error.message === undefined ? beginning(answer) : `${codeOf(error)} ${error.message}`;
}

/** An invalid argument may be the message's fault, too: then it says nothing of the token. */
function isDead(answer: Answered): boolean {
  const error = errorOf(answer);
  const code = codeOf(error);
  if (code === "UNREGISTERED" || code === "SENDER_ID_MISMATCH") return true;
  return code === "INVALID_ARGUMENT" && /registration token/i.test(error.message ?? "");
}

/** OAuth 2.0 with a signed JWT (RFC 7523), as Google has it for service accounts. */
async function accessToken(
  http: ProviderHttp,
  tokenUrl: string,
  { client_email: email, private_key: key }: Account,
): Promise<FreshToken> {
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(email)
    .setAudience(tokenUrl)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(await importPKCS8(key, "RS256"));
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const answer = await http.call({
    url: tokenUrl,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: grant, assertion }).toString(),
  });
  const given = answer.outcome === "answered" && answer.status === 200 ? jsonOf(answer) : null;
  const { access_token: token, expires_in: seconds } = (given ?? {}) as {
    access_token?: unknown;
    expires_in?: unknown;
  };
  if (typeof token === "string") {
    const lasts = typeof seconds === "number" ? seconds * 1_000 : 0;
    return { token, forMs: Math.max(0, lasts - aheadMs) };
  }
  const said =
    answer.outcome === "answered" ? `${answer.status}: ${beginning(answer)}` : answer.message;
  throw new NoToken({ outcome: "deferred", message: `Google gave no access token: ${said}` });
}
