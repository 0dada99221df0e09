import type { FieldProps } from "@fluentui/react-components";

/** A red sentence below a field, when there is something to say. */
export const problemOf = (text: string | undefined): Pick<FieldProps, "validationMessage" | "validationState"> =>
  text === undefined ? {} : { validationMessage: text, validationState: "error" };
