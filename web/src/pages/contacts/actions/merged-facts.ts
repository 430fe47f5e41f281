import type { ContactDetails } from "../../../api/contacts.ts";
import { t } from "../../../i18n/i18n.ts";
import { textOf } from "../attribute-rows.ts";

interface MergedFact {
  key: string;
  name: string;
  value: string;
  /** What the one who goes says otherwise, and is not kept. */
  dropped?: string;
}

/** What two contacts are together: who stays is right, and what only the other one says is taken over. */
export function mergedFacts(kept: ContactDetails, gone: ContactDetails): MergedFact[] {
  return [
    fact("firstName", t("contacts:edit.firstName"), kept.firstName, gone.firstName),
    fact("lastName", t("contacts:edit.lastName"), kept.lastName, gone.lastName),
    ...[...kept.identities, ...gone.identities].map(({ kind, value }) => ({
      key: `${kind} ${value}`,
      name: t(`contacts:identity.${kind}`),
      value,
    })),
    fact("language", t("contacts:edit.language"), kept.language, gone.language),
    fact("timeZone", t("contacts:profile.timeZone"), kept.timeZone, gone.timeZone),
    ...Object.keys({ ...gone.attributes, ...kept.attributes }).map((name) =>
      fact(`attribute ${name}`, name, kept.attributes[name], gone.attributes[name]),
    ),
  ].filter((one): one is MergedFact => one !== null);
}

function fact(key: string, name: string, kept: unknown, gone: unknown): MergedFact | null {
  const [value, other] = [kept ?? gone, gone];
  if (value === null || value === undefined) return null;
  const [text, otherText] = [textOf(value), other == null ? undefined : textOf(other)];
  return {
    key,
    name,
    value: text,
    ...(otherText !== undefined && otherText !== text && { dropped: otherText }),
  };
}
