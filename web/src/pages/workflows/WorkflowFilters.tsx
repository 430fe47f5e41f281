import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { workflowTagsQuery } from "./queries.ts";

const route = getRouteApi("/inside/workflows");

const statuses = { active: "Active", draft: "Draft", paused: "Paused", archived: "Archived" };
const sorts = { updatedAt: "Last changed first", name: "By name" };

/** Search, status, tag and order: all in the address. */
export function WorkflowFilters() {
  const { search, tag, status, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: tags = [] } = useQuery(workflowTagsQuery);
  // Another filter is another list: its first page is shown.
  const set = (change: Partial<Record<"search" | "tag" | "status" | "sort", string>>) =>
    void navigate({
      search: (former) => ({ ...former, ...change, after: undefined }),
      replace: true,
    });
  const names = tags.map((one) => [one.tag, `${one.tag} (${one.workflows})`]);
  const known = tag === undefined || tags.some((one) => one.tag === tag) ? [] : [[tag, tag]];

  return (
    <Group gap="xs" mb="sm">
      <SearchField
        label="Search workflows by name"
        placeholder="Search by name"
        value={search}
        onChange={(value) => set({ search: value })}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        options={statuses}
        value={status}
        onChange={(value) => set({ status: value })}
      />
      <FilterSelect
        label="Tag"
        any="Any tag"
        options={Object.fromEntries([...known, ...names]) as Record<string, string>}
        value={tag}
        onChange={(value) => set({ tag: value })}
      />
      <FilterSelect
        label="Order"
        any="Newest first"
        options={sorts}
        value={sort}
        onChange={(value) => set({ sort: value })}
      />
    </Group>
  );
}
