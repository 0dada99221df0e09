/** The task pane at the right: a title, a close button, and the add-in's page, which lives as long as the workbook. */
export type Pane = {
  readonly holder: HTMLElement;
  readonly visible: () => boolean;
  readonly show: (visible: boolean) => void;
};

/** `closed` is called when a person closes the pane; the add-in's page goes on running behind. */
export function openPane(pane: HTMLElement, title: string, closed: () => void): Pane {
  const heading = pane.querySelector("h2");
  const holder = pane.querySelector<HTMLElement>(".page");
  const close = pane.querySelector("button");
  if (!heading || !holder || !close) throw new Error("The page has no place for the task pane.");
  heading.textContent = title;
  holder.replaceChildren();
  const show = (visible: boolean): void => void pane.classList.toggle("closed", !visible);
  show(false);
  close.onclick = () => {
    show(false);
    closed();
  };
  return { holder, show, visible: () => !pane.classList.contains("closed") };
}
