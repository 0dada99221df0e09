import type { AddInManifest, RibbonControl, RibbonItem } from "./add-in-manifest";

/** Draws the add-in's groups on the Data tab. `run` gets the item whose command a person chose. */
export function drawRibbon(ribbon: HTMLElement, manifest: AddInManifest, run: (item: RibbonItem) => void): void {
  for (const group of manifest.groups) {
    const section = element("section", "group");
    section.setAttribute("aria-label", group.label);
    const controls = element("div", "controls");
    controls.append(...group.controls.map((control) => drawControl(control, run)));
    section.append(controls, element("span", "caption", group.label));
    ribbon.append(section);
  }
}

function drawControl(control: RibbonControl, run: (item: RibbonItem) => void): HTMLElement {
  const button = itemButton(control, "command large");
  if (control.items.length === 0) {
    button.addEventListener("click", () => run(control));
    return button;
  }
  const menu = drawMenu(control, run);
  button.setAttribute("aria-haspopup", "menu");
  button.append(element("span", "chevron"));
  button.addEventListener("click", () => menu.togglePopover());
  menu.addEventListener("beforetoggle", () => {
    const { left, bottom } = button.getBoundingClientRect();
    menu.style.left = `${left}px`;
    menu.style.top = `${bottom + 2}px`;
  });
  const holder = element("div", "menu-holder");
  holder.append(button, menu);
  return holder;
}

function drawMenu(control: RibbonControl, run: (item: RibbonItem) => void): HTMLElement {
  const menu = element("div", "menu");
  menu.popover = "auto";
  menu.role = "menu";
  menu.setAttribute("aria-label", control.label);
  for (const item of control.items) {
    const button = itemButton(item, "command");
    button.role = "menuitem";
    button.addEventListener("click", () => {
      menu.hidePopover();
      run(item);
    });
    menu.append(button);
  }
  return menu;
}

function itemButton(item: RibbonItem, className: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.id = item.id;
  button.title = item.tip;
  const icon = document.createElement("img");
  icon.src = item.icon;
  icon.alt = "";
  button.append(icon, element("span", "label", item.label));
  return button;
}

function element(name: "div" | "span" | "section", className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
