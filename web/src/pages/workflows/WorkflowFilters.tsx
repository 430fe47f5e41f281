import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { workflowTagsQuery } from "../../api/workflows.ts";

const statuses = { active: "Active", draft: "Draft", paused: "Paused", archived: "Archived" };
const sorts = { updatedAt: "Last changed first", name: "By name" };

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
  const names = tags.map((one) => [one.tag, `${one.tag} (${one.workflows})`]);
  const unlisted = tag === undefined || tags.some((one) => one.tag === tag) ? [] : [[tag, tag]];

  return (
    <Group gap="xs" mb="sm" role="search" aria-label="Filter workflows">
      <SearchField
        label="Search workflows by name"
        placeholder="Search by name"
        value={search}
        onChange={(value) => onChange({ search: value })}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        options={statuses}
        value={status}
        onChange={(value) => onChange({ status: value })}
      />
      <FilterSelect
        label="Tag"
        any="Any tag"
        options={Object.fromEntries([...unlisted, ...names]) as Record<string, string>}
        value={tag}
        onChange={(value) => onChange({ tag: value })}
      />
      <FilterSelect
        label="Order"
        any="Newest first"
        options={sorts}
        value={sort}
        onChange={(value) => onChange({ sort: value })}
      />
    </Group>
  );
}
