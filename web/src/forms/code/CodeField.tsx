import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";

const CodeEditor = lazy(() => import("./CodeEditor.tsx"));

/** An editor for code; it is fetched when the first one is shown. */
export function CodeField(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? 120} mt={4} />}>
      <CodeEditor {...props} />
    </Suspense>
  );
}
