import { Input, type InputProps } from "@fluentui/react-components";

import { Secret } from "../../src/base/secret";
import { useLayout } from "../layout";

type SecretInputProps = Omit<InputProps, "value" | "onChange" | "type"> & {
  /** A `Secret` was taken over from elsewhere and is not shown; typing replaces it. */
  readonly secret: string | Secret;
  readonly onSecret: (secret: string) => void;
};

/** An input for a key or token: never shown, never remembered by the browser. */
export function SecretInput({ secret, onSecret, placeholder = "", ...props }: SecretInputProps) {
  const layout = useLayout();
  const taken = secret instanceof Secret;
  return (
    <Input
      className={layout.wide}
      {...props}
      type="password"
      autoComplete="off"
      value={taken ? "" : secret}
      placeholder={taken ? "Taken over, not shown" : placeholder}
      onChange={(_, { value }) => onSecret(value)}
    />
  );
}
