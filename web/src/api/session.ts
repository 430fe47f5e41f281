import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import type { SessionState } from "../../../src/contract/api/session.ts";
import type { Scope } from "../../../src/contract/scopes.ts";
import { get, post, remove } from "./client.ts";
import { queryClient } from "./query-client.ts";
import type { Wire } from "./wire.ts";

export type Session = Wire<SessionState>;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => get<Session>("/session", {}, signal),
  staleTime: 60_000,
});

/** What the reader may do: pages hide what would be refused. */
export function useMay(scope: Scope): boolean {
  return useQuery(sessionQuery).data?.scopes.includes(scope) ?? false;
}

function keep(session: Session): Session {
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return session;
}

type Credentials =
  | { by: "password"; email: string; password: string }
  | { by: "key"; key: string }
  | { by: "code"; code: string };

export function useSignIn() {
  return useMutation({
    mutationFn: ({ by, ...body }: Credentials) =>
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
