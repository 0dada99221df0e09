import type { ExcelHost } from "../host/excel-host";

/** What office.js sends: `_actionType` 0 calls, 1 registers for an event, 2 unregisters. */
export type OfficeMessage = {
  readonly _messageType: number;
  readonly _actionType: number;
  readonly _actionName: string;
  readonly _correlationId: number;
  readonly _data: MethodCall | null;
};

type MethodCall = {
  readonly DdaMethod?: { readonly DispatchId: number; readonly Version: number };
  readonly DdaSettingsMethod?: { readonly Properties: readonly (readonly [string, unknown])[] };
  readonly ArrayData?: readonly unknown[];
  /** The id of a completed command. */
  readonly 0?: string;
};

export type MessageSurroundings = {
  /** Events that office.js registered for; changed by messages. */
  readonly handlers: Set<string>;
  readonly context: () => object;
};

const actions = { call: 0, register: 1, unregister: 2 } as const;
const unknownCall = { Error: 5001 };

/** The data of the answer to one message. */
export async function answerMessage(host: ExcelHost, message: OfficeMessage, { handlers, context }: MessageSurroundings): Promise<unknown> {
  const { _actionType: type, _actionName: name, _data: data } = message;
  if (type === actions.register) {
    handlers.add(name);
    return { Error: 0 };
  }
  if (type === actions.unregister) {
    handlers.delete(name);
    return { Error: 0 };
  }
  if (name === "ContextActivationManager_getAppContextAsync") return context();
  // The rest of what office.js calls by name is telemetry and focus.
  if (name !== "executeMethod") return null;
  const { DispatchId: id, Version } = data?.DdaMethod ?? { DispatchId: 0, Version: 0 };
  const method = methods[id];
  return { Version, Error: 0, ...(method ? await method(host, data ?? {}) : unknownCall) };
}

/** What `executeMethod` can do, by dispatch id. */
const methods: Readonly<Record<number, (host: ExcelHost, call: MethodCall) => object | Promise<object>>> = {
  93: runRichApi,
  94(host, { 0: id = "" }) {
    host.wire.commands.completed(id);
    return {};
  },
  75: ({ documentSettings }) => ({ Properties: { Settings: [...documentSettings].map(([Name, Value]) => ({ Name, Value })) } }),
  76({ documentSettings }, { DdaSettingsMethod }) {
    documentSettings.clear();
    for (const [key, value] of DdaSettingsMethod?.Properties ?? []) documentSettings.set(key, value);
    return {};
  },
  86: ({ file }) => (file.properties === "given" ? { 0: { 1: file.address ?? "" } } : unknownCall),
};

async function runRichApi(host: ExcelHost, { ArrayData: data = [] }: MethodCall): Promise<object> {
  const result = await host.wire.execute(String(data[4]), Number(data[6] ?? 0));
  return "error" in result ? { Error: result.error } : { Data: [200, [], result.body] };
}
