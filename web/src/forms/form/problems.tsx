import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useState } from "react";
import type { Claim, FieldProblem } from "../schema/paths.ts";
import { isClaimed, wordsAt } from "../schema/paths.ts";

interface Problems {
  problems: readonly FieldProblem[];
  /** Says that an input shows what is wrong there; the answer takes it back. */
  claim(claim: Claim): () => void;
}

const Context = createContext<Problems>({ problems: [], claim: () => () => undefined });
const Unclaimed = createContext<readonly FieldProblem[]>([]);

/** Brings each problem to the input that its field names; what no input shows is left for the top. */
export function ProblemsProvider(props: {
  problems: readonly FieldProblem[];
  children: ReactNode;
}) {
  const { problems, children } = props;
  const [claims, setClaims] = useState<readonly Claim[]>([]);
  const claim = useCallback((made: Claim) => {
    setClaims((all) => [...all, made]);
    return () => setClaims((all) => all.filter((other) => other !== made));
  }, []);
  const value = useMemo(() => ({ problems, claim }), [problems, claim]);
  const unclaimed = problems.filter(({ field = "" }) => field === "" || !isClaimed(field, claims));
  return (
    <Context.Provider value={value}>
      <Unclaimed.Provider value={unclaimed}>{children}</Unclaimed.Provider>
    </Context.Provider>
  );
}

/** What is wrong at a setting; `deep`: also with what it holds, as no other input shows that. */
export function useProblem(path: string, deep = true): string | undefined {
  const { problems, claim } = useContext(Context);
  useLayoutEffect(() => (path === "" ? undefined : claim({ path, deep })), [claim, path, deep]);
  return path === "" ? undefined : wordsAt(problems, { path, deep });
}

export function useUnclaimedProblems(): readonly FieldProblem[] {
  return useContext(Unclaimed);
}

/** How many problems stand at or below these settings, shown or not. */
export function useProblemCount(paths: readonly string[]): number {
  const { problems } = useContext(Context);
  const claims = paths.map((path) => ({ path, deep: true }));
  return problems.filter(({ field = "" }) => field !== "" && isClaimed(field, claims)).length;
}
