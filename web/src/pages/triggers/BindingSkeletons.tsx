import { Skeleton, Stack } from "@mantine/core";

export function BindingSkeletons() {
  return (
    <Stack gap="xs" aria-busy="true" aria-label="Loading the launch conditions">
      <Skeleton height={44} />
      <Skeleton height={44} />
    </Stack>
  );
}
