import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { get, post, remove } from "./client.ts";
import { queryClient } from "./query-client.ts";

export type Role = "owner" | "editor" | "viewer";

export interface Session {
  signedIn: boolean;
  person: { id: string; name: string; email: string; role: Role } | null;
  scopes: string[];
  ownerExists: boolean;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => get<Session>("/session", {}, signal),
  staleTime: 60_000,
});

/** What the reader may do: pages hide what would be refused. */
export function useMay(scope: "read" | "send" | "manage" | "admin"): boolean {
  return useQuery(sessionQuery).data?.scopes.includes(scope) ?? false;
}

function keep(session: Session): Session {
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return session;
}

type Way =
  | { by: "password"; email: string; password: string }
  | { by: "key"; key: string }
  | { by: "code"; code: string };

export function useSignIn() {
  return useMutation({
    mutationFn: ({ by, ...body }: Way) =>
      post<Session>(by === "password" ? "/session" : `/session/${by}`, body).then(keep),
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => remove("/session"),
    onSuccess: () => {
      queryClient.clear();
      location.assign("/sign-in");
    },
  });
}

export const keepSession = keep;
