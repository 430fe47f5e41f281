import { useState } from "react";

interface Identified {
  id: string;
}

/**
 * Tells which rows have come since a list was first shown, for as long as it is shown: reading it again
 * does not make a row old, or its mark would go with the next change of any row. `items` are those
 * shown, newest first, with ids that sort by time; undefined where the list is not shown from its top.
 * Another `list`, say another filter, begins anew.
 */
export function useNewRows(list: string, items: readonly Identified[] | undefined) {
  const [seen, setSeen] = useState<{ list: string; newest: string }>();
  const isCurrent = seen?.list === list;
  if (items === undefined) {
    if (seen !== undefined) setSeen(undefined);
  } else if (!isCurrent) {
    setSeen({ list, newest: items[0]?.id ?? "" });
  }
  return ({ id }: Identified) => items !== undefined && isCurrent && id > seen.newest;
}
