/** The pages of the browser test, by path. `login` is the origin of a stranger, as a sign-in provider is. */
export function pages(scripts: { readonly host: string; readonly login: string; readonly addIn: string }): Readonly<Record<string, string>> {
  const office = '<!doctype html><meta charset="utf-8"><script src="/office/office.js"></script>';
  return {
    "/host.html": `<!doctype html><meta charset="utf-8"><title>Host</title><body><script>${scripts.host}</script>`,
    "/pane.html": `${office}<script>${paneScript}</script>`,
    "/dialog.html": `${office}<p></p><script>
      Office.onReady(() => {
        Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived, (event) => { document.querySelector("p").textContent = event.message; });
        Office.context.ui.messageParent("hello");
      });</script>`,
    "/start.html": `<!doctype html><script>location.href = "${scripts.login}" + location.search;</script>`,
    "/callback.html": `${office}<script>Office.onReady(() => Office.context.ui.messageParent("code=1"));</script>`,
    "/login.html": `<!doctype html><script>setTimeout(() => { location.href = "${scripts.addIn}/callback.html"; }, 100);</script>`,
  };
}

const paneScript = `
CustomFunctions.associate("PAIRS", (key) => [[key, 1], ["more", 2]]);
Office.actions.associate("refreshAll", (event) => { window.pressed = event.source.id; event.completed(); });
Office.onReady((info) => { window.info = info; });
window.openDialog = (path) => new Promise((resolve) => {
  Office.context.ui.displayDialogAsync(location.origin + path, { height: 50, width: 30, promptBeforeOpen: false }, (result) => {
    window.heard = [];
    if (result.status === "failed") return resolve(result.error.code);
    window.dialog = result.value;
    window.dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => window.heard.push(event.message));
    window.dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => window.heard.push(event.error));
    resolve(0);
  });
});`;
