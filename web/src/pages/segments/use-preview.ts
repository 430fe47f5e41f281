import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiError } from "../../api/api-error.ts";
import { post } from "../../api/client.ts";
import type { SegmentPreview } from "../../api/segments.ts";
import { capitalized } from "../../ui/text.ts";
import type { Written } from "./rule/model/write.ts";
import { itemAt } from "./rule/model/write.ts";

/** Whom a rule holds for now, asked once typing rests. */
export function usePreview(written: Written) {
  const text = JSON.stringify(written.rule);
  const [asked] = useDebouncedValue(text, 500);
  const query = useQuery({
    queryKey: ["segment-preview", asked],
    queryFn: () =>
      post<SegmentPreview>("/segments/preview", { rule: JSON.parse(asked) as unknown }),
    enabled: asked !== "null",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  const isNewest = asked === text && !query.isFetching;
  return { ...query, isNewest, faults: isNewest ? faultsOf(query.error, written) : noFaults };
}

const noFaults: ReadonlyMap<number, string> = new Map();

/** What the API says is wrong with a rule, by the sentence that it is about. */
export function faultsOf(error: unknown, written: Written): ReadonlyMap<number, string> {
  if (!(error instanceof ApiError)) return noFaults;
  const faults = new Map<number, string>();
  for (const { path, message } of error.fieldErrors) {
    if (!path.startsWith("rule")) continue;
    const id = itemAt(written, path);
    if (id !== null)
      faults.set(id, [faults.get(id), capitalized(message)].filter(Boolean).join("; "));
  }
  return faults;
}
