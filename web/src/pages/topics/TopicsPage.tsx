import { Button, Group, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PreferencePageTab } from "./PreferencePageTab.tsx";
import { TopicDialog } from "./TopicDialog.tsx";
import { TopicList } from "./TopicList.tsx";

const route = getRouteApi("/inside/topics");

/** What contacts can subscribe to, and the page on which they do. */
export function TopicsPage() {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const [isMaking, { open, close }] = useDisclosure();
  const make = mayManage && (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t("topics:new")}
    </Button>
  );
  return (
    <Page title={t("topics:title")} lead={t("topics:lead")} actions={<Group>{make}</Group>}>
      <Tabs
        value={tab === "page" ? "page" : "topics"}
        keepMounted={false}
        onChange={(next) => void navigate({ search: next === "page" ? { tab: "page" } : {} })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="topics">{t("topics:tabs.topics")}</Tabs.Tab>
          <Tabs.Tab value="page">{t("topics:tabs.page")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="topics">
          <TopicList />
        </Tabs.Panel>
        <Tabs.Panel value="page">
          <PreferencePageTab />
        </Tabs.Panel>
      </Tabs>
      {isMaking && <TopicDialog onClose={close} />}
    </Page>
  );
}
