import type { RichApiMessage } from "../rich-api/event-registry";
import { createObject, type HostObject } from "../rich-api/host-object";
import { columnName } from "../address";
import type { CellAddress, FunctionCall, FunctionOutcome, FunctionRunner } from "../sheet-model";
import { failedOutcome, invocationParameters, returnedOutcome } from "./function-values";

/** One entry of `functions.json`. */
export type FunctionMetadata = {
  readonly id: string;
  readonly name: string;
  readonly parameters?: readonly ParameterMetadata[];
  readonly options?: {
    readonly stream?: boolean;
    readonly cancelable?: boolean;
    readonly requiresAddress?: boolean;
    readonly requiresStreamAddress?: boolean;
    readonly requiresParameterAddresses?: boolean;
  };
};

export type ParameterMetadata = {
  readonly name: string;
  readonly type?: string;
  readonly dimensionality?: string;
  readonly repeating?: boolean;
};

/** The manifest's namespace and the functions of `functions.json`. */
export type FunctionDeclarations = { readonly namespace: string; readonly functions: readonly FunctionMetadata[] };

/** Calls the add-in's functions through office.js as Excel does. */
export type CustomFunctionsHost = {
  readonly runner: FunctionRunner;
  /** `Microsoft.ExcelServices.CustomFunctions`: where office.js answers. */
  readonly service: HostObject;
  /** How many calls wait for a result, streams included. */
  readonly running: () => number;
};

type Invocation = { readonly metadata: FunctionMetadata; readonly deliver: (outcome: FunctionOutcome) => void };

export type CustomFunctionsParts = {
  readonly declarations: FunctionDeclarations;
  readonly send: (messages: readonly RichApiMessage[]) => void;
  /** `Sheet1`, for addresses. */
  readonly sheetName: (sheetId: string) => string;
};

const functionCategory = 1;
const messageTypes = { invoke: 1000, cancel: 1001 } as const;

export function createCustomFunctions({ declarations, send, sheetName }: CustomFunctionsParts): CustomFunctionsHost {
  const byName = new Map(declarations.functions.map((entry) => [`${declarations.namespace}.${entry.name}`.toUpperCase(), entry]));
  const invocations = new Map<number, Invocation>();
  let waiting: { readonly id: number; readonly message: RichApiMessage }[] = [];
  let ready = false;
  let lastId = 0;

  const flush = (): void => {
    if (!ready || waiting.length === 0) return;
    const messages = waiting.map(({ message }) => message);
    waiting = [];
    send(messages);
  };

  const cancel = (id: number): void => {
    const invocation = invocations.get(id);
    invocations.delete(id);
    const wasWaiting = waiting.some((entry) => entry.id === id);
    waiting = waiting.filter((entry) => entry.id !== id);
    const { cancelable, stream } = invocation?.metadata.options ?? {};
    if (!wasWaiting && (cancelable || stream)) send([message(messageTypes.cancel, { invocationId: id })]);
  };

  const start = (call: FunctionCall, deliver: Invocation["deliver"]): (() => void) => {
    const metadata = byName.get(call.name);
    const parameters = metadata && invocationParameters(metadata, call.args);
    if (!metadata || !parameters) {
      queueMicrotask(() => deliver(failedOutcome(7, null)));
      return () => undefined;
    }
    const id = ++lastId;
    invocations.set(id, { metadata, deliver });
    waiting.push({ id, message: message(messageTypes.invoke, invocationBody({ id, metadata, parameters }, call, sheetName)) });
    queueMicrotask(flush);
    return () => cancel(id);
  };

  const settle = (id: number, outcome: FunctionOutcome): void => {
    const invocation = invocations.get(id);
    if (!invocation) return;
    if (!invocation.metadata.options?.stream) invocations.delete(id);
    invocation.deliver(outcome);
  };

  const service = createObject(
    {
      name: "Microsoft.ExcelServices.CustomFunctions",
      methods: {
        _SetOsfControlContainerReadyForCustomFunctions() {
          ready = true;
          queueMicrotask(flush);
        },
        _GetEnabledFeatures: () => [1, 2, 3, 4],
        SetInvocationArrayResults(_, args) {
          for (const [id, ok, value, code] of args.raw(0) as [number, boolean, unknown, number][]) {
            settle(id, ok ? returnedOutcome(value) : failedOutcome(code, value));
          }
        },
        SetInvocationResults(_, args) {
          for (const { id, failed, value, errorCode } of args.raw(0) as { id: number; failed: boolean; value: unknown; errorCode: number }[]) {
            settle(id, failed ? failedOutcome(errorCode, value) : returnedOutcome(value));
          }
        },
      },
    },
    null,
  );

  return { runner: { has: (name) => byName.has(name), start }, service, running: () => invocations.size };
}

const message = (type: number, body: unknown): RichApiMessage => [functionCategory, type, "", JSON.stringify(body), 0, false];

type Prepared = { readonly id: number; readonly metadata: FunctionMetadata; readonly parameters: readonly unknown[] };

/** `[id, function, parameters, address, flags]`; flags: 1 cancelable, 2 stream. */
function invocationBody({ id, metadata, parameters }: Prepared, call: FunctionCall, sheetName: (id: string) => string): unknown[] {
  const { stream, cancelable, requiresAddress, requiresStreamAddress, requiresParameterAddresses } = metadata.options ?? {};
  const wantsAddress = requiresAddress || requiresStreamAddress || requiresParameterAddresses;
  const flags = stream ? 3 : cancelable ? 1 : 0;
  const body = [id, metadata.id, parameters, wantsAddress ? addressOf(call.cell, sheetName) : null, flags];
  return requiresParameterAddresses ? [...body, call.args.map((arg) => arg?.address ?? "")] : body;
}

const addressOf = ({ sheetId, row, column }: CellAddress, sheetName: (id: string) => string): string =>
  `${sheetName(sheetId)}!${columnName(column)}${row + 1}`;
