import type { z } from "zod";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { OutgoingMobilePush, SendPush } from "../../outgoing.ts";
import { openApple } from "./apple.ts";
import type { firebaseAppleSettings } from "./description.ts";
import { serviceAccount } from "./description.ts";
import { openFirebase } from "./firebase.ts";

/** Apple's own tokens are hexadecimal; Firebase's, of iPhones too, are not. */
const appleToken = /^[0-9a-f]{64,400}$/i;

export const firebaseAppleAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingMobilePush> => {
    const read = settings as z.output<typeof firebaseAppleSettings>;
    const { serviceAccount: account, appleKey } = secrets;
    const firebase =
      account === undefined
        ? missing("Firebase's service account")
        : openFirebase(http, read, serviceAccount.parse(JSON.parse(account)));
    const apple = appleKey === undefined ? missing("Apple's key") : openApple(http, read, appleKey);
    return {
      send: (message) =>
        message.platform === "ios" && appleToken.test(message.token)
          ? apple(message)
          : firebase(message),
      close: () => Promise.resolve(),
    };
  },
};

function missing(what: string): SendPush {
  return () => Promise.resolve({ outcome: "refused", message: `${what} is not set` });
}
