import { smsSegments } from "../../../../src/domain/sms-segments.ts";
import { t } from "../../i18n/i18n.ts";

const tags = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g;

/** How a text is counted as SMS while it is written: what its variables will say can't be known. */
export function smsCount(text: string): string {
  const written = text.replaceAll(tags, "");
  const { encoding, segments, units, left } = smsSegments(written);
  const parts = [
    t("forms:sms.segments", { count: segments, encoding }),
    t("forms:sms.characters", { count: units }),
  ];
  if (units > 0) parts.push(t("forms:sms.left", { count: left }));
  const counted = parts.join(", ");
  return written === text ? counted : t("forms:sms.without", { counted });
}
