import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { RuleDialog } from "./RuleDialog.tsx";
import { RuleList } from "./RuleList.tsx";
import { TargetDialog } from "./TargetDialog.tsx";
import { TargetList } from "./TargetList.tsx";
import { ToldList } from "./ToldList.tsx";

const route = getRouteApi("/inside/notifications");
const tabs = ["rules", "targets", "told"] as const;
type Tab = (typeof tabs)[number];

const isTab = (text: string | null | undefined): text is Tab => tabs.some((tab) => tab === text);

/** What the owners want to be told of, where to, and what they were told. */
export function NotificationsPage() {
  const { tab: asked } = route.useSearch();
  const tab = isTab(asked) ? asked : "rules";
  const navigate = route.useNavigate();
  const [made, setMade] = useState<"rule" | "target" | null>(null);
  const close = () => setMade(null);
  const makeTarget = () => setMade("target");
  return (
    <Page
      title={t("notifications:title")}
      lead={t("notifications:lead")}
      actions={
        tab !== "told" && (
          <Button
            leftSection={<IconPlus size={16} />}
            onClick={() => setMade(tab === "targets" ? "target" : "rule")}
          >
            {t(tab === "targets" ? "notifications:newTarget" : "notifications:newRule")}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({ search: isTab(next) && next !== "rules" ? { tab: next } : {} })
        }
      >
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`notifications:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules">
          <RuleList onNewTarget={makeTarget} />
        </Tabs.Panel>
        <Tabs.Panel value="targets">
          <TargetList />
        </Tabs.Panel>
        <Tabs.Panel value="told">
          <ToldList />
        </Tabs.Panel>
      </Tabs>
      {made === "rule" && <RuleDialog onClose={close} />}
      {made === "target" && <TargetDialog onClose={close} />}
    </Page>
  );
}
