import { describe, expect, test } from "@jest/globals";

import { AppError, errorCodes } from "../../src/base/app-error";

describe("AppError", () => {
  test("advice is the sentence and the next step", () => {
    const error = new AppError("NOT_CONNECTED", "There is no connection.", { hint: "Make one in Get Data." });
    expect(error.advice).toBe("There is no connection. Make one in Get Data.");
    expect(new AppError("CANCELLED", "Cancelled.").advice).toBe("Cancelled.");
  });

  test("from passes an AppError through untouched", () => {
    const error = new AppError("FORBIDDEN", "No.");
    expect(AppError.from(error)).toBe(error);
  });

  test("from turns an abort into CANCELLED", () => {
    const controller = new AbortController();
    controller.abort();
    expect(AppError.from(controller.signal.reason).code).toBe("CANCELLED");
  });

  test.each([[new TypeError("x is undefined")], ["text"], [null], [undefined], [42]])(
    "from turns %p into INTERNAL and keeps it as the cause, not in the sentence",
    (thrown) => {
      const error = AppError.from(thrown);
      expect(error.code).toBe("INTERNAL");
      expect(error.cause).toBe(thrown);
      expect(error.advice).not.toContain("undefined");
    },
  );

  test("from says of code that comes late and could not be loaded that it could not", () => {
    const thrown = Object.assign(new Error("Loading chunk 417 failed."), { name: "ChunkLoadError" });
    expect(AppError.from(thrown).advice).toBe("A part of the add-in could not be loaded. Check that this computer reaches the internet, then try again.");
  });

  test("codes are unique and never change their spelling by accident", () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
    expect(errorCodes.every((code) => /^[A-Z]+(_[A-Z]+)*$/.test(code))).toBe(true);
  });
});
