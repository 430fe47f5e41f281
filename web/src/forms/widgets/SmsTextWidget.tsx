import { Stack, Text } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { textOf } from "../inputs/emptied.ts";
import { smsCount } from "../message/sms-count.ts";
import { LiquidInput } from "./LiquidInput.tsx";

/** The text of an SMS, with the number of segments that it takes so far. */
export function SmsTextWidget(props: InputProps) {
  return (
    <Stack gap={4}>
      <LiquidInput {...props} isMultiline />
      <Text size="xs" c="dimmed">
        {smsCount(textOf(props.value))}
      </Text>
    </Stack>
  );
}
