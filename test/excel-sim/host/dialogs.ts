/** Office dialogs of an in-process host, where no window opens: the test plays the dialog. On the web they are real pop-ups. */
export type Dialogs = {
  /** The dialog that is open, or `null`. */
  current(): OpenDialog | null;
  /** Makes the next `displayDialogAsync` fail: 12009 the person chose Ignore, 12011 pop-ups are blocked. */
  refuseNext(code: number): void;
};

export type OpenDialog = {
  readonly url: string;
  /** What the pane sent with `messageChild`. */
  readonly fromPane: readonly string[];
  /** What the dialog's page does with `Office.context.ui.messageParent`. */
  messageParent(text: string): void;
  /**
   * An event of the dialog: 12006 it is closed, by the person or because a page of another origin cut the link;
   * 12002 a page did not load; 12003 it went to http.
   */
  raise(code: number): void;
};

/** The dialogs as a transport sees them. */
export type DialogWire = {
  /** Status of `displayDialogAsync`: 0, or an error code. `deliver` takes the dialog's messages. */
  open(request: DialogRequest, deliver: (message: readonly unknown[]) => void): number;
  close(): void;
  messageChild(text: string): void;
};

export type DialogRequest = { readonly url: string; readonly pageUrl: string };

export const dialogCodes = { otherDomain: 12_004, notHttps: 12_005, closed: 12_006, alreadyOpen: 12_007 } as const;

/** Kind of a message that `messageParent` sent; any other kind is an event's code. */
const fromDialog = 0;

export function createDialogs(): Dialogs & { readonly wire: DialogWire } {
  let open: (OpenDialog & { readonly fromPane: string[] }) | null = null;
  let refusal: number | null = null;

  const start = (url: string, deliver: (message: readonly unknown[]) => void): typeof open => {
    const dialog = {
      url,
      fromPane: [],
      messageParent: (text: string) => deliver([fromDialog, text, new URL(url).origin]),
      raise(code: number) {
        if (code === dialogCodes.closed && open === dialog) open = null;
        deliver([code]);
      },
    };
    return dialog;
  };

  return {
    current: () => open,
    refuseNext(code) {
      refusal = code;
    },
    wire: {
      open(request, deliver) {
        const status = refusal ?? refused(request, open !== null);
        refusal = null;
        if (status === 0) open = start(request.url, deliver);
        return status;
      },
      close() {
        open = null;
      },
      messageChild: (text) => void open?.fromPane.push(text),
    },
  };
}

function refused({ url, pageUrl }: DialogRequest, isOpen: boolean): number {
  if (new URL(url).protocol !== "https:") return dialogCodes.notHttps;
  if (new URL(url).origin !== new URL(pageUrl).origin) return dialogCodes.otherDomain;
  return isOpen ? dialogCodes.alreadyOpen : 0;
}
