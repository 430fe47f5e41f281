import { Anchor, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { z } from "zod";
import type { templatePage } from "../../../../src/contract/api/template.ts";
import { useMay } from "../../api/session.ts";
import type { Wire } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { NewTemplateDialog } from "./NewTemplateDialog.tsx";

type Template = Wire<z.input<typeof templatePage>>["items"][number];
const route = getRouteApi("/inside/templates");

/** All stored templates, by name. */
export function TemplatesPage(): ReactElement {
  const { search, after } = route.useSearch();
  const navigate = route.useNavigate();
  const templates = usePage<Template>("/templates", { search, after }, 25);
  const mayManage = useMay("manage");
  const [isMaking, { open, close }] = useDisclosure();
  return (
    <Page
      title={t("templates:title")}
      lead={t("templates:lead")}
      actions={
        mayManage && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t("templates:new")}
          </Button>
        )
      }
    >
      <Group mb="sm">
        <SearchField
          label={t("templates:search")}
          placeholder={t("templates:search")}
          value={search}
          onChange={(next) => void navigate({ search: { search: next } })}
        />
      </Group>
      <DataTable
        label={t("templates:title")}
        rows={templates.data?.items}
        error={templates.error}
        retry={() => void templates.refetch()}
        keyOf={({ id }) => id}
        empty={
          search === undefined ? (
            <EmptyState
              title={t("templates:empty")}
              action={mayManage && <Button onClick={open}>{t("templates:makeFirst")}</Button>}
            >
              {t("templates:emptyHint")}
            </EmptyState>
          ) : (
            <EmptyState title={t("templates:none")} />
          )
        }
        columns={[
          {
            key: "name",
            header: t("templates:name"),
            cell: ({ id, name, content }) => (
              <>
                <Anchor
                  size="sm"
                  fw={600}
                  renderRoot={(props) => <Link to="/templates/$id" params={{ id }} {...props} />}
                >
                  {name}
                </Anchor>
                <Text size="xs" lineClamp={1}>
                  {content.subject}
                </Text>
              </>
            ),
          },
          {
            key: "uses",
            header: t("templates:uses"),
            cell: ({ uses }) =>
              uses === 0 ? t("templates:nowhere") : t("templates:usedIn", { count: uses }),
          },
          {
            key: "saved",
            header: t("templates:saved"),
            cell: ({ updatedAt, savedBy }) => (
              <>
                <Time at={updatedAt} />
                {savedBy?.name != null && (
                  <Text size="xs">{t("templates:by", { name: savedBy.name })}</Text>
                )}
              </>
            ),
          },
        ]}
        footer={
          <Pager
            after={after}
            next={templates.data?.next}
            rowCount={templates.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { search, after: cursor } })}
          />
        }
      />
      {isMaking && <NewTemplateDialog onClose={close} />}
    </Page>
  );
}
