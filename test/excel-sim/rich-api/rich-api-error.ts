/** A failure that office.js turns into an `OfficeExtension.Error` with this code. */
export class RichApiError extends Error {
  override readonly name = "RichApiError";

  constructor(
    readonly code: string,
    message: string,
    /** Such as `Worksheet.getRange`; office.js shows it as `debugInfo.errorLocation`. */
    readonly location = "",
    readonly httpStatus = 400,
  ) {
    super(message);
  }
}

export const invalidArgument = (location: string, message = "The argument is invalid or missing or has an incorrect format."): RichApiError =>
  new RichApiError("InvalidArgument", message, location);

export const itemNotFound = (location: string): RichApiError =>
  new RichApiError("ItemNotFound", "The requested resource doesn't exist.", location, 404);

export const itemAlreadyExists = (location: string): RichApiError =>
  new RichApiError("ItemAlreadyExists", "A resource with the same name or identifier already exists.", location, 409);

export const invalidOperation = (location: string, message: string): RichApiError =>
  new RichApiError("InvalidOperation", message, location);

/** The simulated host lacks this member. Real Excel has it: add it to the table of its type. */
export const notSimulated = (member: string): RichApiError =>
  new RichApiError("ApiNotFound", `The simulated Excel has no ${member}.`, member, 501);
