// What pages without an editor do with a little script: uploads with progress, copying, and hearing of new texts.
// Every page works without it.

const notice = (words) => {
  const place = document.getElementById("notice");
  if (!place) return;
  place.textContent = words;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => { place.textContent = ""; }, 6000);
};

// Files: dropped, chosen, or whole folders, with their paths.
async function* filesOf(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    yield { file, name: path + entry.name };
  } else if (entry.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const inner of some) yield* filesOf(inner, `${path}${entry.name}/`);
    }
  }
}

const size = (bytes) => bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;

function prepareUpload(form) {
  const drop = form.querySelector(".drop");
  const list = form.querySelector(".picked");
  const progress = form.querySelector("progress");
  const files = form.querySelector("input[name=files]");
  const folder = form.querySelector("input[webkitdirectory]");
  let picked = [];
  files.required = false;
  form.querySelector(".folder-pick").hidden = false;

  const show = () => {
    const all = picked.reduce((sum, one) => sum + one.file.size, 0);
    const names = picked.slice(0, 8).map((one) => `${one.name} (${size(one.file.size)})`);
    if (picked.length > 8) names.push(`and ${picked.length - 8} more, ${size(all)} in all`);
    list.replaceChildren(...names.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  };
  const take = (chosen) => {
    picked = [...picked, ...chosen];
    show();
  };
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      take([...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
      input.value = "";
    });
  }
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => drop.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) for await (const one of filesOf(entry, "")) found.push(one);
    take(found.length ? found : [...event.dataTransfer.files].map((file) => ({ file, name: file.name })));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!picked.length) {
      notice("Choose or drop at least one file first.");
      files.focus();
      return;
    }
    const data = new FormData();
    for (const field of form.querySelectorAll("input[name]:not([type=file])")) data.append(field.name, field.value);
    for (const one of picked) data.append("files", one.file, one.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (moved) => {
      progress.hidden = false;
      progress.value = moved.lengthComputable ? 100 * moved.loaded / moved.total : 0;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else {
        progress.hidden = true;
        const said = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main p");
        notice(said?.textContent || "The upload did not work.");
      }
    });
    request.addEventListener("error", () => { progress.hidden = true; notice("The upload was interrupted. Try again."); });
    request.send(data);
  });
}

// Pages that show the text are fetched again when it changes, but never under somebody's hands: what is being
// written, and what can still be undone, stays as it is.
const KEPT = "[data-keep], form[data-dirty]";

function follow(region) {
  let known = null;
  let missed = false;
  let asking = 0;
  const source = new EventSource(region.dataset.changes);
  const refresh = () => {
    missed = document.hidden || asking > 0;
    if (!missed) htmx.trigger(region, "text");
  };
  // What a person asks for goes before: an older answer must not come over it.
  const asks = (event) => event.detail.target === region && event.detail.elt !== region;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!asks(event)) return;
    asking += 1;
    htmx.trigger(region, "htmx:abort");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!asks(event)) return;
    asking -= 1;
    if (missed) setTimeout(refresh, 100);
  });
  source.addEventListener("text", (event) => {
    if (known !== null && known !== event.data) refresh();
    known = event.data;
  });
  source.addEventListener("moved", () => { source.close(); location.reload(); });
  document.addEventListener("visibilitychange", () => { if (missed && !document.hidden) refresh(); });
  region.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-dirty", ""));
}

// Forms in their place: a row becomes its form and a row again. Without a script the links and forms do the same.
const replaced = (element) => element.closest("[data-item]");

async function inPlace(link) {
  const item = replaced(link);
  await htmx.ajax("GET", link.dataset.inplace || link.href, { target: item, swap: "outerHTML", source: item.parentElement });
}

async function partOf(link) {
  await htmx.ajax("GET", link.href, { target: "#_view", swap: "morph", select: "#_view" });
  history.replaceState(history.state, "", link.href);
  const panel = document.getElementById("why");
  if (panel && panel.getBoundingClientRect().top > innerHeight - 120) panel.scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-inplace], a[data-part], .whys.picture a");
  if (!link || !window.htmx || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.hasAttribute("data-inplace") && !replaced(link)?.matches("tr, li, section")) return;
  event.preventDefault();
  if (link.hasAttribute("data-inplace")) inPlace(link);
  else partOf(link.href.baseVal === undefined ? link : { href: link.href.baseVal });
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const form = event.target.closest?.("form");
  if (event.key === "Escape" && form?.hasAttribute("data-cancel")) form.querySelector("[data-back]")?.click();
  if (event.key === "Enter" && !event.shiftKey && event.target.matches?.("textarea[data-one-line]")) {
    event.preventDefault();
    form.requestSubmit();
  }
});
// An answer that is a piece of a page is shown even when it says no: it is the form again, with the reason.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig: { elt } } = event.detail;
  const piece = !/^\s*<!doctype/i.test(xhr.responseText);
  if (xhr.status >= 400 && piece && /^text\/html/.test(xhr.getResponseHeader("content-type") || "")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  if (xhr.status < 400) {
    const form = elt.closest?.("form[data-dirty]");
    form?.removeAttribute("data-dirty");
    if (form?.method === "post") form.reset();
    if (elt.hasAttribute?.("data-undo")) replaced(elt)?.removeAttribute("data-keep");
  }
});

document.addEventListener("DOMContentLoaded", () => {
  if (window.Idiomorph) {
    const free = (node) => !node.matches?.(KEPT);
    // What is the same already need not be walked through: a long timeline stays smooth.
    Idiomorph.defaults.callbacks.beforeNodeMorphed = (node, wanted) => free(node) && !node.isEqualNode(wanted);
    Idiomorph.defaults.callbacks.beforeNodeRemoved = free;
    // What somebody opened stays open.
    Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.localName === "details");
  }
  document.querySelectorAll("form[data-upload]").forEach(prepareUpload);
  document.querySelectorAll("[data-changes]").forEach(follow);
  document.getElementById("cited")?.scrollIntoView({ block: "center" });
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  notice("Copied.");
});
document.addEventListener("htmx:responseError", (event) => {
  const said = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("main p");
  notice(said?.textContent || "That did not work.");
});
document.addEventListener("htmx:sendError", () => notice("The server cannot be reached. Try again in a moment."));
