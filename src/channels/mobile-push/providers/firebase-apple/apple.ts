import { SignJWT, importPKCS8 } from "jose";
import type { z } from "zod";
import type { Answered, ProviderHttp } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingMobilePush, SendPush } from "../../outgoing.ts";
import type { firebaseAppleSettings } from "./description.ts";
import { keptToken } from "./kept-token.ts";
import { sentAs } from "../../../send-outcome.ts";

type Settings = z.output<typeof firebaseAppleSettings>;

/** Apple takes a token for an hour, and refuses new ones that come more often than every 20 minutes. */
const tokenMs = 50 * 60_000;
/** Beside the status 410: the token is of another app, or none. */
const deadReasons = ["BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered"];
const keyReasons = ["ExpiredProviderToken", "InvalidProviderToken", "MissingProviderToken"];

/** Apple's push service by HTTP/2, with a token that is signed with the set-up's key. */
export function openApple(http: ProviderHttp, settings: Settings, key: string): SendPush {
  const { appleBaseUrl, appleTopic, appleTeamId, appleKeyId } = settings;
  const provider = keptToken(async () => {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: "ES256", kid: appleKeyId })
      .setIssuer(appleTeamId)
      .setIssuedAt()
      .sign(await importPKCS8(key, "ES256"));
    return { token, forMs: tokenMs };
  });
  return async (message) => {
    let token: string;
    try {
      token = await provider.get();
    } catch {
      return { outcome: "deferred", message: "Apple's key can't be used" };
    }
    const answer = await http.call({
      url: `${appleBaseUrl}/3/device/${message.token}`,
      http2: true,
      headers: {
        ...headersOf(message),
        authorization: `bearer ${token}`,
        "apns-topic": appleTopic,
      },
      body: JSON.stringify(bodyOf(message)),
    });
    const isKeysFault = answer.outcome === "answered" && keyReasons.includes(reasonOf(answer));
    if (isKeysFault) provider.drop(token);
    const outcome = sendOutcome(answer, {
      taken: ({ status, headers }) => {
        const response = `${status}: taken by Apple`;
        const providerId = headers["apns-id"];
        return sentAs(response, providerId);
      },
      words: (said) => (reasonOf(said) === "" ? beginning(said) : reasonOf(said)),
      // The key is wrong and not the message: it is mended.
      deferred: isKeysFault ? [403] : [],
    });
    const isGone =
      answer.outcome === "answered" &&
      (answer.status === 410 || deadReasons.includes(reasonOf(answer)));
    return isGone && outcome.outcome === "refused" ? { ...outcome, isGone } : outcome;
  };
}

function headersOf({ id, ttlSeconds, isUrgent, replaces }: OutgoingMobilePush) {
  const expiration = ttlSeconds === 0 ? 0 : Math.floor(Date.now() / 1_000) + ttlSeconds;
  return {
    "apns-id": id,
    "apns-push-type": "alert",
    "apns-priority": isUrgent ? "10" : "5",
    "apns-expiration": String(expiration),
    "apns-collapse-id": replaces === "" ? id : replaces,
    "content-type": "application/json",
  };
}

/** A picture is loaded by the app's notification service extension. */
function bodyOf({ title, text, image, data }: OutgoingMobilePush): object {
  const alert = { title, body: text };
  return image === null
    ? { aps: { alert, sound: "default" }, ...data }
    : { aps: { alert, sound: "default", "mutable-content": 1 }, ...data, image };
}

function reasonOf(answer: Answered): string {
  const { reason } = (jsonOf(answer) ?? {}) as { reason?: unknown };
  return typeof reason === "string" ? reason : "";
}
