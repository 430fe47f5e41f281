import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ConversionGroup, Funnel, FunnelStep } from "../../../api/reports.ts";
import { conversionsQuery } from "../../../api/reports.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber, formatShare } from "../../../ui/format-number.ts";
import type { BarRow } from "../charts/RowBars.tsx";
import { RowBars } from "../charts/RowBars.tsx";
import { Counted } from "../Counted.tsx";
import { CountedSince } from "../CountedSince.tsx";
import { MessageTable } from "../MessageTable.tsx";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";
import { useFunnel } from "../use-funnel.ts";

export type Sending = FunnelStep & { messages: NonNullable<FunnelStep["messages"]> };

/** What became of messages: of all blocks that send, or of one. */
export function MessagesTab(shown: Shown) {
  const { workflow, period, search } = shown;
  const query = useFunnel(shown);
  const conversions = useQuery({
    ...conversionsQuery(workflow.id, period),
    enabled: workflow.goal !== null,
  });
  const converted =
    conversions.data && new Map(conversions.data.messages.map((group) => [group.blockId, group]));
  return (
    <Counted query={query}>
      {(funnel) => {
        const sending = funnel.steps.flatMap((step) => sendingOf(step) ?? []);
        const chosen = sending.find(({ blockId }) => blockId === search.block);
        if (sending.length === 0) {
          return (
            <EmptyState title={t("reports:messages.none")}>
              {t("reports:messages.noneHint")}
            </EmptyState>
          );
        }
        return (
          <ReportSection
            title={chosen?.name ?? t("reports:messages.title")}
            hint={<Hint {...shown} funnel={funnel} isOne={chosen !== undefined} />}
            csv={shown.csv("messages")}
            chart={(svg) => (
              <RowBars
                svg={svg}
                label={labelOf(chosen, sending)}
                rows={
                  chosen === undefined
                    ? sending.map(overviewRow)
                    : lifeRows(chosen, converted?.get(chosen.blockId))
                }
              />
            )}
          >
            <MessageTable
              rows={chosen === undefined ? sending : [chosen]}
              converted={workflow.goal === null ? null : converted}
              nameOf={({ blockId, name }) =>
                chosen === undefined ? (
                  <Anchor
                    component="button"
                    size="sm"
                    ta="left"
                    onClick={() => shown.set({ block: blockId })}
                  >
                    {name}
                  </Anchor>
                ) : (
                  name
                )
              }
            />
          </ReportSection>
        );
      }}
    </Counted>
  );
}

function sendingOf(step: FunnelStep): Sending | undefined {
  return step.messages === null ? undefined : { ...step, messages: step.messages };
}

function Hint({ period, set, funnel, isOne }: Shown & { funnel: Funnel; isOne: boolean }) {
  if (!isOne) {
    return (
      <>
        {t("reports:messages.hint")}{" "}
        <CountedSince period={period} from={funnel.from} most={20_000} />
      </>
    );
  }
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => set({ block: undefined })}>
      {t("reports:messages.all")}
    </Button>
  );
}

function overviewRow({ blockId, name, messages: { sent, opened, clicked } }: Sending): BarRow {
  const text = t("reports:messages.row", {
    sent: formatNumber(sent),
    opened: formatShare(opened, sent) || "–",
    clicked: formatShare(clicked, sent) || "–",
  });
  return { key: blockId, name, value: sent, text };
}

/** A message from its queue to the purchase. */
function lifeRows({ messages }: Sending, converted: ConversionGroup | undefined): BarRow[] {
  const { queued, sent, delivered, bounced, opened, clicked, failed, unknown, skipped } = messages;
  const rows: [string, number | null | undefined, BarRow["tone"]?][] = [
    ["queued", queued || null, "quiet"],
    ["sent", sent],
    ["delivered", delivered],
    ["opened", opened],
    ["clicked", clicked],
    ["converted", converted?.convertedContacts],
    ["bounced", bounced || null, "bad"],
    ["failed", failed || null, "bad"],
    ["unknown", unknown || null, "quiet"],
    ["skipped", skipped || null, "quiet"],
  ];
  return rows.flatMap(([key, value, tone]) =>
    value == null
      ? []
      : {
          key,
          name: t(`reports:messages.states.${key as "sent"}`),
          value,
          text: `${formatNumber(value)} · ${formatShare(value, sent) || "–"}`,
          tone,
        },
  );
}

function labelOf(chosen: Sending | undefined, sending: readonly Sending[]): string {
  const rows = chosen === undefined ? sending : [chosen];
  const sum = (of: (sent: Sending["messages"]) => number) =>
    formatNumber(rows.reduce((total, { messages }) => total + of(messages), 0));
  return t("reports:messages.label", {
    sent: sum(({ sent }) => sent),
    opened: sum(({ opened }) => opened),
    clicked: sum(({ clicked }) => clicked),
  });
}
