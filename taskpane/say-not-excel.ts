import type { AppError } from "../src/base/app-error";

/** For those who open the page's address in a browser. */
export function sayNotExcel(root: Element): void {
  say(root, "This page is the task pane of Excel Connector for Stripe. Open it in Excel: Data tab, Stripe group, Get Data.");
}

/** For those who would otherwise look at *Starting…* for ever. */
export function sayNotStarted(root: Element, { advice }: Pick<AppError, "advice">): void {
  say(root, advice);
}

function say(root: Element, sentence: string): void {
  const text = document.createElement("p");
  text.className = "starting";
  text.setAttribute("role", "alert");
  text.textContent = sentence;
  root.replaceChildren(text);
}
