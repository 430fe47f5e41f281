import { Box } from "@mantine/core";
import { Copy } from "./Copy.tsx";
import classes from "./Snippet.module.css";

/** Code to copy; `what` names it for the button: "the command". */
export function Snippet({ code, what }: { code: string; what: string }) {
  return (
    <Box className={classes["frame"]}>
      <pre className={classes["code"]}>
        <code>{code}</code>
      </pre>
      <div className={classes["copy"]}>
        <Copy value={code} what={what} />
      </div>
    </Box>
  );
}
