import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { workspace } from "../../../src/contract/api/workspace.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Workspace = Wire<z.input<typeof workspace>>;

export const workspaceQuery = queryOptions({
  queryKey: ["/workspace"],
  queryFn: ({ signal }) => get<Workspace>("/workspace", {}, signal),
});
