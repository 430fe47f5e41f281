import type { EventCategory } from "../../../../src/contract/event-categories.ts";
import { eventCategoryValues } from "../../../../src/contract/event-categories.ts";
import { t } from "../../i18n/i18n.ts";

export const categoryNames = (): Record<string, string> =>
  Object.fromEntries(
    eventCategoryValues.map((category: EventCategory) => [
      category,
      t(`event-types:category.${category}`),
    ]),
  );

export const sourceNames = () => ({
  manual: t("event-types:source.manual"),
  api: t("event-types:source.api"),
  system: t("event-types:source.system"),
});
