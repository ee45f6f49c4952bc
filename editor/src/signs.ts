// Owns the signs of the three severities. Each has a form of its own, so that colour is never the only difference.

import { element } from "./dom";
import type { Severity } from "./reading";

const SPACE = "http://www.w3.org/2000/svg";

const FORMS: Record<Severity, string> = {
  error: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6",
  warning: "M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.4v.3",
  info: "M2.5 3.5h11v7.5h-6l-3 2.8v-2.8h-2zM5.5 7.2h5",
};

export const severityWords: Record<Severity, string> = { error: "Error", warning: "Warning", info: "Hint" };

export function sign(severity: Severity): HTMLElement {
  const drawing = document.createElementNS(SPACE, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", FORMS[severity]);
  drawing.append(path);
  const place = element("span", { class: `hc-sign-of hc-${severity}` });
  place.append(drawing);
  return place;
}
