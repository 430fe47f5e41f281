import type { IdentifyingParams } from "../../../api/identifying-params.ts";
import { t } from "../../../i18n/i18n.ts";

type Kind = IdentifyingParams["fixed"][number]["identity"];

/** What a param's value can be. One that is missing here breaks the pages' build. */
export function kindNames(): Record<Kind, string> {
  const name = (kind: Kind) => t(`settings-identity:kind.${kind}`);
  return {
    contactId: name("contactId"),
    email: name("email"),
    phone: name("phone"),
    telegram: name("telegram"),
    viber: name("viber"),
    slack: name("slack"),
    pushToken: name("pushToken"),
    contactKey: name("contactKey"),
    anonymousId: name("anonymousId"),
  };
}
