import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useState } from "react";
import type { Claim, FieldIssue } from "../schema/paths.ts";
import { isClaimed } from "../schema/paths.ts";
import { messageAt } from "../issue-text.ts";
import { useFormScope } from "./scope.ts";

interface Issues {
  issues: readonly FieldIssue[];
  /** Tells that an input shows the issues at its path; the returned function withdraws that. */
  claim(claim: Claim): () => void;
}

const Context = createContext<Issues>({ issues: [], claim: () => () => undefined });
const Unclaimed = createContext<readonly FieldIssue[]>([]);

/** Brings each issue to the input that its field names; those that no input shows are listed at the top. */
export function IssuesProvider(props: { issues: readonly FieldIssue[]; children: ReactNode }) {
  const { issues, children } = props;
  const [claims, setClaims] = useState<readonly Claim[]>([]);
  const claim = useCallback((made: Claim) => {
    setClaims((all) => [...all, made]);
    return () => setClaims((all) => all.filter((other) => other !== made));
  }, []);
  const value = useMemo(() => ({ issues, claim }), [issues, claim]);
  const unclaimed = issues.filter(({ field = "" }) => field === "" || !isClaimed(field, claims));
  return (
    <Context.Provider value={value}>
      <Unclaimed.Provider value={unclaimed}>{children}</Unclaimed.Provider>
    </Context.Provider>
  );
}

/** The issue of a setting; `deep`: also those of everything in it, as no other input shows them. */
export function useIssue(path: string, deep = true): string | undefined {
  const { issues, claim } = useContext(Context);
  const { kind } = useFormScope();
  useLayoutEffect(() => (path === "" ? undefined : claim({ path, deep })), [claim, path, deep]);
  return path === "" ? undefined : messageAt(issues, { path, deep }, kind);
}

export function useUnclaimedIssues(): readonly FieldIssue[] {
  return useContext(Unclaimed);
}

/** How many issues there are at or below these settings, shown or not. */
export function useIssueCount(paths: readonly string[]): number {
  const { issues } = useContext(Context);
  const claims = paths.map((path) => ({ path, deep: true }));
  return issues.filter(({ field = "" }) => field !== "" && isClaimed(field, claims)).length;
}
