import { t } from "../../i18n/i18n.ts";

/** What one row of a list is called, and what makes another. */
export interface RowWords {
  one: string;
  add: string;
  fresh: string;
}

type Known =
  | "name"
  | "entry"
  | "header"
  | "attribute"
  | "branch"
  | "language"
  | "message"
  | "hours";

export function rowWords(one: Known): RowWords {
  return {
    one: t(`inputs:row.${one}.one`),
    add: t(`inputs:row.${one}.add`),
    fresh: t(`inputs:row.${one}.new`),
  };
}

/** The words of a row that a schema's title calls by its name. */
export function titledRowWords(title: string): RowWords {
  const what = title.toLowerCase();
  return { one: title, add: t("inputs:add", { what }), fresh: t("inputs:new", { what }) };
}

export const numbered = (one: string, index: number): string =>
  t("inputs:numbered", { one, number: index + 1 });
