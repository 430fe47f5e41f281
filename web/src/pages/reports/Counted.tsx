import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../../i18n/i18n.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";

interface Props<Answer> {
  query: UseQueryResult<Answer>;
  children(answer: Answer): ReactNode;
}

/** What was counted; until then that it is on its way, or why it can't be had. */
export function Counted<Answer>({ query, children }: Props<Answer>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("reports:what")} />;
  }
  return <Skeleton height={280} aria-busy />;
}
