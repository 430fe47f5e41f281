import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { workflowTagsQuery } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";

const statuses = ["active", "draft", "paused", "archived"] as const;
const sorts = ["updatedAt", "name"] as const;

export interface WorkflowFilter {
  search?: string;
  tag?: string;
  status?: string;
  sort?: string;
}

interface Props {
  filter: WorkflowFilter;
  onChange(change: Partial<WorkflowFilter>): void;
}

export function WorkflowFilters({ filter, onChange }: Props) {
  const { search, tag, status, sort } = filter;
  const { data: tags = [] } = useQuery(workflowTagsQuery);
  const names = tags.map((one) => [
    one.tag,
    t("workflows-list:filter.tagCount", { tag: one.tag, count: one.workflows }),
  ]);
  const unlisted = tag === undefined || tags.some((one) => one.tag === tag) ? [] : [[tag, tag]];

  return (
    <Group gap="xs" mb="sm" role="search" aria-label={t("workflows-list:filter.label")}>
      <SearchField
        label={t("workflows-list:filter.search")}
        placeholder={t("workflows-list:filter.searchHint")}
        value={search}
        onChange={(value) => onChange({ search: value })}
      />
      <FilterSelect
        label={t("workflows-list:filter.status")}
        any={t("workflows-list:filter.anyStatus")}
        options={Object.fromEntries(
          statuses.map((one) => [one, t(`workflows-list:status.${one}`)]),
        )}
        value={status}
        onChange={(value) => onChange({ status: value })}
      />
      <FilterSelect
        label={t("workflows-list:filter.tag")}
        any={t("workflows-list:filter.anyTag")}
        options={Object.fromEntries([...unlisted, ...names]) as Record<string, string>}
        value={tag}
        onChange={(value) => onChange({ tag: value })}
      />
      <FilterSelect
        label={t("workflows-list:filter.order")}
        any={t("workflows-list:filter.newest")}
        options={Object.fromEntries(sorts.map((one) => [one, t(`workflows-list:sort.${one}`)]))}
        value={sort}
        onChange={(value) => onChange({ sort: value })}
      />
    </Group>
  );
}
