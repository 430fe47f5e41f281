import { Button, Group, Loader, Skeleton, Tabs, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { Segment } from "../../api/segments.ts";
import { segmentQuery } from "../../api/segments.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { useEverOpen } from "../../ui/use-ever-open.ts";
import { MembersTab } from "./members/MembersTab.tsx";
import { MovesTab } from "./moves/MovesTab.tsx";
import { UsesTab } from "./UsesTab.tsx";

const RuleTab = lazy(() => import("./RuleTab.tsx").then((module) => ({ default: module.RuleTab })));
const DeleteSegmentDialog = lazy(() =>
  import("./DeleteSegmentDialog.tsx").then((module) => ({ default: module.DeleteSegmentDialog })),
);

const route = getRouteApi("/inside/segments/$id");
const tabs = ["members", "rule", "moves", "uses"] as const;

/** One segment: who is in it, its rule, who came and went, and where it is used. */
export function SegmentPage() {
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const [isDeleting, { open, close }] = useDisclosure();
  const hasAsked = useEverOpen(isDeleting);
  const segment = useQuery({
    ...segmentQuery(id),
    // The members of a rule that was just made are there within seconds.
    refetchInterval: ({ state }) => (state.data?.isComputed === false ? 1_500 : false),
  });
  if (segment.isError) {
    const reset = () => void segment.refetch();
    return <PageFailure error={segment.error} reset={reset} what={t("segments:one")} />;
  }
  const { data } = segment;
  const shown = tabs.find((one) => one === tab) ?? "members";
  return (
    <Page
      title={data?.name ?? t("segments:one")}
      lead={data?.isComputed === true && leadOf(data)}
      actions={
        mayManage &&
        data !== undefined && (
          <Button variant="default" onClick={open}>
            {t("segments:delete.open")}
          </Button>
        )
      }
    >
      {data !== undefined && (
        <>
          <Tabs
            value={shown}
            keepMounted={false}
            onChange={(next) => void navigate({ search: { tab: next ?? undefined } })}
          >
            <Tabs.List mb="md">
              {tabs.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(
                    name === "rule" && data.rule === null
                      ? "segments:tabs.name"
                      : `segments:tabs.${name}`,
                  )}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="members">
              {data.isComputed ? (
                <MembersTab segment={data} />
              ) : (
                <Group gap="xs" role="status">
                  <Loader size="xs" />
                  <Text size="sm">{t("segments:leadComputing")}</Text>
                </Group>
              )}
            </Tabs.Panel>
            <Tabs.Panel value="rule">
              <Suspense fallback={<Skeleton height={240} />}>
                <RuleTab segment={data} />
              </Suspense>
            </Tabs.Panel>
            <Tabs.Panel value="moves">
              <MovesTab segmentId={id} />
            </Tabs.Panel>
            <Tabs.Panel value="uses">
              <UsesTab segmentId={id} />
            </Tabs.Panel>
          </Tabs>
          {hasAsked && (
            <Suspense fallback={null}>
              <DeleteSegmentDialog segment={data} opened={isDeleting} onClose={close} />
            </Suspense>
          )}
        </>
      )}
    </Page>
  );
}

function leadOf({ rule, members }: Segment): string {
  return t(rule === null ? "segments:leadList" : "segments:leadRule", { count: members });
}
