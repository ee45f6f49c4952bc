// Owns making elements: text is set as text and classes as classes, never as markup or as style attributes.

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (typeof value === "string") made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function button(words: string, className: string, press: (event: MouseEvent) => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: className }, words);
  made.addEventListener("click", press);
  return made;
}

/** Makes `parent` hold exactly these children. Those that stay are not touched, so that focus stays as well. */
export function arrange(parent: Element, children: readonly Element[]): void {
  const keep = new Set<Element>(children);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
}

/** Sets text only where it differs: a live region is read out again on every write. */
export function say(place: Element, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}
