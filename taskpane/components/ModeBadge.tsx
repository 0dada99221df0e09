import { Badge } from "@fluentui/react-components";

const looks = {
  test: { text: "Test", color: "warning" },
  live: { text: "Live", color: "success" },
} as const;

/** Whether data is real or made for testing. */
export function ModeBadge({ mode }: { readonly mode: keyof typeof looks }) {
  const { text, color } = looks[mode];
  return (
    <Badge appearance="tint" color={color} shape="rounded">
      {text}
    </Badge>
  );
}
