import type { Format } from "../format.ts";
import { messageEndpoints } from "../reteno-messages/endpoints.ts";
import { accountEndpoints } from "./account.ts";
import { contactListEndpoints } from "./contact-lists.ts";
import { contactEndpoints } from "./contacts.ts";
import { endpointsRouter } from "./endpoint.ts";
import { eventEndpoints } from "./events.ts";
import { groupEndpoints } from "./groups.ts";
import { mobileEventEndpoints } from "./mobile-events.ts";
import { orderEndpoints } from "./orders.ts";
import { pastEventEndpoints } from "./past-events.ts";
import { unsubscribedEndpoints } from "./unsubscribed.ts";

/** Reteno, eSputnik, Yespo: one product under three brands. */
export const reteno: Format = {
  name: "reteno",
  router: (deps) =>
    endpointsRouter(
      [
        ...eventEndpoints,
        ...pastEventEndpoints,
        ...mobileEventEndpoints,
        ...orderEndpoints,
        ...contactEndpoints,
        ...contactListEndpoints,
        ...unsubscribedEndpoints,
        ...groupEndpoints,
        ...messageEndpoints,
        ...accountEndpoints,
      ],
      deps,
    ),
};
