import { Alert, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Run } from "../../api/runs.ts";
import type { Kinds } from "../../canvas/graph.ts";
import { Page } from "../../ui/Page.tsx";
import { MessageList } from "./MessageList.tsx";
import { MessagePanel } from "./MessagePanel.tsx";
import { RunActions } from "./RunActions.tsx";
import { PausedAlert } from "./PausedAlert.tsx";
import { RunFacts } from "./RunFacts.tsx";
import classes from "./RunPage.module.css";
import { RunStatusBadge } from "./RunStatusBadge.tsx";
import { RunPathView } from "./RunPathView.tsx";
import { failureOf } from "./run-labels.ts";
import { Timeline } from "./Timeline.tsx";
import { blockNames } from "../../canvas/graph.ts";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/runs/$id");

/** A run's head, its path on the canvas and as a timeline, and its messages. */
export function RunView({ run, kinds }: { run: Run; kinds: Kinds }) {
  const { block, message } = route.useSearch();
  const navigate = route.useNavigate();
  const [centre, setCentre] = useState<{ block: string } | null>(
    block === undefined ? null : { block },
  );
  const names = blockNames(run.definition, kinds);
  const failure = run.status === "failed" ? failureOf(run.error) : null;
  const show = (change: { block?: string | undefined; message?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const choose = (chosen: string) => {
    show({ block: chosen });
    setCentre({ block: chosen });
  };

  return (
    <Page
      title={t("runs:runOf", { name: run.workflow.name })}
      lead={
        <span className={classes["lead"]}>
          <RunStatusBadge run={run} />
          <Link to="/runs" search={{ workflowId: run.workflow.id }}>
            {t("runs:allOfWorkflow")}
          </Link>
        </span>
      }
      actions={<RunActions run={run} names={names} />}
    >
      {failure !== null && (
        <Alert
          color="red"
          variant="outline"
          mb="md"
          styles={readable}
          title={failureTitle(failure.block, names)}
        >
          {failure.message}
        </Alert>
      )}
      {run.dispatchError !== null && run.status === "pending" && (
        <Alert
          color="yellow"
          variant="outline"
          mb="md"
          styles={{ title: { color: "light-dark(#85530a, #f5cf86)" } }}
          title={t("runs:notHandedOver")}
        >
          {t("runs:notHandedOverWhy", { why: run.dispatchError })}
        </Alert>
      )}
      <PausedAlert run={run} names={names} />
      <RunFacts run={run} />
      <div className={classes["body"]}>
        <section className={classes["text"]} aria-labelledby="timeline">
          <Title order={2} id="timeline" mb="xs">
            {t("runs:timeline.title")}
          </Title>
          <Timeline
            run={run}
            kinds={kinds}
            names={names}
            block={block}
            onBlock={choose}
            onMessage={(id) => show({ message: id })}
          />
          <MessageList
            messages={run.messages}
            names={names}
            onMessage={(id) => show({ message: id })}
          />
        </section>
        <RunPathView
          run={run}
          kinds={kinds}
          block={block}
          centre={centre}
          onBlock={(chosen) => show({ block: chosen })}
        />
      </div>
      {message !== undefined && (
        <MessagePanel messageId={message} onClose={() => show({ message: undefined })} />
      )}
    </Page>
  );
}

/** Mantine's own red is too light for a title on grey. */
const readable = { title: { color: "light-dark(#a2261a, #fbb3aa)" } };

function failureTitle(block: string | undefined, names: ReadonlyMap<string, string>): string {
  return block === undefined
    ? t("runs:failed")
    : t("runs:failedAt", { name: names.get(block) ?? block });
}
