// Owns how much of the window's top the page's head covers. Pages without a head that sticks cover nothing.

let height = 0;

export const headHeight = (): number => height;

/** Keeps the height, and the style variable `--head` that says the same, right while the window changes. */
export function watchHead(): void {
  const head = document.querySelector<HTMLElement>(".doc-top");
  if (!head) return;
  const measure = (): void => {
    height = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
    document.documentElement.style.setProperty("--head", `${height}px`);
  };
  new ResizeObserver(measure).observe(head);
  measure();
}
