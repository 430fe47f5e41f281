import { Alert } from "@mantine/core";
import { wordsOf } from "../api/problem.ts";

/** Why a form was refused, read out by screen readers when it comes. */
export function FormFault({ error }: { error: unknown }) {
  if (error == null) return null;
  return (
    <Alert color="red" variant="outline" role="alert" style={{ whiteSpace: "pre-line" }}>
      {wordsOf(error)}
    </Alert>
  );
}
