/** For those who open the page's address in a browser. */
export function sayNotExcel(root: Element): void {
  const text = document.createElement("p");
  text.className = "starting";
  text.textContent = "This page is the task pane of Excel Connector for Stripe. Open it in Excel: Data tab, Stripe group, Get Data.";
  root.replaceChildren(text);
}
