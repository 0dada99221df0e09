import type { ExcelState } from "../rich-api/excel-state";
import { createObject, type HostObject } from "../rich-api/host-object";
import { type Roots, runRequest } from "../rich-api/interpreter";
import type { RichApiRequest, RichApiResponse } from "../rich-api/protocol";
import { workbookObject } from "../rich-api/types/workbook";
import type { FaultControl, PlannedFailure } from "./faults";
import { goesToService, isHousekeeping, type RecordedRequest, recordRequest } from "./request-log";

/** The answer's text, or the number of an Office error. */
export type ExecuteResult = { readonly body: string } | { readonly error: number };

/** Takes requests through the failure switches to the interpreter and into the log. */
export type Answering = {
  readonly execute: (body: string, flags: number) => Promise<ExecuteResult>;
  /** Whether a request of the add-in is being run right now. */
  readonly isRunning: () => boolean;
};

export type AnsweringParts = {
  readonly workbook: ExcelState;
  readonly services: ReadonlyMap<string, HostObject>;
  readonly control: FaultControl;
  readonly requests: RecordedRequest[];
};

/** Office's error numbers; office.js turns them into codes. */
const officeErrors = { cellEdit: 5004, requestTooLarge: 5103, responseTooLarge: 5104 } as const;

/** Request flag of `Excel.run({ delayForCellEdit: true })`. */
const delayForCellEdit = 64;

export function createAnswering({ workbook, services, control, requests }: AnsweringParts): Answering {
  const { faults } = control;
  const { model } = workbook;
  const roots: Roots = {
    workbook: workbookObject(workbook),
    service: (name) => services.get(name) ?? createObject({ name }, null),
    byReference: workbook.references.get,
  };
  const tooLarge = (text: string): boolean => faults.payloadLimit !== null && text.length > faults.payloadLimit;
  let running = false;

  const run = (request: RichApiRequest, failure: PlannedFailure | null): RichApiResponse => {
    running = true;
    try {
      return runWithFailure(roots, request, failure);
    } finally {
      running = false;
    }
  };

  const answer = async (body: string, request: RichApiRequest): Promise<ExecuteResult> => {
    if (tooLarge(body)) {
      requests.push(recordRequest(request, body.length, "RequestPayloadSizeLimitExceeded"));
      return { error: officeErrors.requestTooLarge };
    }
    await model.settled();
    const response = run(request, goesToService(request) ? null : control.takeFailure());
    requests.push(recordRequest(request, body.length, response.Error?.Code ?? null));
    const text = JSON.stringify(response);
    return tooLarge(text) ? { error: officeErrors.responseTooLarge } : { body: text };
  };

  return {
    isRunning: () => running,
    async execute(body, flags) {
      const request = JSON.parse(body) as RichApiRequest;
      if (isHousekeeping(request)) return { body: JSON.stringify(run(request, null)) };
      if (faults.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.latencyMs));
      if (goesToService(request)) return answer(body, request);
      const delays = (flags & delayForCellEdit) !== 0;
      if (faults.cellEdit.active && !delays) return { error: officeErrors.cellEdit };
      await control.cellEditEnded();
      return answer(body, request);
    },
  };
}

function runWithFailure(roots: Roots, request: RichApiRequest, failure: PlannedFailure | null): RichApiResponse {
  if (!failure) return runRequest(roots, request);
  const { afterActions = 0, code } = failure;
  const response = runRequest(roots, { ...request, Actions: request.Actions.slice(0, afterActions) });
  const Message = "The simulated Excel was told to fail here.";
  return response.Error ? response : { ...response, Error: { Code: code, Message, Location: "", HttpStatusCode: 500, ActionIndex: Math.min(afterActions, request.Actions.length - 1) } };
}
