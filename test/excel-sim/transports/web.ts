import type { ExcelHost } from "../host/excel-host";
import { appContext, hostInfo } from "./web-context";
import { answerMessage, type OfficeMessage } from "./web-messages";

export type WebTransportOptions = {
  /** The page that holds the frame. */
  readonly window: Window;
  /** Address of the add-in's page. Its hostname must be that of the host's page, and both https, or office.js does not trust it. */
  readonly url: string;
  readonly title: string;
};

/** The add-in's page in a frame that talks to the host as in Excel on the web. */
export type WebTransport = {
  /** To be put into the page; the add-in starts then. */
  readonly frame: HTMLIFrameElement;
  /** Requests that are not answered yet. */
  readonly pending: () => number;
  /** Resolves when the page's office.js takes ribbon commands. */
  readonly ready: Promise<void>;
  readonly close: () => void;
};

const conversation = "excel-sim";

/** Connects the host to an add-in page over `postMessage`. Dialogs are real pop-ups that office.js opens itself. */
export function attachWebTransport(host: ExcelHost, { window, url, title }: WebTransportOptions): WebTransport {
  const frame = createFrame({ window, url, title });
  const { origin } = new URL(url);
  const handlers = new Set<string>();
  let pending = 0;
  let becomeReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });

  const post = (fields: object): void => {
    const envelope = { _messageType: 1, _conversationId: conversation, _origin: window.location.origin, _errorCode: 0, _serializerVersion: 1 };
    frame.contentWindow?.postMessage(JSON.stringify({ ...envelope, ...fields }), origin);
  };
  const fire = (kind: RegExp, data: object): void => {
    for (const name of handlers) if (kind.test(name)) post({ _actionName: name, _correlationId: 0, _responseType: 1, _data: data });
  };
  const answer = async (message: OfficeMessage): Promise<void> => {
    pending++;
    try {
      const data = await answerMessage(host, message, { handlers, context: () => appContext(host, { window, url }) });
      post({ _actionName: message._actionName, _correlationId: message._correlationId, _responseType: 0, _data: data });
    } finally {
      pending--;
    }
    if ([...handlers].some((name) => commandEvent.test(name))) becomeReady();
  };
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow || event.origin !== origin || typeof event.data !== "string") return;
    const message = JSON.parse(event.data) as OfficeMessage;
    if (message._messageType === 0) void answer(message);
  };

  window.addEventListener("message", listen);
  const stops = [
    () => window.removeEventListener("message", listen),
    host.wire.subscribe((messages) => queueMicrotask(() => fire(/richApiMessage/i, { ArrayData: messages }))),
    host.wire.commands.subscribe(({ id, functionName, event }) => fire(commandEvent, { 0: id, 1: functionName, 2: event })),
  ];
  return {
    frame,
    pending: () => pending,
    ready,
    close() {
      for (const stop of stops) stop();
      frame.remove();
    },
  };
}

const commandEvent = /appCommandInvoked/i;

/** What office.js reads from the frame: its name and a part of its address. */
function createFrame({ window, url, title }: WebTransportOptions): HTMLIFrameElement {
  const frame = window.document.createElement("iframe");
  const hostPage = window.location.origin + window.location.pathname;
  frame.name = JSON.stringify({ baseFrameName: "addin", hostInfo, xdmInfo: `${conversation}|ctl1|${hostPage}|`, serializerVersion: 1 });
  frame.title = title;
  frame.src = `${url}${url.includes("?") ? "&" : "?"}_host_Info=${hostInfo}`;
  frame.setAttribute("sandbox", "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  return frame;
}
