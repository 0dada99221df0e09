import type { ExcelHost } from "../../excel-sim/host/excel-host";

/** The add-in's page in a frame, talking to the host as it does in Excel on the web. */
export type AddInFrame = {
  /** Requests that are not answered yet. */
  readonly pending: () => number;
  /** Resolves when the page's office.js takes ribbon commands. */
  readonly ready: () => Promise<void>;
  readonly close: () => void;
};

export type AddInFrameOptions = { readonly holder: HTMLElement; readonly url: string; readonly title: string };

/** What office.js sends: `_actionType` 0 calls, 1 registers for an event, 2 unregisters. */
type Message = {
  readonly _messageType: number;
  readonly _actionType: number;
  readonly _actionName: string;
  readonly _correlationId: number;
  readonly _data: {
    readonly DdaMethod?: { readonly DispatchId: number; readonly Version: number };
    readonly DdaSettingsMethod?: { readonly Properties: readonly (readonly [string, unknown])[] };
    readonly ArrayData?: readonly unknown[];
  } | null;
};

const conversation = "workbench";
const dispatch = { richApi: 93, commandCompleted: 94, loadSettings: 75, saveSettings: 76 } as const;
const unknownCall = 5001;

/** Opens the frame. The workbench must be https and have the hostname of the add-in's page, or office.js does not trust it. */
export function openAddInFrame(host: ExcelHost, { holder, url, title }: AddInFrameOptions): AddInFrame {
  const frame = createFrame(url, title);
  const origin = new URL(url).origin;
  const handlers = new Set<string>();
  let pending = 0;
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (isReady = resolve));

  const post = (fields: object): void =>
    frame.contentWindow?.postMessage(JSON.stringify({ _messageType: 1, _conversationId: conversation, _errorCode: 0, _serializerVersion: 1, ...fields }), origin);
  const fire = (pattern: RegExp, data: object): void => {
    for (const name of handlers) if (pattern.test(name)) post({ _actionName: name, _correlationId: 0, _responseType: 1, _data: data });
  };

  async function answer(message: Message): Promise<void> {
    pending++;
    try {
      const data = await answerMessage(host, message, { url, handlers });
      post({ _actionName: message._actionName, _correlationId: message._correlationId, _responseType: 0, _data: data });
      if (message._actionType === 1 && /appCommandInvoked/i.test(message._actionName)) isReady();
    } finally {
      pending--;
    }
  }
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow || event.origin !== origin || typeof event.data !== "string") return;
    const message = JSON.parse(event.data) as Message;
    if (message._messageType === 0) void answer(message);
  };
  window.addEventListener("message", listen);
  const stops = [
    host.wire.subscribe((messages) => queueMicrotask(() => fire(/richApiMessage/i, { ArrayData: messages }))),
    host.wire.commands.subscribe(({ id, functionName, event }) => fire(/appCommandInvoked/i, { 0: id, 1: functionName, 2: event })),
  ];
  holder.replaceChildren(frame);
  return {
    pending: () => pending,
    ready: () => ready,
    close() {
      window.removeEventListener("message", listen);
      for (const stop of stops) stop();
      frame.remove();
    },
  };
}

/** Host information for office.js: flags 3 are a shared runtime (1) with custom functions (2). */
const hostInfo = "Excel$Web$16.00$en-US$workbench$$0$3";

function createFrame(url: string, title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  const hostPage = location.origin + location.pathname;
  frame.name = JSON.stringify({ baseFrameName: "addin", hostInfo, xdmInfo: `${conversation}|ctl1|${hostPage}|`, serializerVersion: 1 });
  frame.title = title;
  frame.src = `${url}${url.includes("?") ? "&" : "?"}_host_Info=${hostInfo}`;
  frame.setAttribute("sandbox", "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  return frame;
}

type Page = { readonly url: string; readonly handlers: Set<string> };

async function answerMessage(host: ExcelHost, message: Message, { url, handlers }: Page): Promise<unknown> {
  if (message._actionType === 1) return handlers.add(message._actionName) && { Error: 0 };
  if (message._actionType === 2) return handlers.delete(message._actionName) && { Error: 0 };
  if (message._actionName === "ContextActivationManager_getAppContextAsync") return appContext(host, url);
  if (message._actionName === "executeMethod") return execute(host, message._data);
  return null;
}

async function execute(host: ExcelHost, data: Message["_data"]): Promise<object> {
  const { DispatchId: id, Version } = data?.DdaMethod ?? { DispatchId: 0, Version: 0 };
  const answer = (fields: object): object => ({ Version, Error: 0, ...fields });
  const args = data?.ArrayData ?? [];
  switch (id) {
    case dispatch.richApi: {
      const result = await host.wire.execute(String(args[4]), Number(args[6] ?? 0));
      return "error" in result ? answer({ Error: result.error }) : answer({ Data: [200, [], result.body] });
    }
    case dispatch.commandCompleted:
      host.wire.commands.completed(String(args[0]));
      return answer({});
    case dispatch.loadSettings:
      return answer({ Properties: { Settings: [...host.documentSettings].map(([Name, Value]) => ({ Name, Value })) } });
    case dispatch.saveSettings:
      host.documentSettings.clear();
      for (const [key, value] of data?.DdaSettingsMethod?.Properties ?? []) host.documentSettings.set(key, value);
      return answer({});
    default:
      return answer({ Error: unknownCall });
  }
}

/** What office.js asks for first: the document, its settings, and what this Excel can do. */
function appContext(host: ExcelHost, url: string): object {
  const matrix = JSON.stringify(host.requirementSets);
  return {
    _id: "ctl1",
    _appName: 16,
    _appVersion: "16.0",
    _appUILocale: "en-US",
    _dataLocale: "en-US",
    _docUrl: "https://workbench.example/Book1.xlsx",
    _clientMode: 0,
    _settings: [...host.documentSettings],
    _reason: "inserted",
    _osfControlType: 1,
    _eToken: "",
    _correlationId: "workbench",
    _appInstanceId: "instance-1",
    _touchEnabled: false,
    _commerceAllowed: false,
    _appMinorVersion: 1,
    _requirementMatrix: matrix,
    _dialogRequirementMatrix: matrix,
    _hostFullVersion: "16.0.18000.20000",
    _addinName: "Stripe",
    _appDomains: [new URL(url).origin],
    _addInSourceUrl: url,
    _clientWindowHeight: innerHeight,
    _clientWindowWidth: innerWidth,
    _initialDisplayMode: 2,
    _featureGates: {},
  };
}
