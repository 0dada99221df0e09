import { AppError } from "../base/app-error";

/**
 * Splits `Name=value` arguments. A value may hold `=`.
 * @throws AppError `BAD_ARGUMENT`; the message repeats nothing, since a secret may stand there.
 */
export function splitAssignments(texts: readonly string[]): readonly (readonly [name: string, text: string])[] {
  return texts.map((text) => {
    const [, name = "", value = ""] = /^@?([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    if (name !== "") return [name, value];
    throw new AppError("BAD_ARGUMENT", "An argument is not of the form Name=value.", { hint: "Write for example State=abc, without spaces around =." });
  });
}
