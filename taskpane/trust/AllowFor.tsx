import type { AppError } from "../../src/base/app-error";
import { AllowButton } from "./AllowButton";

type AllowForProps = {
  readonly error: Pick<AppError, "code">;
  readonly connection: string;
  /** What goes on when it is allowed, such as `refresh Charges`. */
  readonly then: string;
  readonly onAllowed: () => void;
};

/** *Allow* below a failure that only the person's word mends; nothing below any other. */
export function AllowFor({ error, connection, then, onAllowed }: AllowForProps) {
  if (error.code !== "NOT_ALLOWED") return null;
  return <AllowButton connection={connection} label={`Allow and ${then}`} onAllowed={onAllowed} />;
}
