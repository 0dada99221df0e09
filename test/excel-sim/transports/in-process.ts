import type { ExcelHost } from "../host/excel-host";

/** Where office.js looks for Excel on Windows. */
type HostWindow = { external: unknown; readonly location: { readonly href: string } };

/** DispatchIds of the calls that office.js makes, and of the events it registers for. */
const calls = { richApi: 93, commandCompleted: 94, fileProperties: 86 } as const;
const events = { richApiMessage: 33, command: 39, dialog: 10 } as const;
const unknownCall = 5001;

type Callback = (result: unknown, status?: number) => void;
type Handler = (event: number, data: unknown) => void;

/** Stands in for a COM SafeArray; only the outer array needs it. */
function safeArray(values: readonly unknown[]): unknown {
  return Object.assign([...values], {
    toArray(this: unknown[]) {
      return [...this];
    },
    dimensions: () => 1,
  });
}

/**
 * Makes a window look like Excel on Windows to office.js, which talks to `window.external` there. Everything happens
 * in the page: no frame, no https, no messages. To be called before office.js loads.
 */
export function attachInProcessTransport(host: ExcelHost, window: HostWindow): () => void {
  const handlers = new Map<number, Handler>();
  const tell = (event: number, data: readonly unknown[]): void => {
    const handler = handlers.get(event);
    if (handler) queueMicrotask(() => handler(event, safeArray(data)));
  };
  const detach = [
    host.wire.subscribe((messages) => tell(events.richApiMessage, messages)),
    host.wire.commands.subscribe(({ id, functionName, event }) => tell(events.command, [id, functionName, event])),
  ];
  const external = {
    GetHostInfo: () => "Excel$Win32$16.01$en-US$$$$3",
    GetContext: () => documentContext(host),
    GetLoggingAllowed: () => false,
    Execute: (call: number, parameters: readonly unknown[], callback?: Callback) => execute(host, { call, parameters }, callback),
    RegisterEvent(event: number, target: string, handler: Handler, callback?: Callback) {
      const deliver = (message: readonly unknown[]): void => queueMicrotask(() => handler(event, safeArray(message)));
      if (event !== events.dialog) handlers.set(event, handler);
      const status = event === events.dialog ? openDialog(host, { target, pageUrl: window.location.href }, deliver) : 0;
      queueMicrotask(() => callback?.(status));
    },
    UnregisterEvent(event: number, _target: string, callback?: Callback) {
      if (event === events.dialog) host.wire.dialogs.close();
      else handlers.delete(event);
      queueMicrotask(() => callback?.(0));
    },
    MessageChild2: (parameters: string) => host.wire.dialogs.messageChild((JSON.parse(parameters) as { messageContent: string }).messageContent),
  };
  Object.defineProperty(window, "external", { value: external, configurable: true, writable: true });
  return () => {
    for (const stop of detach) stop();
  };
}

/** The target of a dialog is the JSON of the arguments of `displayDialogAsync`. */
function openDialog(
  host: ExcelHost,
  { target, pageUrl }: { readonly target: string; readonly pageUrl: string },
  deliver: (message: readonly unknown[]) => void,
): number {
  return host.wire.dialogs.open({ url: (JSON.parse(target) as { url: string }).url, pageUrl }, deliver);
}

function execute(host: ExcelHost, { call, parameters }: { readonly call: number; readonly parameters: readonly unknown[] }, callback?: Callback): void {
  if (call === calls.richApi) {
    const [, , , , body, , flags] = parameters[0] as readonly unknown[];
    void host.wire.execute(String(body), Number(flags ?? 0)).then((result) => {
      if ("error" in result) callback?.(safeArray([result.error]), result.error);
      else callback?.(safeArray([0, [200, [], result.body]]), 0);
    });
    return;
  }
  if (call === calls.commandCompleted) {
    host.wire.commands.completed(String(parameters[0]));
    queueMicrotask(() => callback?.(safeArray([0]), 0));
    return;
  }
  if (call === calls.fileProperties && host.file.properties === "given") {
    queueMicrotask(() => callback?.(safeArray([0, safeArray([host.file.address ?? ""])]), 0));
    return;
  }
  queueMicrotask(() => callback?.(unknownCall, 0));
}

/** What office.js asks about the document and the add-in when it starts. */
function documentContext(host: ExcelHost): object {
  const matrix = JSON.stringify(host.requirementSets);
  const constants = {
    AppType: 1,
    SolutionRef: "stripe-addin",
    AppVersionMajor: 16,
    AppVersionMinor: 1,
    AppUILocale: "en-US",
    AppDataLocale: "en-US",
    DocUrl: host.file.address ?? "",
    AppCapabilities: 0,
    ActivationMode: 1,
    ControlIntegrationLevel: 1,
    SolutionToken: "",
    InstanceId: "instance-1",
    HostFullVersion: "16.0.18000.20000",
    TouchEnabled: false,
    SupportedMatrix: matrix,
    DialogRequirementMatrix: matrix,
    InitialDisplayMode: 2,
    Settings: settingsStore(host),
  };
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [`Get${name}`, () => value]));
}

/** The document settings, read and written as two lists. */
function settingsStore({ documentSettings }: ExcelHost): object {
  return {
    Read(keys: unknown[], values: unknown[]) {
      for (const [key, value] of documentSettings) {
        keys.push(key);
        values.push(value);
      }
    },
    Write(keys: readonly string[], values: readonly unknown[]) {
      documentSettings.clear();
      keys.forEach((key, index) => documentSettings.set(key, values[index]));
    },
  };
}
