import { Alert } from "@mantine/core";
import { Time } from "../../ui/Time.tsx";

/** Postgres was restored to an earlier time than Temporal's: what that means, until it was dealt with. */
export function Restored({ since, words }: { since: string; words: string }) {
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      mb="lg"
      title="Temporal knows more than Postgres"
    >
      {words}. Seen <Time at={since} />.
    </Alert>
  );
}
